import type { FieldErrorView, Problem } from '../../contract/primitives.ts';

/** The service said no, in its own words (problem+json). */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** The stable word for why the service said no. */
export function codeOf(error: unknown): string | null {
  return error instanceof Refused ? error.problem.code : null;
}

/** Somebody else changed the thing since it was shown. */
export function isLostUpdate(error: unknown): boolean {
  return codeOf(error) === 'lost-update';
}

/** What the service says of one field of a form; `under` a dotted path also of what is inside it. */
export function faultAt(error: unknown, field: string): string | null {
  if (!(error instanceof Refused)) return null;
  const found = error.problem.errors.find((one) => one.field === field || one.field.startsWith(`${field}.`));
  return found === undefined ? null : sentenceOf(found);
}

/** Everything the service says is wrong, place by place. */
export function faultsOf(error: unknown): readonly FieldErrorView[] {
  return error instanceof Refused ? error.problem.errors : [];
}

/** What the service says that belongs to none of these fields. */
export function faultElsewhere(error: unknown, fields: readonly string[] = []): string | null {
  if (error === null || error === undefined) return null;
  if (!(error instanceof Refused))
    return 'The service cannot be reached. What you typed is still here: try again.';
  const shown = (one: FieldErrorView) =>
    fields.some((field) => one.field === field || one.field.startsWith(`${field}.`));
  const rest = error.problem.errors.filter((one) => !shown(one));
  if (error.problem.errors.length > 0 && rest.length === 0) return null;
  return rest.length > 0 ? rest.map(sentenceOf).join(' ') : error.problem.detail;
}

function sentenceOf({ seen, todo }: FieldErrorView): string {
  const does = todo.charAt(0).toUpperCase() + todo.slice(1);
  return seen === '' ? `${does}.` : `“${seen}”: ${todo}.`;
}
