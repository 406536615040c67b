import type { AnswerOf } from '../../../contract/route.ts';
import type { RouteOf } from '../../api/contract-routes.ts';
import { Money } from '../../ui/money.tsx';

type Sheet = AnswerOf<RouteOf<'getChecks'>>;

/** The figure of the control sheet that must read 0.00, per currency. */
export function ControlDifference({ difference }: { readonly difference: Sheet['difference'] }) {
  if (difference.length === 0) return <p className="text-ink-soft">Nothing was received yet.</p>;
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-3">
      {difference.map(({ currency, amount }) => (
        <div key={currency}>
          <dt className="text-sm text-ink-soft">Received less granted, kept, unallocated and rounding</dt>
          <dd>
            <Money amount={amount} currency={currency} className="text-2xl font-semibold tracking-tight" />
          </dd>
        </div>
      ))}
    </dl>
  );
}
