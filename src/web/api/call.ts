import { ROUTE_PATHS } from 'virtual:routes';
import type { Problem } from '../../contract/primitives.ts';
import type { AnswerOf, BodyGiven, ParamsOf, QueryGiven } from '../../contract/route.ts';
import type { RouteName, RouteOf } from './contract-routes.ts';
import { Refused } from './problem.ts';
import { cameThrough } from './reach.ts';
import { csrfNow, isSignedIn, signedInAgain } from './session.ts';

type Wanted<Name extends string, Value> = Value extends undefined
  ? { readonly [key in Name]?: undefined }
  : { readonly [key in Name]: Value };
type Query<Value> = Value extends undefined
  ? { readonly query?: undefined }
  : { readonly query?: { readonly [key in keyof Value]?: Value[key] | undefined } };

export type Given<Name extends RouteName> = Wanted<'params', ParamsOf<RouteOf<Name>>> &
  Query<QueryGiven<RouteOf<Name>>> &
  Wanted<'body', BodyGiven<RouteOf<Name>>> & {
    /** The etag of the object as it was shown, so that nobody's change is lost. */
    readonly ifMatch?: string;
    /** One key per wish: a wish that is sent twice happens once. */
    readonly key?: string;
    readonly signal?: AbortSignal;
  };

type Addressed = {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
};

export function newKey(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}

/**
 * Asks one endpoint of the contract. What comes back is what the contract says, or a Refused. If the session has ended
 * in the midst of work it waits until the same person is signed in again, and asks once more under the same key.
 */
export async function call<Name extends RouteName>(
  name: Name,
  given: Given<Name>,
): Promise<AnswerOf<RouteOf<Name>>> {
  const wish = { ...given, key: given.key ?? newKey() };
  const response = await send(name, wish);
  if (name === 'signIn' || !isSignedIn() || !(await hasEnded(response))) return answerOf(response);
  await signedInAgain();
  return callOnce(name, wish);
}

/** Asks without waiting for anybody to sign in. */
export async function callOnce<Name extends RouteName>(
  name: Name,
  given: Given<Name>,
): Promise<AnswerOf<RouteOf<Name>>> {
  return answerOf(await send(name, { ...given, key: given.key ?? newKey() }));
}

async function answerOf<Answer>(response: Response): Promise<Answer> {
  if (!response.ok) throw new Refused(await problemOf(response));
  if (response.status === 204) return null as Answer;
  const kind = response.headers.get('content-type') ?? '';
  return (kind.includes('json') ? await response.json() : await response.text()) as Answer;
}

async function send<Name extends RouteName>(
  name: Name,
  given: Given<Name> & { readonly key: string },
): Promise<Response> {
  const [method] = pathOf(name);
  const { body, ifMatch, key, signal } = given;
  const files = body instanceof FormData;
  const dryRun = (given as Addressed).query?.['dryRun'] === 'true';
  try {
    const response = await fetch(addressOf(name, given as Addressed), {
      method: method.toUpperCase(),
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(body === undefined || files ? {} : { 'content-type': 'application/json' }),
        ...(method === 'get' ? {} : { 'x-csrf-token': csrfNow() }),
        ...(method === 'get' || dryRun ? {} : { 'idempotency-key': key }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
      ...(body === undefined ? {} : { body: files ? body : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    cameThrough(true);
    return response;
  } catch (error) {
    if (signal?.aborted !== true) cameThrough(false);
    throw error;
  }
}

/** Nobody any more, or somebody else: another tab signed out or in. */
async function hasEnded(response: Response): Promise<boolean> {
  if (response.status === 401) return true;
  return response.status === 403 && (await problemOf(response.clone())).code === 'csrf';
}

/** The address of an endpoint, for links that download. */
export function addressOf(name: RouteName, given: Addressed): string {
  const [, template] = pathOf(name);
  const params = given.params ?? {};
  const path = template.replaceAll(/\{(\w+)\}/g, (_, param: string) =>
    encodeURIComponent(String(params[param])),
  );
  const asked = Object.entries(given.query ?? {}).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(asked.map(([key, value]) => [key, String(value)])).toString();
  return `${path}${search === '' ? '' : `?${search}`}`;
}

function pathOf(name: string): readonly [string, string] {
  const path = ROUTE_PATHS[name];
  if (path === undefined) throw new Error(`the contract has no endpoint ${name}`);
  return path;
}

async function problemOf(response: Response): Promise<Problem> {
  const unknown: Problem = {
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    code: 'unreadable-answer',
    detail: `The service answered ${response.status} without saying why.`,
    errors: [],
  };
  try {
    return { ...unknown, ...((await response.json()) as Partial<Problem>) };
  } catch {
    return unknown;
  }
}

/** Sends files to an endpoint that takes them. */
export function sendFiles<Name extends RouteName>(
  name: Name,
  files: FormData,
  { key, query = {} }: { readonly key: string; readonly query?: Readonly<Record<string, string>> },
): Promise<AnswerOf<RouteOf<Name>>> {
  return call(name, { body: files, query, key } as unknown as Given<Name>);
}
