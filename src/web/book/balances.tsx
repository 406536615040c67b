import type { BalanceView } from '../../contract/grants.ts';
import { Money } from '../ui/money.tsx';

/** What a buyer has available: one line per seller and currency, they are not added up; the seller is named if there are two. */
export function Balances({
  of,
  balances,
}: {
  readonly of: string;
  readonly balances: readonly BalanceView[];
}) {
  const own = balances.filter(({ buyer }) => buyer.id === of);
  const shown = own.length > 1 ? own.filter(({ empty }) => !empty) : own;
  const [first] = own;
  if (first === undefined) return <span className="text-ink-faint">—</span>;
  return (
    <>
      {(shown.length === 0 ? [first] : shown).map(({ seller, currency, available }) => (
        <span key={`${seller.id} ${currency}`} className="block">
          {own.length > 1 && shown.length > 0 ? (
            <span className="mr-2 text-xs text-ink-faint">at {seller.name}</span>
          ) : null}
          <Money amount={available} currency={currency} />
        </span>
      ))}
    </>
  );
}
