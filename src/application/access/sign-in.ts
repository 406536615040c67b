import type { Viewer } from '../../domain/access/viewer.ts';

/** A request that somebody is behind. `csrf` must come back with every write of a session; a key needs none. */
export type SignedIn = {
  readonly viewer: Viewer;
  readonly email: string | null;
  readonly csrf: string | null;
};

/** Who is behind a request: sessions, keys and OpenID Connect are a library's. */
export type SignIn = {
  readonly behind: (headers: Headers) => Promise<SignedIn | null>;
  /** null: wrong e-mail or password, or a disabled user. The cookies begin the session. */
  readonly withPassword: (
    email: string,
    password: string,
    headers: Headers,
  ) => Promise<{ readonly signedIn: SignedIn; readonly cookies: readonly string[] } | null>;
  /** The cookies end the session. */
  readonly out: (headers: Headers) => Promise<readonly string[]>;
  /** null: the current password is wrong. Every other session ends. */
  readonly changePassword: (
    current: string,
    next: string,
    headers: Headers,
  ) => Promise<{ readonly cookies: readonly string[] } | null>;
  readonly openId: { readonly name: string; readonly url: string } | null;
  /** The two requests of an OpenID Connect sign-in; null: the path is none of them. */
  readonly openIdStep: (request: Request) => Promise<Response | null>;
  /** Whether this is the token that was printed for the first run. */
  readonly isFirstRunToken: (token: string) => boolean;
};
