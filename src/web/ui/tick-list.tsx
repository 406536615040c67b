import { X } from 'lucide-react';
import { Button } from './button.tsx';
import { Tick } from './choice.tsx';
import { BareText } from './field.tsx';

type Item = { readonly id: string; readonly name: string };
type Props = {
  readonly label: string;
  /** What is ticked, for the search box: `customers`. */
  readonly things: string;
  readonly items: readonly Item[];
  /** Names of chosen ones that the search leaves out. */
  readonly known?: readonly Item[];
  readonly chosen: readonly string[];
  readonly word: string;
  readonly onWord: (word: string) => void;
  readonly onChange: (chosen: readonly string[]) => void;
  readonly fault?: string | null;
};

/** A list to tick in, with a search box, and what is ticked above it. */
export function TickList({ label, things, items, known = [], chosen, word, onWord, onChange, fault }: Props) {
  const flip = (id: string): void =>
    onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const nameOf = (id: string): string => [...items, ...known].find((item) => item.id === id)?.name ?? id;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-sm font-medium">
        {label}: {chosen.length}
      </legend>
      {chosen.length > 0 ? (
        <ul aria-label="Chosen" className="flex flex-wrap gap-1.5">
          {chosen.map((id) => (
            <li key={id}>
              <Button
                size="low"
                className="rounded-full"
                onClick={() => flip(id)}
                aria-label={`Take ${nameOf(id)} out`}
              >
                {nameOf(id)} <X aria-hidden size={12} />
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {fault ? (
        <p role="alert" className="text-sm text-bad">
          {fault}
        </p>
      ) : null}
      <div className="overflow-hidden rounded-md border border-line">
        <div className="border-b border-line p-2">
          <BareText label={`Search ${things}`} type="search" value={word} onText={onWord} />
        </div>
        <ul className="max-h-72 overflow-y-auto p-1">
          {items.map((item) => (
            <li key={item.id} className="rounded-sm px-2 py-1 hover:bg-hover">
              <Tick label={item.name} on={chosen.includes(item.id)} onChange={() => flip(item.id)} />
            </li>
          ))}
          {items.length === 0 ? (
            <li className="px-2 py-4 text-center text-sm text-ink-soft">Nothing answers to this</li>
          ) : null}
        </ul>
      </div>
    </fieldset>
  );
}
