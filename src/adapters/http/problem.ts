import type { z } from 'zod';
import {
  LostUpdate,
  NotAllowed,
  NotThere,
  OtherRequest,
  WrongFields,
} from '../../application/access/refusals.ts';
import { BadInput, Refusal } from '../../application/errors.ts';
import type { FieldErrorView, Problem } from '../../contract/primitives.ts';

/** A refusal of the service itself, before any verb was asked. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly errors: readonly FieldErrorView[];
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    code: string,
    detail: string,
    errors: readonly FieldErrorView[] = [],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.headers = headers;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'Sign in first',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not possible here',
  408: 'Too slow',
  409: 'The book says no',
  412: 'Changed in the meantime',
  413: 'Too large',
  415: 'Another kind of content is needed',
  422: 'Something is wrong with what was sent',
  428: 'Say which version you saw',
  429: 'Too many attempts',
  500: 'Something went wrong inside',
  503: 'Busy',
};

/** Refusals of the book that are about what was sent, not about how things stand. */
const ABOUT_INPUT = new Set([
  'reason-missing',
  'percent-over-100',
  'nobody-named',
  'named-twice',
  'wrong-sign',
  'two-ways',
  'more-than-credit',
  'unknown-party',
  'unknown-account',
]);

/** Every error as one problem (RFC 9457); what nobody expected tells nothing but that it happened. */
export function problemOf(error: unknown): Problem {
  if (error instanceof HttpProblem) return problem(error.status, error.code, error.message, error.errors);
  if (error instanceof WrongFields)
    return problem(422, 'wrong-fields', 'correct the fields that are named', error.faults);
  if (error instanceof NotThere) return notFound();
  if (error instanceof NotAllowed) return problem(403, 'not-allowed', error.message);
  if (error instanceof LostUpdate) return problem(412, 'lost-update', error.message);
  if (error instanceof OtherRequest) {
    const { first, now } = error;
    return {
      ...problem(409, 'key-used', error.message),
      first: JSON.parse(first) as unknown,
      now: JSON.parse(now) as unknown,
    };
  }
  if (error instanceof BadInput) {
    const errors = error.faults.map(({ file, column, seen, todo }) => ({
      field: camel(column ?? file),
      seen,
      todo,
    }));
    return problem(422, 'wrong-fields', 'correct the fields that are named', errors);
  }
  if (error instanceof Refusal) return ofRefusal(error);
  return (
    ofDatabase(error) ?? problem(500, 'inside', 'it was written to the service’s log; nothing was saved')
  );
}

export function notFound(): Problem {
  return problem(404, 'not-found', 'there is no such thing here');
}

/** Zod's findings with what was seen at each place. */
export function wrongInput(where: string, given: unknown, error: z.ZodError): HttpProblem {
  const errors = error.issues.slice(0, 50).map((issue) => {
    const path = issue.path.map(String);
    const unknown = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
    return {
      field: unknown.map((one) => one.join('.')).join(', '),
      seen: shown(valueAt(given, issue.path)),
      todo: issue.code === 'unrecognized_keys' ? 'leave it out: it means nothing here' : issue.message,
    };
  });
  return new HttpProblem(422, 'wrong-fields', `correct the ${where}`, errors);
}

function ofRefusal(error: Refusal): Problem {
  if (error.code.startsWith('unknown-') && !ABOUT_INPUT.has(error.code)) return notFound();
  const detail = error.message
    .replaceAll(/:? ?--reason TEXT/g, ' in the field reason')
    .replaceAll(/--([a-z][a-z-]*)/g, (_all, option: string) => camel(option));
  if (error.code === 'reason-missing') {
    return problem(422, error.code, detail, [{ field: 'reason', seen: 'nothing', todo: 'say why' }]);
  }
  return problem(ABOUT_INPUT.has(error.code) ? 422 : 409, error.code, detail);
}

/** Two writers at once, or a value that the database cannot hold: not a bug, and nothing was saved. */
function ofDatabase(error: unknown): Problem | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === '40001' || code === '40P01')
    return problem(503, 'try-again', 'somebody else wrote at the same time; ask again');
  if (code === '42501') return notFound();
  if (/^(22|23)/.test(code))
    return problem(409, 'not-possible', 'the book cannot hold this; nothing was saved');
  return null;
}

function problem(
  status: number,
  code: string,
  detail: string,
  errors: readonly FieldErrorView[] = [],
): Problem {
  return {
    type: `about:blank#${code}`,
    title: TITLES[status] ?? 'Refused',
    status,
    code,
    detail,
    errors: errors.map(({ field, row, seen, todo }) => ({
      field,
      ...(row === undefined ? {} : { row }),
      seen,
      todo,
    })),
  };
}

function valueAt(given: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    given,
  );
}

const MOST_SHOWN = 120;

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : jsonText(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}

/** What nests too deep to be written down is said to. */
function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'nothing';
  } catch {
    return 'something nested too deep';
  }
}

function camel(column: string): string {
  return column.replace(/[_-]([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}
