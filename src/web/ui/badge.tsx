import type { ReactNode } from 'react';
import { classes } from './class-names.ts';

export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'still' | 'accent';

const TONES: Readonly<Record<Tone, string>> = {
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  info: 'bg-info-soft text-info',
  still: 'bg-sunken text-ink-soft',
  accent: 'bg-accent-soft text-accent',
};

export function Badge({ tone = 'still', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span
      className={classes(
        'inline-flex items-center gap-1 rounded-full px-2 py-px text-xs font-medium whitespace-nowrap',
        TONES[tone],
      )}
    >
      {children}
    </span>
  );
}
