import { useState } from 'react';
import { faultAt } from './problem.ts';

/** What a control needs of one field. */
export type Taken = {
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly fault: string | null;
};

/** The texts of a form. `take` wires a field to its control, with what the service said is wrong with it. */
export function useTyped<Texts extends Readonly<Record<string, string>>>(start: Texts, error: unknown) {
  const [typed, setTyped] = useState(start);
  const take = (field: keyof Texts & string): Taken => ({
    value: typed[field] ?? '',
    onText: (text) => setTyped((now) => ({ ...now, [field]: text })),
    fault: faultAt(error, field),
  });
  return { typed, take };
}
