import { Link, type LinkProps } from '@tanstack/react-router';
import { ArrowRight, Check, CircleDashed, OctagonAlert } from 'lucide-react';
import type { Board, BoardStep } from '../../../contract/periods.ts';
import { classes } from '../../ui/class-names.ts';
import { countText } from '../../ui/money-text.ts';

const NAMES: Readonly<Record<BoardStep['step'], string>> = {
  received: 'Received',
  credits: 'Credits',
  reviewed: 'Reviewed',
  drafted: 'Drafted',
  opened: 'Opened',
  closed: 'Closed',
};
const LOOKS = {
  done: { icon: Check, tone: 'text-good', bar: 'bg-good', says: 'done' },
  ready: { icon: ArrowRight, tone: 'text-accent', bar: 'bg-accent', says: 'can be done now' },
  blocked: { icon: OctagonAlert, tone: 'text-bad', bar: 'bg-bad', says: 'blocked' },
  waiting: {
    icon: CircleDashed,
    tone: 'text-ink-faint',
    bar: 'bg-line-strong',
    says: 'waits for the step before',
  },
} as const;

type Props = {
  readonly board: Board;
  /** The last step as the control sheet knows it; it comes a little later. */
  readonly closing: BoardStep | null;
};

/** The six steps side by side: its count, what blocks it, and the way to cure it. */
export function BoardSteps({ board, closing }: Props) {
  const steps = board.steps.map((step) => (step.step === closing?.step ? closing : step));
  return (
    <ol
      aria-label="Steps of the billing period"
      className="grid gap-3 sm:grid-cols-2 md:grid-cols-3 2xl:grid-cols-6"
    >
      {steps.map((step) => (
        <Step key={step.step} step={step} period={board.period} />
      ))}
    </ol>
  );
}

function Step({ step, period }: { readonly step: BoardStep; readonly period: string }) {
  const { icon: Icon, tone, bar, says } = LOOKS[step.state];
  return (
    <li className="panel relative grid content-start gap-2 overflow-hidden p-4">
      <span aria-hidden className={classes('absolute inset-x-0 top-0 h-0.5', bar)} />
      <div className="flex items-center gap-2">
        <Icon aria-hidden size={16} className={tone} />
        <h2 className="grow text-base font-semibold">{NAMES[step.step]}</h2>
        <span className="sr-only">{says}</span>
        {step.of > 0 ? (
          <span className="text-sm text-ink-soft tabular-nums">
            {countText(step.done)}/{countText(step.of)}
          </span>
        ) : null}
      </div>
      <p className="text-sm text-ink-soft first-letter:uppercase">{step.sentence}</p>
      {step.blockers.length > 0 ? (
        <ul className="grid gap-2">
          {step.blockers.map((blocker) => (
            <li key={blocker.code} className="grid gap-1 text-sm">
              <span className="block first-letter:uppercase">{blocker.sentence}</span>
              <Link
                {...placeOf(blocker, period)}
                className="inline-block justify-self-start font-medium text-accent underline underline-offset-2 first-letter:uppercase"
              >
                {blocker.cure}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
}

const SCREENS = {
  deliveries: '/deliveries',
  accounts: '/deliveries',
  credits: '/credits',
  statements: '/statements',
  checks: '/checks',
  close: '/',
} as const;

function placeOf({ screen, filter, code }: BoardStep['blockers'][number], period: string): LinkProps {
  const generating =
    screen === 'statements' && /draft|generate|missing/.test(code) && filter['state'] === undefined;
  const to = generating ? '/statements/generate' : SCREENS[screen];
  return { to, search: { period, ...filter } } as LinkProps;
}
