import { useAsk } from '../../api/ask.ts';
import { faultAt, faultElsewhere } from '../../api/problem.ts';
import { shortPeriodText } from '../../ui/dates.ts';
import { Money } from '../../ui/money.tsx';
import { countText, moneyText } from '../../ui/money-text.ts';
import { useStill } from '../../ui/typed-search.ts';
import { askable, type Terms } from './terms.ts';

const LAST = 3;
const SHOWN = 5;
type Sums = readonly { readonly currency: string; readonly amount: string }[];

function sumsText(sums: Sums): string {
  return sums.length === 0
    ? ''
    : `, ${sums.map(({ currency, amount }) => moneyText(amount, currency)).join(' and ')}`;
}

/** What the service finds for the terms as they stand now. */
export function useMatch(ruleId: string | null, terms: Terms) {
  const still = useStill(askable(terms));
  return useAsk('matchRule', { body: { ruleId, terms: still, periods: LAST } }, { keep: true });
}

/** While the rule is written: what it would match, as the service finds it. */
export function LiveMatch({ ruleId, terms }: { readonly ruleId: string | null; readonly terms: Terms }) {
  const match = useMatch(ruleId, terms);
  const found = match.data;
  const wrong = match.error === null ? null : (faultAt(match.error, 'terms') ?? faultElsewhere(match.error));
  return (
    <div
      aria-live="polite"
      className="grid min-h-[10.5rem] content-start gap-2 rounded-lg bg-sunken px-4 py-3 text-sm"
    >
      {wrong !== null ? (
        <p className="text-bad">{wrong}</p>
      ) : found === undefined ? (
        <p className="text-ink-soft">Counting…</p>
      ) : (
        <>
          <p>
            <strong>
              Matches {countText(found.matched)} {found.matched === 1 ? 'credit' : 'credits'} of the last{' '}
              {LAST} periods
              {sumsText(found.matchedSums)}.
            </strong>{' '}
            <span className="text-ink-soft">
              It would decide {countText(found.won)} of them{sumsText(found.wonSums)}.
            </span>
          </p>
          <ul className="grid gap-0.5 text-ink-soft">
            {found.examples.slice(0, SHOWN).map((one) => (
              <li key={one.credit} className="flex gap-3">
                <span className="w-14 shrink-0">{shortPeriodText(one.period)}</span>
                <span className="w-48 shrink-0 truncate max-sm:hidden">
                  {one.customer?.name ?? 'Unmapped'}
                </span>
                <span className="min-w-0 grow truncate">{one.description}</span>
                <Money amount={one.amount} currency={one.currency} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
