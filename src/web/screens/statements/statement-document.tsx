import type { StatementView } from '../../../contract/statements.ts';
import { StatementState } from '../../book/states.tsx';
import { periodText } from '../../ui/dates.ts';
import { Money } from '../../ui/money.tsx';
import { percentText } from '../../ui/money-text.ts';
import { CreditStory } from './credit-story.tsx';

/** The document as its buyer sees it. */
export function StatementDocument({ statement }: { readonly statement: StatementView }) {
  const { seller, buyer, number, state, period, voidReason } = statement;
  return (
    <article aria-label="Statement" className="panel overflow-hidden">
      <header className="flex flex-wrap justify-between gap-4 border-b border-line px-5 py-5 sm:px-8">
        <div>
          <p className="text-sm text-ink-soft">From {seller.name}</p>
          <p className="text-lg font-semibold">{buyer.name}</p>
          <p className="text-ink-soft">{periodText(period)}</p>
        </div>
        <div className="sm:text-right">
          <p className="mb-1">
            <StatementState state={state} />
          </p>
          <p className="text-lg font-semibold">
            {number === null ? 'Not numbered yet' : `Statement No. ${number}`}
          </p>
          {statement.useCredits ? null : <p className="text-sm text-ink-soft">Credits were not used</p>}
        </div>
      </header>
      {voidReason === null ? null : (
        <p className="bg-bad-soft px-5 py-2 text-sm text-bad sm:px-8">Void: {voidReason}</p>
      )}
      <div className="grid gap-6 px-5 py-5 sm:px-8">
        <Lines statement={statement} />
        <Totals statement={statement} />
        <CreditStory statement={statement} />
      </div>
    </article>
  );
}

function Lines({ statement: { lines, adjustmentLines, currency } }: { readonly statement: StatementView }) {
  return (
    <div className="overflow-x-auto" tabIndex={0} role="group" aria-label="Charges">
      <table className="w-full text-sm">
        <caption className="sr-only">Charges per cloud, usage account and service</caption>
        <thead>
          <tr className="border-b border-line text-left text-xs text-ink-faint">
            <th scope="col" className="py-2 pr-3 font-medium">
              Service
            </th>
            <th scope="col" className="py-2 pr-3 font-medium max-sm:hidden">
              Usage account
            </th>
            <th scope="col" className="figures py-2 font-medium">
              Amount ({currency})
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.cloud} ${line.usageAccount} ${line.service}`} className="border-b border-line">
              <td className="py-1.5 pr-3">
                {line.service} <span className="text-ink-faint max-sm:hidden">{line.cloud}</span>
                <span className="block text-xs text-ink-faint tabular-nums sm:hidden">
                  {line.usageAccount}
                </span>
              </td>
              <td className="py-1.5 pr-3 tabular-nums max-sm:hidden">{line.usageAccount}</td>
              <td className="figures py-1.5">
                <Money amount={line.price} currency={currency} bare />
              </td>
            </tr>
          ))}
          {adjustmentLines.map((line) => (
            <tr
              key={`${line.originalStatement} ${line.cloud} ${line.usageAccount} ${line.service}`}
              className="border-b border-line"
            >
              <td className="py-1.5 pr-3">
                {line.service}, adjustment of {periodText(line.originalPeriod)}
                <span className="block text-xs text-ink-faint tabular-nums sm:hidden">
                  {line.usageAccount}
                </span>
              </td>
              <td className="py-1.5 pr-3 tabular-nums max-sm:hidden">{line.usageAccount}</td>
              <td className="figures py-1.5">
                <Money amount={line.price} currency={currency} bare />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Totals({ statement }: { readonly statement: StatementView }) {
  const { currency, roundingLine, tax, taxPercent, debitLines } = statement;
  const row = (label: string, amount: string, strong = false) => (
    <div
      key={label}
      className={
        strong
          ? 'flex justify-between gap-8 border-t border-line-strong pt-2 text-lg font-semibold'
          : 'flex justify-between gap-8'
      }
    >
      <dt>{label}</dt>
      <dd>
        <Money amount={amount} currency={currency} />
      </dd>
    </div>
  );
  return (
    <dl className="grid gap-1.5 justify-self-end max-sm:w-full sm:min-w-80">
      {row('Charges', statement.charges)}
      {roundingLine === null ? null : row('of which rounding', roundingLine)}
      {statement.adjustmentLines.length === 0
        ? null
        : row('Adjustments of earlier periods', statement.adjustments)}
      {debitLines.map(({ label, amount }, at) =>
        row(debitLines.length > 1 ? `${label} ${at + 1}` : label, amount),
      )}
      {taxPercent === null ? null : row(`Tax ${percentText(taxPercent)}`, tax)}
      <div className="flex justify-between gap-8 font-medium text-good">
        <dt>Credit applied</dt>
        <dd>
          <Money amount={statement.creditLine} currency={currency} tone="plain" />
        </dd>
      </div>
      {row('Total', statement.total, true)}
    </dl>
  );
}
