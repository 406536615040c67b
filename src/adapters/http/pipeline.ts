import { hash } from 'node:crypto';
import type { Context, Handler as HonoHandler } from 'hono';
import type { z } from 'zod';
import { act } from '../../application/access/act.ts';
import type { SignedIn } from '../../application/access/sign-in.ts';
import type { Route } from '../../contract/route.ts';
import type { RouteName } from '../../contract/routes.ts';
import type { Viewer } from '../../domain/access/viewer.ts';
import type { Call, Handler, House } from './call.ts';
import { jsonOf } from './json-body.ts';
import { originOf } from './origin.ts';
import { HttpProblem, wrongInput } from './problem.ts';

/** Nobody yet: signing in and the first run. Sees nothing. */
const NOBODY: SignedIn = {
  viewer: { id: 'nobody', name: 'nobody', kind: 'user', role: 'customer-user', party: ' nobody ' },
  email: null,
  csrf: null,
};
/** A longer text of a request is kept as its hash. */
const LONGEST_KEPT = 500;
const SECRETS = new Set(['password', 'current', 'next', 'token', 'secret']);

/** One route from request to answer: who, may they, is it well said, do it, say it by the schema. */
export function pipelineOf<Name extends RouteName>(
  house: House,
  name: Name,
  route: Route,
  handler: Handler<Name>,
): HonoHandler {
  return async (c) => {
    const signedIn = route.who === 'anybody' ? NOBODY : await admit(house, c, route);
    const params = read('path', route.params, c.req.param());
    const query = read('query', route.query, queryOf(c, route));
    const body =
      route.body === undefined || route.body === 'files'
        ? undefined
        : read('body', route.body, await jsonOf(c, house.limits));
    const dryRun = route.posts === true && (query as { dryRun?: boolean }).dryRun === true;
    const call: Call<RouteName> = {
      house,
      office: house.office,
      viewer: signedIn.viewer,
      signedIn,
      params: params as never,
      query: query as never,
      body: body as never,
      dryRun,
      etag: route.ifMatch === true ? ifMatch(c) : '',
      origin: originOf(c),
      context: c,
      write: (deed, asked = {}) =>
        act(
          house.office,
          {
            viewer: asked.viewer ?? signedIn.viewer,
            origin: originOf(c),
            what: name,
            dryRun,
            key: keyOf(c, { name, params, query, body: asked.sent ?? body }),
            shape: (answer) => {
              const sent = shaped(route, answer);
              return { sent, kept: JSON.stringify(blotted(sent)) };
            },
          },
          deed,
        ),
    };
    const answer = await handler(call as unknown as Call<Name>);
    return answer instanceof Response ? answer : respond(c, route, answer);
  };
}

async function admit(house: House, c: Context, route: Route): Promise<SignedIn> {
  const signedIn = await house.signIn.behind(c.req.raw.headers);
  if (signedIn === null)
    throw new HttpProblem(401, 'sign-in', 'sign in, or send an API key that is still good');
  if (!mayAsk(route, signedIn.viewer))
    throw new HttpProblem(403, 'not-allowed', 'your role may not ask for this');
  if (signedIn.csrf !== null && c.req.method !== 'GET' && c.req.header('x-csrf-token') !== signedIn.csrf) {
    throw new HttpProblem(403, 'csrf', 'send the csrf of /me as X-CSRF-Token with every write');
  }
  return signedIn;
}

function mayAsk(route: Route, viewer: Viewer): boolean {
  return route.who === 'anybody' || route.who.includes(viewer.role);
}

function read(where: string, schema: z.ZodObject | undefined, given: unknown): unknown {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(given);
  if (!result.success) throw wrongInput(where, given, result.error);
  return result.data;
}

/** Asked twice is asked unclearly; `dryRun` is every posting route's. */
function queryOf(c: Context, route: Route): Record<string, string> {
  const known = Object.keys(route.query?.shape ?? {});
  const given = c.req.queries();
  const errors = Object.entries(given).flatMap(([name, values]) => {
    if (!known.includes(name))
      return [{ field: name, seen: values[0] ?? '', todo: 'leave it out: it means nothing here' }];
    return values.length > 1 ? [{ field: name, seen: values.join(', '), todo: 'give it once' }] : [];
  });
  if (errors.length > 0) throw new HttpProblem(422, 'wrong-fields', 'correct the query', errors.slice(0, 50));
  return Object.fromEntries(Object.entries(given).map(([name, values]) => [name, values[0] ?? '']));
}

function ifMatch(c: Context): string {
  const given = c.req.header('if-match') ?? '';
  if (given === '')
    throw new HttpProblem(428, 'if-match-missing', 'send the etag of what you saw as If-Match');
  return given;
}

function keyOf(c: Context, request: Record<string, unknown>): { key: string; request: string } | null {
  const key = c.req.header('idempotency-key');
  if (key === undefined) return null;
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new HttpProblem(422, 'wrong-fields', 'correct the Idempotency-Key', [
      {
        field: 'Idempotency-Key',
        seen: key.slice(0, 50),
        todo: 'write 1 to 200 plain characters without spaces',
      },
    ]);
  }
  return { key, request: JSON.stringify(blotted(request), shortened) };
}

/** The same without secrets: what is kept for ever must not hold them. */
function blotted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(blotted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      SECRETS.has(name) && typeof one === 'string' ? '(not kept)' : blotted(one),
    ]),
  );
}

/** Whether a request is the same again is told by the hash of a long text, such as a picture: it need not be kept for ever. */
function shortened(_name: string, value: unknown): unknown {
  if (typeof value !== 'string' || value.length <= LONGEST_KEPT) return value;
  return `(${value.length} characters, sha256 ${hash('sha256', value)})`;
}

/** Only what the schema names leaves the house. */
function shaped(route: Route, answer: unknown): unknown {
  return typeof route.answer === 'string' ? null : route.answer.parse(answer);
}

function respond(c: Context, route: Route, answer: unknown): Response {
  if (route.answer === 'nothing') return c.body(null, 204);
  const sent = shaped(route, answer);
  const etag = (sent as { etag?: unknown } | null)?.etag;
  if (typeof etag === 'string') c.header('etag', `"${etag}"`);
  return c.json(sent, route.status === undefined || route.status === 204 ? 200 : route.status);
}
