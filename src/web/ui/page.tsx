import { Link, type LinkProps } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';

export type Crumb = { readonly label: string; readonly to: LinkProps };

type Props = {
  readonly title: string;
  readonly crumbs?: readonly Crumb[];
  readonly beside?: ReactNode;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
};

/** One screen: where it stands, its name, what can be done with all of it, and its content. */
export function Page({ title, crumbs = [], beside, lead, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Creditbook`;
  }, [title]);
  return (
    <div className="grid min-w-0 gap-5">
      <header className="flex flex-wrap items-end gap-x-4 gap-y-3">
        <div className="min-w-0 grow">
          {crumbs.length > 0 ? (
            <nav
              aria-label="Where you are"
              className="mb-1 flex flex-wrap items-center gap-1 text-sm text-ink-soft"
            >
              {crumbs.map(({ label, to }) => (
                <span key={label} className="inline-flex items-center gap-1">
                  <Link {...to} className="rounded-sm hover:text-ink hover:underline">
                    {label}
                  </Link>
                  <ChevronRight aria-hidden size={13} className="text-ink-faint" />
                </span>
              ))}
            </nav>
          ) : null}
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {lead ? <div className="mt-0.5 max-w-4xl text-pretty text-ink-soft">{lead}</div> : null}
        </div>
        {beside ? <div className="flex flex-wrap items-center gap-2">{beside}</div> : null}
      </header>
      {children}
    </div>
  );
}

type SectionProps = {
  readonly title: string;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
  readonly flush?: boolean;
};

/** A titled panel on a page; `flush` lets a table touch its edges. */
export function Section({ title, beside, children, flush = false }: SectionProps) {
  return (
    <section aria-label={title} className="panel min-w-0 overflow-hidden">
      <header className="flex min-h-12 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <h2 className="grow text-base font-semibold">{title}</h2>
        {beside}
      </header>
      <div className={flush ? 'min-w-0' : 'min-w-0 p-4'}>{children}</div>
    </section>
  );
}
