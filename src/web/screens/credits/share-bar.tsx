import type { CreditView } from '../../../contract/credits.ts';
import { Money } from '../../ui/money.tsx';

type Shares = NonNullable<CreditView['shares']>;
type Props = {
  readonly credit: Pick<CreditView, 'customer' | 'reseller' | 'currency'>;
  readonly shares: Shares;
  readonly label?: string;
};

const PARTS = [
  { party: 'customer', mark: 'bg-[var(--chart-1)]' },
  { party: 'reseller', mark: 'bg-[var(--chart-2)]' },
  { party: 'distributor', mark: 'bg-[var(--chart-3)]' },
] as const;

/** Who gets how much. */
export function ShareBar({ credit, shares, label = 'Shares' }: Props) {
  const names = {
    customer: credit.customer?.name ?? 'Customer',
    reseller: credit.reseller?.name ?? 'No reseller',
    distributor: 'Distributor keeps',
  };
  return (
    <dl
      aria-label={label}
      className="grid grid-cols-1 divide-line rounded-lg border border-line max-sm:divide-y sm:grid-cols-3 sm:divide-x"
    >
      {PARTS.map(({ party, mark }) => (
        <div key={party} className="px-4 py-3">
          <dt className="flex items-center gap-2 text-xs text-ink-soft">
            <span aria-hidden className={`size-2 rounded-full ${mark}`} />
            {names[party]}
          </dt>
          <dd>
            <Money amount={shares[party]} currency={credit.currency} className="text-lg font-semibold" />
          </dd>
        </div>
      ))}
    </dl>
  );
}
