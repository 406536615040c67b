import type { ReactNode } from 'react';
import type { CreditView } from '../../../contract/credits.ts';
import { CreditStatus } from '../../book/states.tsx';
import { shortPeriodText } from '../../ui/dates.ts';
import { Money } from '../../ui/money.tsx';

type Sort = 'period' | 'account' | 'service' | 'description' | 'amount';
export type CreditHeading = { readonly says: string; readonly sort?: Sort };
export type CreditColumn = {
  readonly key: string;
  /** What stands in the cell, and below it what belongs to it. */
  readonly headings: readonly CreditHeading[];
  /** A track of the grid that all rows share. */
  readonly width: string;
  readonly figures?: boolean;
  readonly cell: (credit: CreditView) => ReactNode;
};

const SHARES = { customer: 'To customer', reseller: 'To reseller', distributor: 'Kept' } as const;

export const CREDIT_COLUMNS: readonly CreditColumn[] = [
  {
    key: 'period',
    headings: [{ says: 'Period', sort: 'period' }],
    width: '4.75rem',
    cell: (credit) => shortPeriodText(credit.period),
  },
  {
    key: 'customer',
    headings: [{ says: 'Customer' }, { says: 'account', sort: 'account' }],
    width: 'minmax(10.5rem,1fr)',
    cell: (credit) => (
      <TwoLines below={<span className="tabular-nums">{credit.usageAccount}</span>}>
        {credit.customer?.name ?? <Missing says="Unmapped" />}
      </TwoLines>
    ),
  },
  {
    key: 'reseller',
    headings: [{ says: 'Reseller' }],
    width: 'minmax(7rem,0.7fr)',
    cell: (credit) => credit.reseller?.name ?? <Missing says={credit.customer === null ? '—' : 'Direct'} />,
  },
  {
    key: 'description',
    headings: [
      { says: 'Description', sort: 'description' },
      { says: 'service', sort: 'service' },
    ],
    width: 'minmax(13rem,1.5fr)',
    cell: (credit) => (
      <TwoLines
        below={`${credit.service}${credit.ownedBy.account === credit.usageAccount ? '' : ` · from ${credit.ownedBy.account}`}`}
      >
        {credit.description}
      </TwoLines>
    ),
  },
  {
    key: 'amount',
    headings: [{ says: 'Amount', sort: 'amount' }],
    width: '7.25rem',
    figures: true,
    cell: (credit) => <Money amount={credit.amount} currency={credit.currency} strong />,
  },
  ...(['customer', 'reseller', 'distributor'] as const).map((party) => ({
    key: `share-${party}`,
    headings: [{ says: SHARES[party] }],
    width: '6rem',
    figures: true,
    cell: (credit: CreditView) => <Money amount={credit.shares?.[party]} currency={credit.currency} bare />,
  })),
  {
    key: 'rule',
    headings: [{ says: 'Rule' }],
    width: 'minmax(8rem,0.8fr)',
    cell: (credit) => ruleName(credit),
  },
  {
    key: 'status',
    headings: [{ says: 'Status' }],
    width: '9.25rem',
    cell: (credit) => <CreditStatus credit={credit} narrow />,
  },
  {
    key: 'id',
    headings: [{ says: 'Id' }],
    width: '11.5rem',
    cell: (credit) => <span className="text-ink-faint select-all">{credit.id}</span>,
  },
];

/** The columns of every row of the credit list, the box to choose it first. */
export const TRACKS = `2.5rem ${CREDIT_COLUMNS.map(({ width }) => width).join(' ')}`;

function TwoLines({ children, below }: { readonly children: ReactNode; readonly below: ReactNode }) {
  return (
    <>
      <span className="block truncate">{children}</span>
      <span className="block truncate text-xs text-ink-faint">{below}</span>
    </>
  );
}

function Missing({ says }: { readonly says: string }) {
  return <span className="text-ink-faint">{says}</span>;
}

/** Which rule, or whose hand, decided. */
function ruleName(credit: CreditView): ReactNode {
  if (credit.madeBy === 'hand') return 'By hand';
  if (credit.rule !== null) return credit.rule.name;
  if (credit.madeBy === 'policy') return <Missing says="No-rule policy" />;
  if (credit.kind === 'partner_discount') return <Missing says="Partner programme" />;
  return <Missing says="—" />;
}
