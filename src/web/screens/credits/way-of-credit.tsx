import type { ExplainedCredit } from '../../../contract/credits.ts';
import { Money } from '../../ui/money.tsx';

/** Every step of the credit from the cloud's file to the statements, and how it was divided before. */
export function WayOfCredit({
  explained: { steps, history, credit },
}: {
  readonly explained: ExplainedCredit;
}) {
  return (
    <>
      <section aria-label="Its way" className="grid gap-3">
        <h3 className="text-base font-semibold">Its way through the book</h3>
        <ol className="grid gap-4 border-l border-line pl-5">
          {steps.map(({ title, lines }) => (
            <li key={title} className="relative text-sm">
              <span
                aria-hidden
                className="absolute top-1.5 -left-[1.47rem] size-2 rounded-full bg-line-strong"
              />
              <p className="font-medium">{title}</p>
              {lines.map((line, at) => (
                <p key={`${at} ${line}`} className="break-words whitespace-pre-wrap text-ink-soft">
                  {line}
                </p>
              ))}
            </li>
          ))}
        </ol>
      </section>
      {history.length > 1 ? (
        <section aria-label="Divided before" className="grid gap-2">
          <h3 className="text-base font-semibold">Divided before</h3>
          <ul className="grid gap-2 text-sm">
            {history.map(({ version, madeBy, reason, shares }) => (
              <li key={version} className="rounded-md border border-line px-3 py-2">
                <span className="font-medium">{madeBy === 'hand' ? 'By hand' : madeBy}</span>
                {reason === '' ? '' : `: ${reason}`}
                <span className="block text-ink-soft">
                  Customer <Money amount={shares.customer} currency={credit.currency} />, reseller{' '}
                  <Money amount={shares.reseller} currency={credit.currency} />, distributor{' '}
                  <Money amount={shares.distributor} currency={credit.currency} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
}
