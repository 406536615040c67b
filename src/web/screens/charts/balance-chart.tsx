import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { useAsk } from '../../api/ask.ts';
import { dayText } from '../../ui/dates.ts';
import { moneyText } from '../../ui/money-text.ts';
import { AXIS, heightOf, TIP } from './chart-parts.ts';

type Props = { readonly seller: string; readonly buyer: string; readonly currency: string };

/** The running balance, day by day. */
export function BalanceChart({ seller, buyer, currency }: Props) {
  const asked = useAsk('getBalanceHistory', { params: { seller, buyer, currency } });
  const points = asked.data?.points ?? [];
  if (points.length < 2) return null;
  const rows = points.map(({ day, available }) => ({ day, available, height: heightOf(available) }));
  return (
    <figure className="mt-3">
      <figcaption className="sr-only">
        The balance from {dayText(points[0]?.day ?? '')} to {dayText(points.at(-1)?.day ?? '')}:{' '}
        {moneyText(points.at(-1)?.available ?? '0', currency)} at the end
      </figcaption>
      <div className="h-40" aria-hidden>
        <ResponsiveContainer width="100%" height="100%">
          <AreaChart accessibilityLayer={false} data={rows} margin={{ top: 8, right: 8, bottom: 0, left: 8 }}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis dataKey="day" tickFormatter={dayText} minTickGap={40} {...AXIS} />
            <YAxis hide domain={[0, 'dataMax']} />
            <Tooltip
              {...TIP}
              labelFormatter={(day) => dayText(String(day))}
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
