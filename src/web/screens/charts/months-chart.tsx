import { Bar, BarChart, CartesianGrid, Legend, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { MonthView } from '../../../contract/periods.ts';
import { useAsk } from '../../api/ask.ts';
import { Answered } from '../../ui/answered.tsx';
import { Blank } from '../../ui/blank.tsx';
import { shortPeriodText } from '../../ui/dates.ts';
import { Money } from '../../ui/money.tsx';
import { moneyText } from '../../ui/money-text.ts';
import { AXIS, heightOf, scaleText, TIP } from './chart-parts.ts';

const PARTS = [
  { key: 'customers', label: 'Customers', fill: 'var(--chart-1)' },
  { key: 'resellers', label: 'Resellers', fill: 'var(--chart-2)' },
  { key: 'distributor', label: 'Distributor', fill: 'var(--chart-3)' },
  { key: 'unallocated', label: 'Unallocated', fill: 'var(--chart-4)' },
] as const;
type Key = (typeof PARTS)[number]['key'];

/** Who got the credits of each of the last months, one chart per currency. */
export function MonthsChart() {
  const asked = useAsk('listMonths', { query: { last: 12 } });
  return (
    <Answered asked={asked} rows={5}>
      {({ items }) =>
        items.length === 0 ? (
          <Blank title="No months yet" />
        ) : (
          <div className="grid gap-6">
            {[...Map.groupBy(items, ({ currency }) => currency)].map(([currency, months]) => (
              <Months key={currency} currency={currency} months={months} />
            ))}
          </div>
        )
      }
    </Answered>
  );
}

function Months({ currency, months }: { readonly currency: string; readonly months: readonly MonthView[] }) {
  const rows = months.map((month) => ({
    ...month,
    heights: Object.fromEntries(PARTS.map(({ key }) => [key, heightOf(month[key])])) as Record<Key, number>,
  }));
  return (
    <figure>
      <figcaption className="sr-only">
        Credits per month in {currency}; the table below has the same figures
      </figcaption>
      <div className="h-64" aria-hidden>
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            accessibilityLayer={false}
            data={rows}
            margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
            stackOffset="sign"
            maxBarSize={40}
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis dataKey="period" tickFormatter={shortPeriodText} {...AXIS} />
            <YAxis width={56} tickFormatter={scaleText(currency)} {...AXIS} />
            <Tooltip
              {...TIP}
              labelFormatter={(period) => shortPeriodText(String(period))}
              formatter={(_, name, item) => [partText(item, String(name), currency), name]}
            />
            <Legend
              iconType="circle"
              iconSize={8}
              formatter={(label) => <span className="text-xs text-ink-soft">{label}</span>}
            />
            {PARTS.map(({ key, label, fill }) => (
              <Bar
                key={key}
                name={label}
                dataKey={(row: (typeof rows)[number]) => row.heights[key]}
                stackId="credits"
                fill={fill}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
      <details className="mt-2 text-sm">
        <summary className="rounded-sm text-ink-soft hover:text-ink">As a table</summary>
        <div className="mt-2 overflow-x-auto">
          <MonthTable currency={currency} months={months} />
        </div>
      </details>
    </figure>
  );
}

function partText(item: { payload?: unknown }, name: string, currency: string): string {
  const key = PARTS.find(({ label }) => label === name)?.key;
  const month = item.payload as MonthView | undefined;
  return key === undefined || month === undefined ? '' : moneyText(month[key], currency);
}

function MonthTable({
  currency,
  months,
}: {
  readonly currency: string;
  readonly months: readonly MonthView[];
}) {
  const keys = [
    'credits',
    'customers',
    'resellers',
    'distributor',
    'unallocated',
    'charges',
    'applied',
  ] as const;
  return (
    <table className="w-full">
      <thead>
        <tr className="text-xs text-ink-faint">
          <th scope="col" className="py-1 pr-3 text-left font-medium">
            Month
          </th>
          {keys.map((key) => (
            <th key={key} scope="col" className="figures py-1 pl-3 font-medium capitalize">
              {key}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {months.map((month) => (
          <tr key={month.period} className="border-t border-line">
            <th scope="row" className="py-1 pr-3 text-left font-normal whitespace-nowrap">
              {shortPeriodText(month.period)}
            </th>
            {keys.map((key) => (
              <td key={key} className="figures py-1 pl-3">
                <Money amount={month[key]} currency={currency} bare />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
