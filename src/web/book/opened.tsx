import { TriangleAlert } from 'lucide-react';
import { Fragment, type ReactNode, useState } from 'react';
import { Button } from '../ui/button.tsx';

type Etagged = { readonly etag: string };
/** How fresh what was read is. */
export type Asked = { readonly dataUpdatedAt: number; readonly isFetching: boolean };
type Words<Thing> = { readonly [Key in keyof Thing]?: string };
type OpenedProps<Thing extends Etagged> = {
  /** As it is now, read again from time to time. */
  readonly thing: Thing;
  /** The query it was read with. */
  readonly asked: Asked;
  /** What its fields are called on the screen: every one that the form shows. */
  readonly words: Words<Thing>;
};
type Saved<Thing> = (answer: Thing) => void;

type FormProps<Thing extends Etagged> = OpenedProps<Thing> & {
  /** The form of the thing as it was opened. `saved` takes the answer of its own saving. */
  readonly children: (opened: Thing, saved: Saved<Thing>) => ReactNode;
};

/**
 * A form keeps what it was opened with, and what is typed into it, when somebody else changes the thing: it says what
 * changed, and the viewer says whether theirs or the own is to be kept. Theirs begins the form anew; the own stays where
 * something was typed, and the rest of the form follows the other (`useTyped`).
 */
export function Opened<Thing extends Etagged>({ children, ...props }: FormProps<Thing>) {
  const { opened, round, saved, changed } = useOpened(props);
  return (
    <>
      {changed}
      <div key={round}>{children(opened, saved)}</div>
    </>
  );
}

type WindowProps<Thing extends Etagged> = OpenedProps<Thing> & {
  /** The window; `changed` belongs at the top of it. */
  readonly children: (opened: Thing, changed: ReactNode) => ReactNode;
};

/** The same for a form in a window of its own, which closes when it was saved. */
export function OpenedWindow<Thing extends Etagged>({ children, ...props }: WindowProps<Thing>) {
  const { opened, round, changed } = useOpened(props);
  return <Fragment key={round}>{children(opened, changed)}</Fragment>;
}

function useOpened<Thing extends Etagged>({ thing, asked, words }: OpenedProps<Thing>) {
  const [state, setState] = useState({ opened: thing, round: 0, savedAt: 0, isSettled: !asked.isFetching });
  const { opened, round, savedAt, isSettled } = state;
  const take = (change: Partial<typeof state>): void => setState((now) => ({ ...now, ...change }));
  // What was read before the own saving is older than its answer.
  const isOther = thing.etag !== opened.etag && asked.dataUpdatedAt > savedAt;
  const found = isOther && isSettled ? differences(opened, thing, words) : [];
  // It was opened with what was known of it before, or nothing changed of what this form shows.
  if (isOther && found.length === 0) take({ opened: thing });
  if (!isSettled && !asked.isFetching) take({ isSettled: true });
  const changed = found.length > 0 && (
    <Changed
      differences={found}
      onTheirs={() => take({ opened: thing, round: round + 1 })}
      onMine={() => take({ opened: thing })}
    />
  );
  return { opened, round, changed, saved: (answer: Thing) => take({ opened: answer, savedAt: Date.now() }) };
}

type Difference = { readonly field: string; readonly says: string };
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
          {found.map(({ field, says }) => (
            <li key={field} className="break-words">
              {field}: {says}
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
    .map((key) => ({ field: words[key] ?? String(key), says: saysOf(opened[key], thing[key]) }));
}

function saysOf(was: unknown, is: unknown): string {
  const [before, now] = [shown(was), shown(is)];
  return before === null || now === null ? 'is another now' : `${before} → ${now}`;
}

const MOST = 160;

/** null: more than a line can say. */
function shown(value: unknown): string | null {
  if (value === null || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  return value.length > MOST ? `“${value.slice(0, MOST)}…”` : `“${value}”`;
}
