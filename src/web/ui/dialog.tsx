import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './button.tsx';
import { classes } from './class-names.ts';
import { useNoticesInside } from './notices.tsx';

type Props = {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons that stay in sight below the content. */
  readonly foot?: ReactNode;
  readonly as?: 'window' | 'drawer' | 'wide';
};

const PLACES = {
  window: 'm-auto max-h-[90dvh] w-[min(34rem,calc(100vw-2rem))] rounded-lg',
  wide: 'm-auto max-h-[90dvh] w-[min(56rem,calc(100vw-2rem))] rounded-lg',
  drawer: 'my-0 mr-0 ml-auto h-dvh max-h-none w-[min(40rem,100vw)] rounded-none border-y-0 border-r-0',
};

const FIELDS = 'input:not([type="hidden"]), textarea, select';

/**
 * The browser's own modal dialog: it keeps the focus inside, closes with Escape and gives the focus back, and needs
 * no style that a strict CSP forbids.
 */
export function Dialog({ title, subtitle, onClose, children, foot, as = 'window' }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  const stepInto = useNoticesInside();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    // The first thing to fill in, else the title: never the button that throws the window away.
    const first = dialog?.querySelector<HTMLElement>(FIELDS) ?? dialog?.querySelector('h2');
    first?.focus();
    const stepOut = dialog === null ? () => undefined : stepInto(dialog);
    return () => {
      stepOut();
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [stepInto]);
  return (
    <dialog
      ref={ref}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className={classes('border border-line bg-raised text-ink shadow-lg', PLACES[as])}
    >
      <div className={classes('flex flex-col', as === 'drawer' ? 'h-full' : 'max-h-[90dvh]')}>
        <header className="flex items-start gap-3 border-b border-line px-5 py-4">
          <div className="min-w-0 grow">
            <h2 id={heading} tabIndex={-1} className="text-lg font-semibold break-words outline-none">
              {title}
            </h2>
            {subtitle ? <div className="text-sm text-ink-soft">{subtitle}</div> : null}
          </div>
          <IconButton label="Close window" onClick={onClose}>
            <X aria-hidden size={16} />
          </IconButton>
        </header>
        <div className="min-h-0 grow overflow-y-auto px-5 py-4">{children}</div>
        {foot ? (
          <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">{foot}</footer>
        ) : null}
      </div>
    </dialog>
  );
}
