import { classes } from './class-names.ts';
import { moneyText } from './money-text.ts';

type Props = {
  /** A decimal string, as the API gives it; null where nothing is there to show. */
  readonly amount: string | null | undefined;
  readonly currency: string;
  readonly bare?: boolean;
  readonly strong?: boolean;
  /** `plain` where an amount below zero is as it should be. */
  readonly tone?: 'plain';
  readonly className?: string;
};

/** An amount in the viewer's locale, digits aligned. `bare` leaves the currency to the column's heading. */
export function Money({ amount, currency, bare = false, strong = false, tone, className }: Props) {
  if (amount === null || amount === undefined) return <span className="text-ink-faint">—</span>;
  return (
    <data
      value={amount}
      className={classes(
        'tabular-nums whitespace-nowrap',
        strong && 'font-semibold',
        tone === undefined && amount.startsWith('-') && 'text-bad',
        className,
      )}
    >
      {moneyText(amount, currency, bare)}
    </data>
  );
}
