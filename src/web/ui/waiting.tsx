import { classes } from './class-names.ts';

/** The shape of what is coming, so that nothing jumps when it is there. */
export function Waiting({ rows = 6, className }: { readonly rows?: number; readonly className?: string }) {
  return (
    <div role="status" aria-label="Reading" className={classes('grid gap-3 p-4', className)}>
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className="h-4 animate-pulse rounded-sm bg-sunken" />
      ))}
    </div>
  );
}

type ProgressProps = { readonly label: string; readonly done: number; readonly of: number | null };

/** Long work: how far it is. Without a known end the bar shows only that it moves. */
export function Progress({ label, done, of }: ProgressProps) {
  return (
    <div className="grid gap-1">
      <div className="flex justify-between gap-4 text-sm">
        <span>{label}</span>
        <span className="text-ink-soft tabular-nums">
          {of === null ? done.toLocaleString() : `${done.toLocaleString()} of ${of.toLocaleString()}`}
        </span>
      </div>
      <progress
        aria-label={label}
        value={of === null ? undefined : done}
        max={of ?? undefined}
        className="h-1.5 w-full overflow-hidden rounded-full [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
    </div>
  );
}
