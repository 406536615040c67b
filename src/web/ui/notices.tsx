import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { createPortal } from 'react-dom';
import { Button, IconButton } from './button.tsx';

export type Notice = {
  readonly says: string;
  readonly tone?: 'good' | 'bad';
  readonly undo?: { readonly label: string; readonly act: () => void };
};
type Shown = Notice & { readonly id: number };

const SHOWN_MS = 8_000;
/** Whoever wants to take something back has to read it, find the button and get there. */
const SHOWN_WITH_UNDO_MS = 20_000;
const MOST = 3;

type Board = {
  readonly add: (notice: Notice) => void;
  /** An open window stands above everything else and makes it inert: notices are shown inside it. */
  readonly stepInto: (window: HTMLElement) => () => void;
};
const Notices = createContext<Board>({ add: () => undefined, stepInto: () => () => undefined });

export function useNotice(): Board['add'] {
  return useContext(Notices).add;
}

export function useNoticesInside(): Board['stepInto'] {
  return useContext(Notices).stepInto;
}

/** Short messages that come and go by themselves and are read out; Ctrl-Z takes back what the last one offers to. */
export function NoticeRoot({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const [windows, setWindows] = useState<readonly HTMLElement[]>([]);
  const { board, drop } = useMemo(() => {
    let last = 0;
    const add = (notice: Notice): void => {
      last += 1;
      const id = last;
      // Only the last thing that was done can be taken back.
      const still = (one: Shown): boolean => one.undo === undefined;
      setShown((all) => [...all.filter(still).slice(1 - MOST), { ...notice, id }]);
    };
    const stepInto = (window: HTMLElement) => {
      setWindows((all) => [...all, window]);
      return () => setWindows((all) => all.filter((one) => one !== window));
    };
    return {
      board: { add, stepInto },
      drop: (id: number): void => setShown((all) => all.filter((one) => one.id !== id)),
    };
  }, []);
  useUndoKey(
    shown.find(({ undo }) => undo !== undefined),
    drop,
  );
  const cards = (
    <div
      aria-live="polite"
      className="no-print pointer-events-none fixed inset-x-0 bottom-4 z-40 grid justify-items-center gap-2 px-4"
    >
      {shown.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} onDrop={drop} />
      ))}
    </div>
  );
  const top = windows.at(-1);
  return (
    <Notices value={board}>
      {children}
      {top === undefined ? cards : createPortal(cards, top)}
    </Notices>
  );
}

function useUndoKey(last: Shown | undefined, onDrop: (id: number) => void): void {
  useEffect(() => {
    if (last === undefined) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
      // In a text box the key belongs to the text.
      if (event.target instanceof HTMLElement && event.target.matches('input, textarea, select')) return;
      event.preventDefault();
      onDrop(last.id);
      last.undo?.act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [last, onDrop]);
}

function NoticeCard({ notice, onDrop }: { readonly notice: Shown; readonly onDrop: (id: number) => void }) {
  const [held, setHeld] = useState(false);
  const { id, says, tone, undo } = notice;
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => onDrop(id), undo === undefined ? SHOWN_MS : SHOWN_WITH_UNDO_MS);
    return () => clearTimeout(timer);
  }, [id, undo, held, onDrop]);
  const Icon = tone === 'bad' ? TriangleAlert : CircleCheck;
  return (
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex max-w-xl items-center gap-3 rounded-lg border border-line bg-raised py-2 pr-2 pl-4 shadow-lg"
    >
      <Icon aria-hidden size={16} className={tone === 'bad' ? 'shrink-0 text-bad' : 'shrink-0 text-good'} />
      <p className="text-sm">{says}</p>
      {undo === undefined ? null : (
        <Button
          aria-keyshortcuts="Control+Z"
          onClick={() => {
            onDrop(id);
            undo.act();
          }}
        >
          {undo.label}
        </Button>
      )}
      <IconButton label="Dismiss" onClick={() => onDrop(id)}>
        <X aria-hidden size={14} />
      </IconButton>
    </div>
  );
}
