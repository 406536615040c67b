import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { Button, IconButton } from './button.tsx';

export type Notice = {
  readonly says: string;
  readonly tone?: 'good' | 'bad';
  readonly undo?: { readonly label: string; readonly act: () => void };
};
type Shown = Notice & { readonly id: number };

const SHOWN_MS = 8000;
const Notices = createContext<(notice: Notice) => void>(() => undefined);

export function useNotice(): (notice: Notice) => void {
  return useContext(Notices);
}

/** Short messages that come and go by themselves and are read out. */
export function NoticeRoot({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const drop = useCallback((id: number) => setShown((all) => all.filter((one) => one.id !== id)), []);
  const add = useMemo(() => {
    let last = 0;
    return (notice: Notice) => {
      last += 1;
      const id = last;
      setShown((all) => [...all.slice(-2), { ...notice, id }]);
    };
  }, []);
  return (
    <Notices value={add}>
      {children}
      <div
        aria-live="polite"
        className="pointer-events-none fixed inset-x-0 bottom-4 z-40 grid justify-items-center gap-2 px-4"
      >
        {shown.map((notice) => (
          <NoticeCard key={notice.id} notice={notice} onDrop={drop} />
        ))}
      </div>
    </Notices>
  );
}

function NoticeCard({ notice, onDrop }: { readonly notice: Shown; readonly onDrop: (id: number) => void }) {
  useEffect(() => {
    const timer = setTimeout(() => onDrop(notice.id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice.id, onDrop]);
  const Icon = notice.tone === 'bad' ? TriangleAlert : CircleCheck;
  return (
    <div className="pointer-events-auto flex max-w-xl items-center gap-3 rounded-lg border border-line bg-raised py-2 pr-2 pl-4 shadow-lg">
      <Icon aria-hidden size={16} className={notice.tone === 'bad' ? 'text-bad' : 'text-good'} />
      <p className="text-sm">{notice.says}</p>
      {notice.undo ? (
        <Button
          look="quiet"
          onClick={() => {
            notice.undo?.act();
            onDrop(notice.id);
          }}
        >
          {notice.undo.label}
        </Button>
      ) : null}
      <IconButton label="Dismiss" onClick={() => onDrop(notice.id)}>
        <X aria-hidden size={14} />
      </IconButton>
    </div>
  );
}
