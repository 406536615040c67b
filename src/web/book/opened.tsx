import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '../ui/button.tsx';

type Etagged = { readonly etag: string };
type Words<Thing> = { readonly [Key in keyof Thing]?: string };
type Props<Thing extends Etagged> = {
  /** As it is now, read again from time to time. */
  readonly thing: Thing;
  /** What its fields are called on the screen. */
  readonly words: Words<Thing>;
  /** The form of the thing as it was opened. `saved` takes the answer of its own saving. */
  readonly children: (opened: Thing, saved: (answer: Thing) => void) => ReactNode;
};

/**
 * A form keeps what it was opened with, and what is typed into it, when somebody else changes the thing: it says what
 * changed, and the viewer says whether theirs or the own is to be kept.
 */
export function Opened<Thing extends Etagged>({ thing, words, children }: Props<Thing>) {
  const [{ opened, round, known }, setState] = useState({
    opened: thing,
    round: 0,
    known: [thing.etag] as readonly string[],
  });
  const take = (next: Thing, again: boolean): void =>
    setState((now) => ({
      opened: next,
      round: now.round + (again ? 1 : 0),
      known: [...now.known, next.etag],
    }));
  return (
    <>
      {known.includes(thing.etag) ? null : (
        <Changed
          differences={differences(opened, thing, words)}
          onTheirs={() => take(thing, true)}
          onMine={() => take(thing, false)}
        />
      )}
      <div key={round}>{children(opened, (answer) => take(answer, false))}</div>
    </>
  );
}

type Difference = { readonly field: string; readonly was: string; readonly is: string };
type ChangedProps = {
  readonly differences: readonly Difference[];
  readonly onTheirs: () => void;
  readonly onMine: () => void;
};

function Changed({ differences: found, onTheirs, onMine }: ChangedProps) {
  return (
    <section
      aria-label="Changed meanwhile"
      role="alert"
      className="flex flex-wrap gap-3 rounded-lg bg-warn-soft px-4 py-3 text-sm"
    >
      <TriangleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-warn" />
      <div className="min-w-48 flex-1">
        <p className="font-semibold text-warn">Somebody changed this while you had it open</p>
        <ul>
          {found.map(({ field, was, is }) => (
            <li key={field} className="break-words">
              {field}: {was} → {is}
            </li>
          ))}
        </ul>
      </div>
      <span className="flex flex-wrap items-start gap-2">
        <Button onClick={onTheirs}>Take theirs</Button>
        <Button onClick={onMine}>Keep what I typed</Button>
      </span>
    </section>
  );
}

function differences<Thing extends Etagged>(opened: Thing, thing: Thing, words: Words<Thing>): Difference[] {
  return (Object.keys(words) as (keyof Thing)[])
    .filter((key) => JSON.stringify(opened[key]) !== JSON.stringify(thing[key]))
    .map((key) => ({ field: words[key] ?? String(key), was: shown(opened[key]), is: shown(thing[key]) }));
}

const MOST = 80;

function shown(value: unknown): string {
  if (value === null || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value !== 'string') return 'otherwise';
  return value.length > MOST ? `“${value.slice(0, MOST)}…”` : `“${value}”`;
}
