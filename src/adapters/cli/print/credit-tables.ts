import type { CreditView } from '../../../application/views/credit-view.ts';
import type { RestatementView } from '../../../application/views/restatement-view.ts';
import { orDash, totals } from './amounts.ts';
import { type Column, table } from './table.ts';

const NO_SHARES = { customer: '0', reseller: '0', distributor: '0' };

/** Who got what, and by which rule. */
export function dividedTable(credits: readonly CreditView[], full: boolean): string {
  const columns: Column<CreditView>[] = [
    { head: 'account', of: (credit) => credit.usageAccount },
    { head: 'credit', of: nameOf },
    { head: 'amount', of: (credit) => credit.amount, right: true },
    { head: '', of: (credit) => credit.currency },
    { head: 'customer', of: (credit) => credit.customer ?? '-' },
    { head: 'gets', of: (credit) => orDash(sharesOf(credit).customer), right: true },
    { head: 'reseller', of: (credit) => credit.reseller ?? '-' },
    { head: 'gets', of: (credit) => orDash(sharesOf(credit).reseller), right: true },
    { head: 'distributor keeps', of: (credit) => orDash(sharesOf(credit).distributor), right: true },
    { head: 'by', of: decidedText },
  ];
  const sums = totals(credits, [
    (credit) => credit.amount,
    (credit) => sharesOf(credit).customer,
    (credit) => sharesOf(credit).reseller,
    (credit) => sharesOf(credit).distributor,
  ]);
  const foot = sums.map(({ currency, sums: [amount = '', customer = '', reseller = '', kept = ''] }) => [
    'total',
    '',
    amount,
    currency,
    '',
    customer,
    '',
    reseller,
    kept,
    '',
  ]);
  return table(columns, credits, { rows: 'credits', full, foot });
}

const CURES: Readonly<Record<string, string>> = {
  'no-rule': 'no rule fits: write one, or assign it by hand',
  'unmapped-account': 'nobody holds the account: name its holder in accounts.csv',
  'unmapped-owner':
    'the rule gives it to its owner, and nobody holds the account it comes from: name its holder',
  estimated: "an estimate: waits for the cloud's invoice, or import with --final",
  refund: 'a refund: assign it by hand',
};

export function heldTable(credits: readonly CreditView[], full: boolean): string {
  const columns: Column<CreditView>[] = [
    { head: 'account', of: (credit) => credit.usageAccount },
    { head: 'credit', of: nameOf },
    { head: 'amount', of: (credit) => credit.amount, right: true },
    { head: '', of: (credit) => credit.currency },
    { head: 'id', of: (credit) => credit.id },
    {
      head: 'why it waits',
      of: (credit) => CURES[credit.heldBecause ?? ''] ?? 'not decided yet: credits assign',
    },
  ];
  const foot = totals(credits, [(credit) => credit.amount]).map(({ currency, sums: [amount = ''] }) => [
    'total',
    '',
    amount,
    currency,
    '',
    '',
  ]);
  return table(columns, credits, { rows: 'credits', full, foot, widest: 80 });
}

/** What a newer delivery changed of credits that were divided already. */
export function restatedTable(restated: readonly RestatementView[], full: boolean): string {
  const columns: Column<RestatementView>[] = [
    { head: 'account', of: (credit) => credit.usageAccount },
    { head: 'credit', of: (credit) => credit.description },
    { head: 'was', of: (credit) => credit.was, right: true },
    { head: 'is', of: (credit) => credit.is, right: true },
    { head: '', of: (credit) => credit.currency },
    { head: 'customer', of: (credit) => orDash(credit.customer), right: true },
    { head: 'reseller', of: (credit) => orDash(credit.reseller), right: true },
    { head: 'distributor', of: (credit) => orDash(credit.distributor), right: true },
  ];
  return table(columns, restated, { rows: 'credits', full });
}

export function creditListTable(credits: readonly CreditView[], full: boolean): string {
  const columns: Column<CreditView>[] = [
    { head: 'id', of: (credit) => credit.id },
    { head: 'period', of: (credit) => credit.period },
    { head: 'account', of: (credit) => credit.usageAccount },
    { head: 'credit', of: nameOf },
    { head: 'amount', of: (credit) => credit.amount, right: true },
    { head: '', of: (credit) => credit.currency },
    { head: 'status', of: statusText },
    { head: 'customer', of: (credit) => credit.customer ?? '-' },
    { head: 'gets', of: (credit) => orDash(sharesOf(credit).customer), right: true },
    { head: 'reseller gets', of: (credit) => orDash(sharesOf(credit).reseller), right: true },
    { head: 'distributor keeps', of: (credit) => orDash(sharesOf(credit).distributor), right: true },
    { head: 'by', of: (credit) => credit.heldBecause ?? decidedText(credit) },
  ];
  return table(columns, credits, { rows: 'credits', full });
}

/** The stem; a shared credit says whose it was. */
export function nameOf(credit: CreditView): string {
  return credit.ownerAccount === null
    ? credit.description
    : `${credit.description} (of ${credit.ownerAccount})`;
}

function sharesOf(credit: CreditView): NonNullable<CreditView['shares']> {
  return credit.shares ?? NO_SHARES;
}

function statusText(credit: CreditView): string {
  const marks = [credit.stale ? 'stale' : null, credit.flagged ? 'changed' : null];
  return [credit.status, ...marks.filter((mark) => mark !== null)].join(', ');
}

function decidedText(credit: CreditView): string {
  if (credit.madeBy === 'hand') return 'by hand';
  if (credit.kind === 'partner_discount') return 'partner programme';
  if (credit.rule !== null) return `${credit.rule} (${credit.decidedBy})`;
  return credit.madeBy === 'policy' || credit.shares !== null ? 'no rule: policy' : '-';
}
