import type { ReactNode } from 'react';

type Props = { readonly title: string; readonly children?: ReactNode; readonly next?: ReactNode };

/** Nothing is here yet: says so, why, and what to do next. */
export function Blank({ title, children, next }: Props) {
  return (
    <div className="grid justify-items-center gap-2 px-6 py-12 text-center">
      <p className="text-base font-medium">{title}</p>
      {children ? <div className="max-w-md text-ink-soft">{children}</div> : null}
      {next ? <div className="mt-2 flex flex-wrap justify-center gap-2">{next}</div> : null}
    </div>
  );
}
