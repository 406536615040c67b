import type { Context } from 'hono';
import type { Asked, Deed, Office, Room } from '../../application/access/act.ts';
import type { SignedIn, SignIn } from '../../application/access/sign-in.ts';
import type { BodyOf, ParamsOf, QueryOf } from '../../contract/route.ts';
import type { RouteName, RouteOf } from '../../contract/routes.ts';
import type { Viewer } from '../../domain/access/viewer.ts';
import type { Attempts } from './attempts.ts';
import type { JobRunner } from './job-runner.ts';
import type { OutboxRunner } from './outbox-runner.ts';

/** What the handlers work with. */
export type House = {
  readonly office: Office;
  readonly signIn: SignIn;
  readonly jobs: JobRunner;
  readonly outbox: OutboxRunner;
  readonly failures: { readonly byAddress: Attempts; readonly byEmail: Attempts };
  /** Where received files wait for their job. */
  readonly filesFolder: string;
  readonly limits: Limits;
};
export type Limits = {
  readonly jsonBytes: number;
  readonly fileBytes: number;
  readonly files: number;
  /** A JSON body must be there after so long; of sent files, the next piece. */
  readonly bodySeconds: number;
};

/** One request of a signed-in viewer, checked against its route. */
export type Call<Name extends RouteName> = {
  readonly house: House;
  readonly office: Office;
  readonly viewer: Viewer;
  readonly signedIn: SignedIn;
  readonly params: ParamsOf<RouteOf<Name>>;
  readonly query: QueryOf<RouteOf<Name>>;
  readonly body: BodyOf<RouteOf<Name>>;
  readonly dryRun: boolean;
  /** Of If-Match; blank where the route does not need it. */
  readonly etag: string;
  readonly origin: string;
  readonly context: Context;
  /** Does the deed with its audit entry in one transaction; a replayed key is answered as the first time. */
  readonly write: (
    deed: (room: Room) => Promise<Deed>,
    asked?: Partial<Pick<Asked, 'viewer'>> & {
      /** The fingerprint of the files that were sent: a key used again is held against them. */
      readonly sent?: string;
    },
  ) => Promise<unknown>;
};

/** An answer by the route's schema, or a response of its own. */
export type Handler<Name extends RouteName> = (call: Call<Name>) => Promise<unknown>;
export type Handlers<Names extends RouteName = RouteName> = { readonly [Name in Names]: Handler<Name> };
