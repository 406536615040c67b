import type { StatementView } from '../../../contract/statements.ts';
import { Money } from '../../ui/money.tsx';

const MOVEMENTS = { earned: 'Earned', applied: 'Applied', expired: 'Expired', restored: 'Restored' } as const;

/** Under the one line of credit: where it came from, what was used, and what waits (T6). */
export function CreditStory({ statement }: { readonly statement: StatementView }) {
  const { currency, story, openingBalance, closingBalance } = statement;
  const balance = (label: string, amount: string) => (
    <div className="flex justify-between gap-4 font-semibold">
      <span>{label}</span>
      <Money amount={amount} currency={currency} />
    </div>
  );
  return (
    <section aria-label="Your credit" className="grid gap-2 rounded-lg bg-sunken p-4 text-sm">
      <h2 className="text-base font-semibold">Your credit</h2>
      {balance('Opening balance', openingBalance)}
      <ul className="grid gap-1.5">
        {story.map((item, at) => (
          <li key={`${at} ${item.grant} ${item.movement}`} className="flex justify-between gap-4">
            <span className="min-w-0">
              {MOVEMENTS[item.movement]}: {item.description ?? item.comment}
              <span className="block text-xs text-ink-soft">
                {[item.customer?.name, item.usageAccount].filter(Boolean).join(' · ')}
              </span>
            </span>
            <Money amount={item.change} currency={currency} tone="plain" />
          </li>
        ))}
        {story.length === 0 ? <li className="text-ink-soft">Nothing moved in this period.</li> : null}
      </ul>
      {balance('Closing balance', closingBalance)}
    </section>
  );
}
