import type { BalanceView } from '../../../application/views/balance-view.ts';
import { orDash, totals } from './amounts.ts';
import { type Column, table } from './table.ts';

const AMOUNTS: readonly { readonly head: string; readonly of: (balance: BalanceView) => string }[] = [
  { head: 'granted', of: (balance) => balance.granted },
  { head: 'applied', of: (balance) => balance.applied },
  { head: 'reserved', of: (balance) => balance.reserved },
  { head: 'expired', of: (balance) => balance.expired },
  { head: 'withdrawn', of: (balance) => balance.withdrawn },
  { head: 'available', of: (balance) => balance.available },
];

/** granted = applied + reserved + expired + withdrawn + available. */
export function balanceTable(balances: readonly BalanceView[], full: boolean): string {
  const columns: Column<BalanceView>[] = [
    { head: 'seller', of: (balance) => balance.seller },
    { head: 'buyer', of: (balance) => balance.buyer },
    { head: '', of: (balance) => balance.currency },
    ...AMOUNTS.map(({ head, of }) => ({
      head,
      of: (balance: BalanceView) => orDash(of(balance)),
      right: true,
    })),
  ];
  const foot = totals(
    balances,
    AMOUNTS.map(({ of }) => of),
  ).map(({ currency, sums }) => ['total', '', currency, ...sums]);
  return table(columns, balances, { rows: 'balances', full, foot });
}
