import type { ReactNode } from 'react';

/** What stands around the forms before anybody is signed in. */
export function Entry({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <main className="grid min-h-dvh place-items-center px-4 py-10">
      <div className="grid w-full max-w-96 gap-6">
        <div className="grid justify-items-center gap-3 text-center">
          <img src="/mark.svg" alt="" width={44} height={44} />
          <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
          {lead ? <p className="text-ink-soft">{lead}</p> : null}
        </div>
        <div className="panel p-6">{children}</div>
      </div>
    </main>
  );
}
