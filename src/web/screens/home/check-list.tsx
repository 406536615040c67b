import { CircleCheck, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { CheckView } from '../../../contract/periods.ts';
import { countText } from '../../ui/money-text.ts';

/** The named checks; `onlyOdd` lists those that do not hold and counts the rest. */
export function CheckList({
  checks,
  onlyOdd = false,
}: {
  readonly checks: readonly CheckView[];
  readonly onlyOdd?: boolean;
}) {
  const odd = checks.filter(({ ok }) => !ok);
  const fine = checks.length - odd.length;
  const shown = onlyOdd ? odd : [...odd, ...checks.filter(({ ok }) => ok)];
  return (
    <div className="grid gap-3">
      {onlyOdd && fine > 0 ? (
        <p className="flex items-center gap-2">
          <AllMark odd={odd} />
          {odd.length === 0
            ? `All ${fine} checks hold.`
            : `${countText(fine)} of ${countText(checks.length)} checks hold.`}
        </p>
      ) : null}
      {shown.length > 0 ? (
        <ul className="grid gap-2">
          {shown.map((one) => (
            <li key={one.check} className="flex gap-2 text-sm">
              <Mark check={one} />
              <span className="min-w-0">
                <span className="font-medium">{nameOf(one.check)}</span>
                <Detail check={one} />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** The checks are called by a word of the trade, `no-negative-balance`. */
function nameOf(check: string): string {
  const words = check.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What holds, in a sentence; where it does not, every object with its amount. */
function Detail({ check: { ok, sentence, findings, more } }: { readonly check: CheckView }) {
  return (
    <>
      <span className="block break-words text-ink-soft">{sentence}</span>
      {ok ? null : (
        <ul className="mt-1 grid gap-1 border-l-2 border-line pl-3">
          {findings.map(({ object, amount }) => (
            <li key={`${object} ${amount}`} className="break-words">
              {object}: <span className="text-ink-soft">{amount}</span>
            </li>
          ))}
          {more > 0 ? <li className="text-ink-soft">and {countText(more)} more</li> : null}
        </ul>
      )}
    </>
  );
}

/** Of all of them together: as the worst of them. */
function AllMark({ odd }: { readonly odd: readonly CheckView[] }) {
  if (odd.length === 0) return <CircleCheck aria-hidden size={16} className="shrink-0 text-good" />;
  if (odd.every(({ severity }) => severity === 'warning'))
    return <TriangleAlert aria-hidden size={16} className="shrink-0 text-warn" />;
  return <OctagonAlert aria-hidden size={16} className="shrink-0 text-bad" />;
}

function Mark({ check: { ok, severity } }: { readonly check: CheckView }) {
  if (ok) return <CircleCheck aria-label="Holds" size={16} className="mt-0.5 shrink-0 text-good" />;
  if (severity === 'warning')
    return <TriangleAlert aria-label="Warning" size={16} className="mt-0.5 shrink-0 text-warn" />;
  return <OctagonAlert aria-label="Wrong" size={16} className="mt-0.5 shrink-0 text-bad" />;
}
