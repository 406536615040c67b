import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useDeferredValue, useEffect, useId, useRef, useState } from 'react';
import { useAsk } from '../api/ask.ts';
import { classes } from '../ui/class-names.ts';
import { type Found, foundPlaces, foundThing } from './palette-items.ts';
import { placesOf } from './places.ts';
import { useViewer } from './viewer.ts';

const LEAST_LETTERS = 2;

/** Ctrl-K: type a word, arrow to what is meant, Enter goes there. */
export function Palette({ onClose }: { readonly onClose: () => void }) {
  const [word, setWord] = useState('');
  const [at, setAt] = useState(0);
  const found = useFound(word);
  const ref = useModal();
  const navigate = useNavigate();
  const list = useId();
  const chosen = Math.min(at, found.length - 1);
  const go = (one: Found | undefined): void => {
    if (one === undefined) return;
    onClose();
    void navigate(one.to);
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt(found.length === 0 ? 0 : (chosen + step + found.length) % found.length);
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      go(found[chosen]);
    }
  };
  return (
    <dialog
      ref={ref}
      aria-label="Find or go to"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className="mx-auto mt-[12dvh] mb-auto w-[min(36rem,calc(100vw-2rem))] overflow-hidden rounded-lg border border-line bg-raised text-ink shadow-lg"
    >
      <input
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={found.length > 0 ? `${list}-${chosen}` : undefined}
        aria-label="Screen, customer, account, rule, credit or statement"
        placeholder="Screen, customer, account, rule, credit or statement"
        value={word}
        onChange={(event) => {
          setWord(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        className="h-12 w-full border-b border-line bg-transparent px-4 text-lg outline-none"
      />
      <FoundList id={list} found={found} chosen={chosen} onPick={go} />
    </dialog>
  );
}

type ListProps = {
  readonly id: string;
  readonly found: readonly Found[];
  readonly chosen: number;
  readonly onPick: (one: Found) => void;
};

function FoundList({ id, found, chosen, onPick }: ListProps) {
  return (
    <ul id={id} role="listbox" aria-label="Found" className="max-h-[50dvh] overflow-y-auto p-1.5">
      {found.map((one, index) => (
        <li
          key={one.key}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          ref={(item) => {
            if (index === chosen) item?.scrollIntoView({ block: 'nearest' });
          }}
          onClick={() => onPick(one)}
          className={classes(
            'flex cursor-pointer items-baseline gap-3 rounded-md px-2.5 py-2',
            index === chosen && 'bg-hover',
          )}
        >
          <span className="min-w-0 grow truncate">{one.title}</span>
          <span className="max-w-[50%] truncate text-sm text-ink-faint">{one.subtitle}</span>
        </li>
      ))}
      {found.length === 0 ? (
        <li
          role="option"
          aria-selected={false}
          aria-disabled
          className="px-2.5 py-6 text-center text-ink-soft"
        >
          Nothing answers to this. Try a name, an account number or a description.
        </li>
      ) : null}
    </ul>
  );
}

function useModal() {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return ref;
}

function useFound(word: string): readonly Found[] {
  const viewer = useViewer();
  const asked = useDeferredValue(word.trim());
  const searches = viewer.role === 'distributor-admin' || viewer.role === 'distributor-analyst';
  const search = useAsk(
    'searchAll',
    { query: { q: asked } },
    { enabled: searches && asked.length >= LEAST_LETTERS, keep: true },
  );
  const things = asked.length >= LEAST_LETTERS ? (search.data?.items ?? []) : [];
  return [...foundPlaces(placesOf(viewer.role), word), ...things.map(foundThing)];
}
