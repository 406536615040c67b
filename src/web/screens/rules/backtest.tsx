import { useState } from 'react';
import type { AnswerOf } from '../../../contract/route.ts';
import { useAsk } from '../../api/ask.ts';
import type { RouteOf } from '../../api/contract-routes.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { periodText, shortPeriodText } from '../../ui/dates.ts';
import { BareSelect } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { Money } from '../../ui/money.tsx';
import { countText } from '../../ui/money-text.ts';
import { Table } from '../../ui/table.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { askable, type Terms } from './terms.ts';

const CHOICES = ['1', '3', '6', '12'].map((value) => ({
  value,
  label: value === '1' ? 'Last period' : `Last ${value} periods`,
}));

type Tested = AnswerOf<RouteOf<'backtestRule'>>;

/** Who would have got more or less, had the rule been so. Nothing is posted. */
export function Backtest({ ruleId, terms }: { readonly ruleId: string | null; readonly terms: Terms }) {
  const [last, setLast] = useState('3');
  const test = useAsk(
    'backtestRule',
    { body: { ruleId, terms: askable(terms), periods: Number(last) } },
    { keep: true },
  );
  const found = test.data;
  return (
    <section aria-label="Backtest" className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <h3 className="grow text-base font-semibold">Backtest: who would have got more or less</h3>
        <BareSelect
          label="Over which periods"
          className="w-auto"
          options={CHOICES}
          value={last}
          onText={setLast}
        />
      </div>
      <FormFault says={faultElsewhere(test.error)} />
      {found === undefined ? (
        test.isPending ? (
          <Waiting rows={3} />
        ) : null
      ) : (
        <>
          <p className="text-sm text-ink-soft">
            {found.periods.length === 0
              ? 'The book has no period yet. '
              : `${periodText(found.periods[0] ?? '')} to ${periodText(found.periods.at(-1) ?? '')}: `}
            {countText(found.credits)} credits decided again, {countText(found.changedCount)} of them
            otherwise. Nothing is posted.
          </p>
          <div className="overflow-hidden rounded-lg border border-line">
            <Table
              label="Difference per party"
              rows={found.rows}
              rowKey={(row) => `${row.party} ${row.currency}`}
              columns={[
                { key: 'party', heading: 'Party', cell: (row) => row.name },
                {
                  key: 'difference',
                  heading: 'Difference',
                  figures: true,
                  cell: (row) => <Money amount={row.difference} currency={row.currency} strong />,
                },
              ]}
            />
          </div>
          <Otherwise changed={found.changed} />
        </>
      )}
    </section>
  );
}

function Otherwise({ changed }: { readonly changed: Tested['changed'] }) {
  if (changed.length === 0) return null;
  return (
    <details>
      <summary className="rounded-sm py-1 text-sm text-ink-soft hover:text-ink">
        The {countText(changed.length)} credits that another rule would decide
      </summary>
      <div className="mt-2 overflow-hidden rounded-lg border border-line">
        <Table
          label="Credits decided otherwise"
          rows={changed}
          rowKey={(row) => row.credit}
          columns={[
            { key: 'period', heading: 'Period', cell: (row) => shortPeriodText(row.period) },
            { key: 'account', heading: 'Account', cell: (row) => row.usageAccount },
            { key: 'description', heading: 'Description', cell: (row) => row.description },
            { key: 'now', heading: 'Now', cell: (row) => row.ruleNow ?? 'none' },
            { key: 'then', heading: 'Then', cell: (row) => row.ruleThen ?? 'none' },
          ]}
        />
      </div>
    </details>
  );
}
