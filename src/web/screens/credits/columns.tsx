import type { ReactNode } from 'react';
import type { CreditView } from '../../../contract/credits.ts';
import { CreditStatus } from '../../book/states.tsx';
import { shortPeriodText } from '../../ui/dates.ts';
import { Money } from '../../ui/money.tsx';

export type CreditColumn = {
  readonly key: string;
  readonly heading: string;
  /** A track of the grid that all rows share. */
  readonly width: string;
  readonly figures?: boolean;
  readonly sort?: 'period' | 'account' | 'service' | 'description' | 'amount';
  readonly cell: (credit: CreditView) => ReactNode;
};

const SHARES = { customer: 'To customer', reseller: 'To reseller', distributor: 'Kept' } as const;

export const CREDIT_COLUMNS: readonly CreditColumn[] = [
  {
    key: 'period',
    heading: 'Period',
    width: '4.5rem',
    sort: 'period',
    cell: (credit) => shortPeriodText(credit.period),
  },
  {
    key: 'account',
    heading: 'Account',
    width: '8.25rem',
    sort: 'account',
    cell: (credit) => <code className="font-sans tabular-nums">{credit.usageAccount}</code>,
  },
  {
    key: 'customer',
    heading: 'Customer',
    width: 'minmax(8rem,1fr)',
    cell: (credit) => credit.customer?.name ?? <Missing says="Unmapped" />,
  },
  {
    key: 'reseller',
    heading: 'Reseller',
    width: 'minmax(6.5rem,0.7fr)',
    cell: (credit) => credit.reseller?.name ?? <Missing says="Direct" />,
  },
  {
    key: 'service',
    heading: 'Service',
    width: 'minmax(6.5rem,0.8fr)',
    sort: 'service',
    cell: (credit) => credit.service,
  },
  {
    key: 'description',
    heading: 'Description',
    width: 'minmax(11rem,2fr)',
    sort: 'description',
    cell: (credit) => credit.description,
  },
  {
    key: 'owner',
    heading: 'Owner account',
    width: '8.25rem',
    cell: (credit) => credit.ownerAccount ?? <Missing says="—" />,
  },
  {
    key: 'amount',
    heading: 'Amount',
    width: '7rem',
    figures: true,
    sort: 'amount',
    cell: (credit) => <Money amount={credit.amount} currency={credit.currency} strong />,
  },
  ...(['customer', 'reseller', 'distributor'] as const).map((party) => ({
    key: `share-${party}`,
    heading: SHARES[party],
    width: '7rem',
    figures: true,
    cell: (credit: CreditView) => <Money amount={credit.shares?.[party]} currency={credit.currency} bare />,
  })),
  { key: 'rule', heading: 'Rule', width: 'minmax(7rem,1fr)', cell: (credit) => ruleName(credit) },
  { key: 'status', heading: 'Status', width: '11.5rem', cell: (credit) => <CreditStatus credit={credit} /> },
];

function Missing({ says }: { readonly says: string }) {
  return <span className="text-ink-faint">{says}</span>;
}

/** Which rule, or whose hand, decided. */
export function ruleName(credit: CreditView): ReactNode {
  if (credit.madeBy === 'hand') return 'By hand';
  if (credit.rule !== null) return credit.rule.name;
  if (credit.madeBy === 'policy') return <Missing says="No-rule policy" />;
  if (credit.kind === 'partner_discount') return <Missing says="Partner programme" />;
  return <Missing says="None" />;
}
