import type { z } from 'zod';
import type { RoleName } from './primitives.ts';

/** What comes back: JSON by a schema, nothing, or a text of another kind. */
export type Answer =
  | z.ZodType
  | 'nothing'
  | 'text/csv'
  /** A CSV or XLSX file, as `as` asks. */
  | 'table'
  | 'application/pdf'
  | 'application/zip'
  | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  | 'application/x-ndjson'
  | 'text/event-stream';

/** One endpoint. Everything else (validation, access, the OpenAPI document, the console's calls) follows from it. */
export type Route = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below /api/v1, with {name} for each of `params`. */
  readonly path: string;
  readonly summary: string;
  /** Who may ask; everybody else gets 403. What of it they see is decided below the routes. */
  readonly who: readonly RoleName[] | 'anybody';
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject | 'files';
  readonly answer: Answer;
  readonly status?: 200 | 201 | 202 | 204;
  /** Lost updates are refused: needs If-Match with the `etag` of the object. */
  readonly ifMatch?: true;
  /** Posts to the book: takes `?dryRun=true`, which does everything and keeps nothing. */
  readonly posts?: true;
  /** Changes nothing although it is a POST: a question with a body. */
  readonly asks?: true;
};

export type Routes = Readonly<Record<string, Route>>;

export type ParamsOf<R extends Route> = R['params'] extends z.ZodObject ? z.output<R['params']> : undefined;
export type QueryOf<R extends Route> = R['query'] extends z.ZodObject ? z.output<R['query']> : undefined;
export type QueryGiven<R extends Route> = R['query'] extends z.ZodObject ? z.input<R['query']> : undefined;
export type BodyOf<R extends Route> = R['body'] extends z.ZodObject ? z.output<R['body']> : undefined;
export type BodyGiven<R extends Route> = R['body'] extends z.ZodObject ? z.input<R['body']> : undefined;
export type AnswerOf<R extends Route> = R['answer'] extends z.ZodType
  ? z.output<R['answer']>
  : R['answer'] extends 'nothing'
    ? null
    : string;

export const DISTRIBUTOR_READERS = ['distributor-admin', 'distributor-analyst', 'auditor'] as const;
export const ADMIN = ['distributor-admin'] as const;
/** Who runs the book, simulates and exports. */
export const DESK = ['distributor-admin', 'distributor-analyst'] as const;
export const RESELLERS = ['reseller-admin', 'reseller-user'] as const;
export const SELLERS = [...ADMIN, ...RESELLERS] as const;
export const SELLER_READERS = [...DISTRIBUTOR_READERS, ...RESELLERS] as const;
export const PORTALS = [...RESELLERS, 'customer-user'] as const;
export const EVERYONE = [...DISTRIBUTOR_READERS, ...PORTALS] as const;
export const ACCOUNT_KEEPERS = ['distributor-admin', 'reseller-admin'] as const;
