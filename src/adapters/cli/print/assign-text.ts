import type { AssignReport } from '../../../application/credits/assign-credits.ts';
import type { Reapplication } from '../../../application/credits/reapply-rules.ts';
import { amountOf, type Credit } from '../../../domain/credit/credit.ts';
import { minorToText } from '../../../domain/money/minor.ts';
import { partOf, type Share } from '../../../domain/split/share.ts';
import { counted } from './amounts.ts';
import { type Column, oneLine, table } from './table.ts';

type Held = AssignReport['held'][number];

export function runText({ assigned, held }: AssignReport, full: boolean): string {
  const columns: Column<Held>[] = [
    { head: 'id', of: ({ credit }) => credit.id },
    { head: 'period', of: ({ credit }) => credit.period },
    { head: 'account', of: ({ credit }) => credit.usageAccount },
    { head: 'credit', of: ({ credit }) => credit.description },
    { head: 'amount', of: ({ credit }) => amountText(credit), right: true },
    { head: '', of: ({ credit }) => credit.currency },
    { head: 'held because', of: ({ because }) => because },
  ];
  return [
    `${counted(assigned, 'credit')} divided, ${held.length} held`,
    ...(held.length === 0 ? [] : [table(columns, held, { rows: 'credits', full })]),
  ].join('\n');
}

export function reapplyText(changes: readonly Reapplication[], full: boolean): string {
  const difference =
    (party: Share['party']) =>
    ({ credit, before, after }: Reapplication): string =>
      after === null ? '-' : signed(partOf(after, party) - partOf(before, party), credit.currency);
  const columns: Column<Reapplication>[] = [
    { head: 'id', of: ({ credit }) => credit.id },
    { head: 'credit', of: ({ credit }) => credit.description },
    { head: 'amount', of: ({ credit }) => amountText(credit), right: true },
    { head: '', of: ({ credit }) => credit.currency },
    { head: 'customer', of: difference('customer'), right: true },
    { head: 'reseller', of: difference('reseller'), right: true },
    { head: 'distributor', of: difference('distributor'), right: true },
    { head: '', of: ({ heldBecause }) => (heldBecause === null ? '' : `stays as it is: ${heldBecause}`) },
  ];
  return table(columns, changes, { rows: 'credits', full });
}

export function redividedText(credit: Credit, before: readonly Share[], after: readonly Share[]): string {
  const title = `${credit.id} "${oneLine(credit.description)}" of ${amountText(credit)} ${credit.currency}`;
  return [title, ...sharesText('before', before, credit), ...sharesText('now', after, credit)].join('\n');
}

function sharesText(title: string, shares: readonly Share[], credit: Credit): string[] {
  if (shares.length === 0) return [`  ${title}: not divided`];
  const parts = shares.map((share) => {
    const name = share.party === 'distributor' ? 'distributor' : `${share.party} ${oneLine(share.id)}`;
    return `${name} ${minorToText(share.amount, credit.currency)}`;
  });
  return [`  ${title}: ${parts.join(', ')}`];
}

function amountText(credit: Credit): string {
  return minorToText(amountOf(credit.exact, credit.currency), credit.currency);
}

function signed(amount: bigint, currency: string): string {
  return `${amount > 0n ? '+' : ''}${minorToText(amount, currency)}`;
}
