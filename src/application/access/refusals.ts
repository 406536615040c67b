import type { FieldFault } from './field-fault.ts';

/** What was sent cannot be used: each fault at its field, with what was seen and what to do. */
export class WrongFields extends Error {
  readonly faults: readonly FieldFault[];
  constructor(faults: readonly FieldFault[]) {
    super(faults.map((fault) => `${fault.field}: saw ${fault.seen}; ${fault.todo}`).join('\n'));
    this.name = 'WrongFields';
    this.faults = faults;
  }
}

/** There is no such thing, or the viewer does not see it: the two are not told apart. */
export class NotThere extends Error {
  constructor() {
    super('there is no such thing');
    this.name = 'NotThere';
  }
}

/** The viewer sees it, but may not do this. */
export class NotAllowed extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'NotAllowed';
  }
}

/** It was changed since the viewer looked at it: nothing was saved. */
export class LostUpdate extends Error {
  constructor() {
    super('it was changed since you looked at it; look again and repeat your change');
    this.name = 'LostUpdate';
  }
}

/** The idempotency key was used before for another request (L4). */
export class OtherRequest extends Error {
  readonly first: string;
  readonly now: string;
  constructor(first: string, now: string) {
    super('this Idempotency-Key was used before with another request');
    this.name = 'OtherRequest';
    this.first = first;
    this.now = now;
  }
}

export function wrongField(field: string, seen: string, todo: string): WrongFields {
  return new WrongFields([{ field, seen, todo }]);
}

/** The one thing, or NotThere. */
export function found<T>(thing: T | null | undefined): T {
  if (thing === null || thing === undefined) throw new NotThere();
  return thing;
}
