import type { AccountShelf, KeyRow, UserRow } from '../../../application/access/account-shelf.ts';
import type { Role } from '../../../domain/access/viewer.ts';
import type { Session } from '../session.ts';

type StoredKey = Omit<KeyRow, 'role' | 'party'> & { metadata: string };

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS"Z"'`;
const USERS = `select u.id, u.name, u.email, u.role, u.party, u.disabled,
  to_char(u."createdAt" at time zone 'UTC', ${ISO}) as "createdAt",
  to_char((select max("updatedAt") from accounts.session s where s."userId" = u.id) at time zone 'UTC', ${ISO})
    as "lastSeenAt" from accounts."user" u`;
const KEYS = `select id, coalesce(name, '') as name, coalesce(start, '') as start, metadata,
  to_char("createdAt" at time zone 'UTC', ${ISO}) as "createdAt",
  to_char("expiresAt" at time zone 'UTC', ${ISO}) as "expiresAt",
  to_char("lastRequest" at time zone 'UTC', ${ISO}) as "lastUsedAt", enabled is not true as revoked
  from accounts.apikey`;

export function accountShelf(session: Session): AccountShelf {
  return {
    users: (ids) =>
      session.rows<UserRow>(`${USERS} where $1::text[] is null or u.id = any($1) order by u.email`, [
        ids ?? null,
      ]),
    userWithEmail: async (email) =>
      (await session.rows<UserRow>(`${USERS} where u.email = lower($1)`, [email]))[0] ?? null,
    countUsers: async () => {
      const [row] = await session.rows<{ count: number }>(
        'select count(*)::int4 as count from accounts."user"',
      );
      return row?.count ?? 0;
    },
    addUser: async ({ id, name, email, role, party }, passwordHash) => {
      await session.rows(
        `insert into accounts."user" (id, name, email, "emailVerified", role, party)
         values ($1, $2, lower($3), true, $4, $5)`,
        [id, name, email, role, party],
      );
      await session.rows(
        `insert into accounts."account" (id, "accountId", "providerId", "userId", password, "updatedAt")
         values ($1, $1, 'credential', $1, $2, now())`,
        [id, passwordHash],
      );
    },
    changeUser: async ({ id, name, role, party, disabled }) => {
      await session.rows(
        `update accounts."user" set name = $2, role = $3, party = $4, disabled = $5, "updatedAt" = now() where id = $1`,
        [id, name, role, party, disabled],
      );
    },
    setPassword: async (id, passwordHash) => {
      await session.rows(
        `update accounts."account" set password = $2, "updatedAt" = now()
         where "userId" = $1 and "providerId" = 'credential'`,
        [id, passwordHash],
      );
    },
    endSessions: async (id) => {
      await session.rows('delete from accounts.session where "userId" = $1', [id]);
    },
    keys: async (ids) => {
      const rows = await session.rows<StoredKey>(
        `${KEYS} where $1::text[] is null or id = any($1) order by "createdAt", id`,
        [ids ?? null],
      );
      return rows.map(({ metadata, ...key }) => {
        const { role, party } = JSON.parse(metadata) as { role: Role; party: string | null };
        return { ...key, role, party };
      });
    },
    addKey: async ({ id, name, start, role, party, madeBy, days }, hash) => {
      await session.rows(
        `insert into accounts.apikey (id, "configId", name, start, prefix, key, "referenceId", enabled,
           "rateLimitEnabled", "requestCount", "expiresAt", "createdAt", "updatedAt", metadata)
         values ($1, 'default', $2, $3, 'cbk_', $4, $5, true, false, 0, now() + make_interval(days => $6), now(), now(), $7)`,
        [id, name, start, hash, madeBy, days, JSON.stringify({ role, party })],
      );
    },
    revokeKey: async (id) => {
      await session.rows('update accounts.apikey set enabled = false, "updatedAt" = now() where id = $1', [
        id,
      ]);
    },
  };
}
