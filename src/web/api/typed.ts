import { useState } from 'react';
import { faultAt } from './problem.ts';
import { rebased } from './rebased.ts';

/** What a control needs of one field. */
export type Taken = {
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly fault: string | null;
};
type TextName<Fields> = { [Name in keyof Fields]: Fields[Name] extends string ? Name : never }[keyof Fields] &
  string;

/**
 * What a form says, over what it started with. `take` wires a text to its control, with what the service said is wrong
 * with it; `set` says any field. Where the start becomes another, because somebody else changed the thing, every field
 * that nobody touched here follows it.
 */
export function useTyped<Fields extends object>(start: Fields, error: unknown) {
  const [{ over, typed }, setState] = useState({ over: start, typed: start });
  if (JSON.stringify(over) !== JSON.stringify(start))
    setState((now) => ({ over: start, typed: rebased(now.typed, now.over, start) }));
  const set = (change: Partial<Fields>): void =>
    setState((now) => ({ ...now, typed: { ...now.typed, ...change } }));
  const take = (field: TextName<Fields>): Taken => ({
    value: typed[field] as string,
    onText: (text) => set({ [field]: text } as Partial<Fields>),
    fault: faultAt(error, field),
  });
  return { typed, take, set };
}
