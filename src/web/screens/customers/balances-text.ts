import type { BalanceView } from '../../../contract/grants.ts';
import { moneyText } from '../../ui/money-text.ts';

/** One balance per seller and currency, side by side: they are not added up. */
export function balancesText(balances: readonly BalanceView[]): string {
  return balances.map(({ available, currency }) => moneyText(available, currency)).join(' · ') || '—';
}
