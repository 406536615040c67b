import type {
  CreditRecordList,
  CreditRecordView,
  EndingSumView,
} from '../../../application/views/credit-record-view.ts';
import type {
  LostDrawdownView,
  OwnedCreditView,
  RecordMatchView,
} from '../../../application/views/record-match-view.ts';
import { counted, orDash } from './amounts.ts';
import { ink } from './ink.ts';
import { type Column, heading, table } from './table.ts';

/** What AWS says is left and until when; `all`: what is used up or over, too. */
export function recordsText(list: CreditRecordList, all: boolean, full: boolean): string {
  const over = (item: CreditRecordView): boolean => item.state === 'used-up' || item.state === 'ended';
  const shown = list.items.filter((item) => all || !over(item));
  const left = list.items.length - shown.length;
  return [
    `${counted(shown.length, 'credit record')} on ${list.today}${left === 0 ? '' : `; ${left} used up or ended (--all)`}`,
    recordTable(shown, full),
    ...(list.endingSums.length === 0
      ? []
      : [heading('What would lapse, by how many days from now'), endingTable(list.endingSums, full)]),
  ].join('\n');
}

function recordTable(items: readonly CreditRecordView[], full: boolean): string {
  const columns: Column<CreditRecordView>[] = [
    { head: 'credit', of: (item) => item.id },
    { head: 'account', of: (item) => item.account },
    { head: 'customer', of: (item) => item.owner ?? '-' },
    { head: 'description', of: (item) => item.description },
    { head: 'of', of: (item) => item.initial, right: true },
    { head: 'left', of: (item) => item.remaining, right: true },
    { head: 'estimated', of: (item) => item.estimated ?? '-', right: true },
    { head: '', of: (item) => item.currency },
    { head: 'ends', of: (item) => item.ends ?? 'never' },
    { head: '', of: stateText },
  ];
  return table(columns, items, { rows: 'credit records', full });
}

function stateText(item: CreditRecordView): string {
  if (item.state === 'ends-soon') return ink.yellow(`in ${counted(item.daysLeft ?? 0, 'day')}`);
  return item.state === 'usable' ? '' : item.state.replaceAll('-', ' ');
}

function endingTable(sums: readonly EndingSumView[], full: boolean): string {
  const columns: Column<EndingSumView>[] = [
    { head: 'account', of: (sum) => sum.account ?? 'all together' },
    { head: 'customer', of: (sum) => sum.owner ?? (sum.account === null ? '' : '-') },
    { head: '0 to 30', of: (sum) => orDash(sum.within30), right: true },
    { head: '31 to 60', of: (sum) => orDash(sum.within60), right: true },
    { head: '61 to 90', of: (sum) => orDash(sum.within90), right: true },
    { head: '', of: (sum) => sum.currency },
  ];
  return table(columns, sums, { rows: 'accounts', full });
}

/** Who owns and who used each credit, and what did not match on either side. */
export function matchText(view: RecordMatchView, full: boolean): string {
  const joined = view.items.filter((item) => item.because === null);
  return [
    matchLine(view),
    heading('Who owns it, who used it'),
    ownedTable(joined, full, false),
    ...leftTables(view, full),
  ].join('\n');
}

/** What did not match, on either side, with why. */
export function leftTables(view: RecordMatchView, full: boolean): string[] {
  const without = view.items.filter((item) => item.because !== null);
  return [
    ...(without.length === 0
      ? []
      : [heading('Credits of the billing files without a record'), ownedTable(without, full, true)]),
    ...(view.left.length === 0
      ? []
      : [heading('Records without a credit of the billing files'), lostTable(view.left, full)]),
  ];
}

/** `11 of 12 AWS credits match AWS's own records (91.7 %), 100.00 of 120.00 USD`. */
export function matchLine(view: RecordMatchView): string {
  const sums = view.sums.map((sum) => `${sum.matched} of ${sum.credits} ${sum.currency}`).join(', ');
  const rate = view.rate === null ? '' : ` (${view.rate} %): ${sums}`;
  const lost = view.drawdownsLeft === 0 ? '' : `; ${counted(view.drawdownsLeft, 'record')} without a credit`;
  return `${view.matched} of ${counted(view.credits, 'AWS credit')} match AWS's own records${rate}${lost}`;
}

function ownedTable(items: readonly OwnedCreditView[], full: boolean, withReason: boolean): string {
  const columns: Column<OwnedCreditView>[] = [
    { head: 'period', of: periodText },
    { head: 'account', of: (item) => item.usageAccount },
    { head: 'credit', of: (item) => item.description },
    { head: 'amount', of: (item) => item.amount, right: true },
    { head: '', of: (item) => item.currency },
    { head: 'used by', of: (item) => item.consumer ?? '-' },
    { head: 'owned by', of: (item) => item.owner ?? '-' },
    { head: 'of account', of: (item) => item.ownerAccount },
    withReason
      ? { head: 'why', of: (item) => item.sentence ?? '' }
      : { head: 'record', of: (item) => item.records.join(', ') },
  ];
  return table(columns, items, { rows: 'credits', full, widest: 90 });
}

function lostTable(items: readonly LostDrawdownView[], full: boolean): string {
  const columns: Column<LostDrawdownView>[] = [
    { head: 'period', of: periodText },
    { head: 'account', of: (item) => item.usageAccount },
    { head: 'service', of: (item) => item.service },
    { head: 'amount', of: (item) => item.amount, right: true },
    { head: '', of: (item) => item.currency },
    { head: 'owned by', of: (item) => item.owner ?? '-' },
    { head: 'record', of: (item) => item.records.join(', ') },
    { head: 'why', of: (item) => item.sentence },
  ];
  return table(columns, items, { rows: 'records', full, widest: 90 });
}

function periodText({ period, estimated }: { readonly period: string; readonly estimated: boolean }): string {
  return estimated ? `${period}, estimated` : period;
}
