import { type KeyboardEvent, useId, useState } from 'react';
import { classes } from './class-names.ts';
import { Field } from './field.tsx';

export type Item = { readonly id: string; readonly name: string; readonly detail?: string };

type Props = {
  readonly label: string;
  readonly hint?: string;
  readonly fault?: string | null;
  readonly className?: string;
  readonly chosen: Item | null;
  readonly items: readonly Item[];
  readonly onWord: (word: string) => void;
  readonly onPick: (item: Item) => void;
};

/** A text box with a list of what answers to it: arrows move, Enter takes. */
export function Combo({ label, hint, fault, className, chosen, items, onWord, onPick }: Props) {
  const [word, setWord] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const list = useId();
  const open = word !== null;
  const active = Math.min(at, items.length - 1);
  const take = (item: Item | undefined): void => {
    if (item !== undefined) onPick(item);
    setWord(null);
    onWord('');
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) setWord('');
      setAt((active + (event.key === 'ArrowDown' ? 1 : -1) + items.length) % Math.max(items.length, 1));
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      take(items[active]);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      setWord(null);
    }
  };
  return (
    <Field
      label={label}
      {...(hint === undefined ? {} : { hint })}
      {...(fault === undefined ? {} : { fault })}
      {...(className === undefined ? {} : { className })}
    >
      {(wiring) => (
        <div className="relative">
          <input
            {...wiring}
            role="combobox"
            autoComplete="off"
            aria-expanded={open}
            aria-controls={list}
            aria-activedescendant={open && items.length > 0 ? `${list}-${active}` : undefined}
            value={word ?? chosen?.name ?? ''}
            onChange={(event) => {
              setWord(event.target.value);
              setAt(0);
              onWord(event.target.value);
            }}
            onKeyDown={onKey}
            onBlur={() => setWord(null)}
            className="h-9 w-full rounded-md border border-control bg-surface px-2.5 aria-invalid:border-bad"
          />
          <Found id={list} label={label} open={open} items={items} active={active} onTake={take} />
        </div>
      )}
    </Field>
  );
}

type FoundProps = {
  readonly id: string;
  readonly label: string;
  readonly open: boolean;
  readonly items: readonly Item[];
  readonly active: number;
  readonly onTake: (item: Item) => void;
};

function Found({ id, label, open, items, active, onTake }: FoundProps) {
  return (
    <ul
      id={id}
      role="listbox"
      aria-label={label}
      className={classes(
        'absolute inset-x-0 top-full z-10 mt-1 max-h-56 overflow-y-auto rounded-md border border-line bg-raised p-1 shadow-lg',
        !open && 'hidden',
      )}
    >
      {items.map((item, index) => (
        <li
          key={item.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(item);
          }}
          className={classes(
            'flex cursor-pointer justify-between gap-3 rounded-sm px-2 py-1.5 text-sm',
            index === active && 'bg-hover',
          )}
        >
          <span>{item.name}</span>
          <span className="text-ink-faint">{item.detail ?? item.id}</span>
        </li>
      ))}
      {items.length === 0 ? (
        <li role="option" aria-selected={false} aria-disabled className="px-2 py-1.5 text-sm text-ink-soft">
          Nothing answers to this
        </li>
      ) : null}
    </ul>
  );
}
