import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useAsk } from '../../api/ask.ts';
import { dayText } from '../../ui/dates.ts';
import { moneyText } from '../../ui/money-text.ts';
import { AXIS, heightOf, scaleText, TIP } from './chart-parts.ts';

type Props = { readonly seller: string; readonly buyer: string; readonly currency: string };

/** The same while it is being read, and when there is nothing to draw: what stands below must not jump. */
const HEIGHT = 'mt-3 h-40';
const WEEK_MS = 604_800_000;

/** The running balance, day by day. */
export function BalanceChart({ seller, buyer, currency }: Props) {
  const asked = useAsk('getBalanceHistory', { params: { seller, buyer, currency } });
  const points = asked.data?.points ?? [];
  // Several moves of one day are one step; the balance at its end is what the day left.
  const days = new Map(points.map(({ day, available }) => [day, available]));
  const steps = [...days].map(([day, available]) => ({
    at: Date.parse(day),
    day,
    available,
    height: heightOf(available),
  }));
  const first = steps[0];
  const last = steps.at(-1);
  if (first === undefined || last === undefined) return <div className={HEIGHT} />;
  // The last step goes on a little, so that it can be seen.
  const rows = [...steps, { ...last, at: last.at + Math.max((last.at - first.at) / 8, WEEK_MS) }];

  return (
    <figure className={HEIGHT}>
      <figcaption className="sr-only">
        The balance from {dayText(first.day)} to {dayText(last.day)}: {moneyText(last.available, currency)} at
        the end
      </figcaption>
      <div className="h-full" aria-hidden>
        <ResponsiveContainer width="100%" height="100%">
          <AreaChart
            accessibilityLayer={false}
            data={rows}
            margin={{ top: 8, right: 40, bottom: 0, left: 0 }}
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="at"
              type="number"
              scale="time"
              domain={['dataMin', 'dataMax']}
              ticks={steps.map(({ at }) => at)}
              tickFormatter={tickText}
              minTickGap={40}
              {...AXIS}
            />
            <YAxis width={56} tickFormatter={scaleText(currency)} domain={[0, 'auto']} {...AXIS} />
            <Tooltip
              {...TIP}
              labelFormatter={(at) => tickText(Math.min(Number(at), last.at))}
              formatter={(_, __, item) => [
                moneyText(String((item.payload as { available: string }).available), currency),
                'Balance',
              ]}
            />
            <Area
              type="stepAfter"
              dataKey="height"
              stroke="var(--chart-1)"
              strokeWidth={2}
              fill="var(--accent-soft)"
              isAnimationActive={false}
            />
          </AreaChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}

function tickText(at: number): string {
  return dayText(new Date(at).toISOString());
}
