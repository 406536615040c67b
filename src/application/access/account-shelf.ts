import type { Role } from '../../domain/access/viewer.ts';

export type UserRow = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly party: string | null;
  readonly disabled: boolean;
  readonly createdAt: string;
  readonly lastSeenAt: string | null;
};

export type KeyRow = {
  readonly id: string;
  readonly name: string;
  readonly start: string;
  readonly role: Role;
  readonly party: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly revoked: boolean;
};

/** Users and keys, in the same transaction as the audit entry. Only hashes of secrets come here. */
export type AccountShelf = {
  readonly users: (ids?: readonly string[]) => Promise<UserRow[]>;
  readonly userWithEmail: (email: string) => Promise<UserRow | null>;
  readonly countUsers: () => Promise<number>;
  readonly addUser: (
    user: Pick<UserRow, 'id' | 'name' | 'email' | 'role' | 'party'>,
    passwordHash: string,
  ) => Promise<void>;
  readonly changeUser: (user: Pick<UserRow, 'id' | 'name' | 'role' | 'party' | 'disabled'>) => Promise<void>;
  readonly setPassword: (id: string, passwordHash: string) => Promise<void>;
  /** Signs the user out everywhere. */
  readonly endSessions: (id: string) => Promise<void>;
  readonly keys: (ids?: readonly string[]) => Promise<KeyRow[]>;
  readonly addKey: (
    key: Pick<KeyRow, 'id' | 'name' | 'start' | 'role' | 'party'> & {
      readonly madeBy: string;
      readonly days: number;
    },
    hash: string,
  ) => Promise<void>;
  readonly revokeKey: (id: string) => Promise<void>;
};

/** Secrets are made and hashed by the library that checks them later. */
export type Credentials = {
  readonly hashPassword: (password: string) => Promise<string>;
  readonly checkPassword: (hash: string, password: string) => Promise<boolean>;
  readonly newKey: () => Promise<{ readonly secret: string; readonly start: string; readonly hash: string }>;
  /** What signs a webhook's messages. */
  readonly newWebhookSecret: () => string;
  readonly newId: () => string;
};
