import type { AccountMonthView } from '../../../application/views/account-calendar.ts';
import { table } from './table.ts';

export function accountTable(accounts: readonly AccountMonthView[], full: boolean): string {
  return table(
    [
      { head: 'account', of: (account) => account.usageAccount },
      { head: 'customer', of: (account) => account.customer ?? 'nobody' },
      { head: 'its own credits pay', of: paysText },
      { head: 'look', of: (account) => account.notes.join('; ') },
    ],
    accounts,
    { rows: 'accounts', full, widest: 140 },
  );
}

function paysText({ segments }: AccountMonthView): string {
  return segments.map((segment) => segment.sentence).join('; ');
}
