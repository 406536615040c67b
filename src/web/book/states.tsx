import type { CreditView } from '../../contract/credits.ts';
import type { JobView } from '../../contract/deliveries.ts';
import type { GrantView } from '../../contract/grants.ts';
import type { StatementStateView } from '../../contract/statements.ts';
import { Badge, type Tone } from '../ui/badge.tsx';

type Shown = { readonly label: string; readonly tone: Tone };

const CREDIT_STATUS: Readonly<Record<CreditView['status'], Shown>> = {
  estimated: { label: 'Estimated', tone: 'still' },
  pending: { label: 'Pending', tone: 'warn' },
  assigned: { label: 'Assigned', tone: 'info' },
  processing: { label: 'Processing', tone: 'accent' },
  processed: { label: 'Processed', tone: 'good' },
};
/** Why a credit waits. */
const HELD: Readonly<Record<NonNullable<CreditView['heldBecause']>, string>> = {
  'no-rule': 'no rule applies',
  'unmapped-account': 'unmapped',
  'unmapped-owner': 'owner unmapped',
  estimated: 'estimated',
  refund: 'refund',
};
const STATEMENTS: Readonly<Record<StatementStateView, Shown>> = {
  draft: { label: 'Draft', tone: 'still' },
  open: { label: 'Open', tone: 'info' },
  paid: { label: 'Paid', tone: 'good' },
  closed: { label: 'Closed', tone: 'good' },
  void: { label: 'Void', tone: 'bad' },
  discarded: { label: 'Discarded', tone: 'still' },
};
const GRANTS: Readonly<Record<GrantView['status'], Shown>> = {
  available: { label: 'Available', tone: 'good' },
  reserved: { label: 'Reserved', tone: 'accent' },
  used: { label: 'Used', tone: 'still' },
  expired: { label: 'Expired', tone: 'warn' },
  withdrawn: { label: 'Withdrawn', tone: 'still' },
  stranded: { label: 'Stranded', tone: 'bad' },
};
const JOBS: Readonly<Record<JobView['state'], Shown>> = {
  waiting: { label: 'Waiting', tone: 'still' },
  running: { label: 'Running', tone: 'info' },
  done: { label: 'Done', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'still' },
};

export const CREDIT_STATUSES = Object.entries(CREDIT_STATUS).map(([value, { label }]) => ({ value, label }));
export const STATEMENT_STATES = Object.entries(STATEMENTS).map(([value, { label }]) => ({ value, label }));

type StatusProps = {
  readonly credit: Pick<CreditView, 'status' | 'heldBecause' | 'stale' | 'flagged'>;
  /** In a row of a list: the notes stand below as one line. */
  readonly narrow?: boolean;
};

/** The status, why it waits, and what changed since. */
export function CreditStatus({ credit, narrow = false }: StatusProps) {
  const { label, tone } = CREDIT_STATUS[credit.status];
  const { heldBecause, stale, flagged } = credit;
  const notes = [
    ...(heldBecause === null || heldBecause === 'estimated' ? [] : [`Held: ${HELD[heldBecause]}`]),
    ...(stale ? ['Rules changed'] : []),
    ...(flagged ? ['Cloud changed it'] : []),
  ];
  if (narrow)
    return (
      <>
        <Badge tone={tone}>{label}</Badge>
        {notes.length === 0 ? null : (
          <span className="block truncate text-xs font-medium text-warn">{notes.join(', ')}</span>
        )}
      </>
    );
  return (
    <span className="inline-flex flex-wrap items-center gap-1">
      <Badge tone={tone}>{label}</Badge>
      {notes.map((note) => (
        <Badge key={note} tone="warn">
          {note}
        </Badge>
      ))}
    </span>
  );
}

export function StatementState({ state }: { readonly state: StatementStateView }) {
  return <Badge tone={STATEMENTS[state].tone}>{STATEMENTS[state].label}</Badge>;
}

export function GrantStatus({ status }: { readonly status: GrantView['status'] }) {
  return <Badge tone={GRANTS[status].tone}>{GRANTS[status].label}</Badge>;
}

export function JobState({ state }: { readonly state: JobView['state'] }) {
  return <Badge tone={JOBS[state].tone}>{JOBS[state].label}</Badge>;
}
