import { ResponsiveContainer, Sankey, Tooltip } from 'recharts';
import type { Flow } from '../../../contract/periods.ts';
import { useAsk } from '../../api/ask.ts';
import { Answered } from '../../ui/answered.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Money } from '../../ui/money.tsx';
import { moneyText } from '../../ui/money-text.ts';
import { heightOf, TIP } from './chart-parts.ts';
import { FlowNode } from './flow-node.tsx';

/** Cloud credits → customers, resellers, distributor, unallocated; the same figures stand below as a table. */
export function FlowChart({ period }: { readonly period: string }) {
  const asked = useAsk('getFlow', { params: { period } });
  return (
    <Answered asked={asked} rows={5}>
      {({ items }) =>
        items.every(({ links }) => links.length === 0) ? (
          <Blank title="No credits in this period" />
        ) : (
          <div className="grid gap-6">
            {items.map((flow) => (
              <OneFlow key={flow.currency} flow={flow} />
            ))}
          </div>
        )
      }
    </Answered>
  );
}

function OneFlow({ flow }: { readonly flow: Flow }) {
  const at = new Map(flow.nodes.map(({ id }, index) => [id, index]));
  // A flow can only be drawn from one known place to another, and only if something flows.
  const drawn = flow.links.filter(
    ({ from, to, amount }) => from !== to && at.has(from) && at.has(to) && heightOf(amount) > 0,
  );
  const data = {
    nodes: flow.nodes.map(({ name, kind }) => ({ name: capital(name), kind })),
    links: drawn.map(({ from, to, amount }) => ({
      source: at.get(from) ?? 0,
      target: at.get(to) ?? 0,
      value: heightOf(amount),
      amount,
    })),
  };
  const name = (id: string): string => capital(flow.nodes.find((node) => node.id === id)?.name ?? id);
  return (
    <figure>
      <figcaption className="sr-only">
        Where the credits in {flow.currency} went; the table below has the same figures
      </figcaption>
      {drawn.length === 0 ? null : (
        <div className="h-64" aria-hidden>
          <ResponsiveContainer width="100%" height="100%">
            <Sankey
              accessibilityLayer={false}
              data={data}
              nodePadding={28}
              nodeWidth={10}
              margin={{ top: 8, right: 100, bottom: 8, left: 96 }}
              link={{ stroke: 'var(--chart-1)', strokeOpacity: 0.22 }}
              node={FlowNode}
            >
              <Tooltip {...TIP} formatter={(_, __, item) => linkText(item, flow.currency)} />
            </Sankey>
          </ResponsiveContainer>
        </div>
      )}
      <table className="mt-3 w-full text-sm">
        <caption className="sr-only">Where the credits went</caption>
        <tbody>
          {flow.links.map(({ from, to, amount }) => (
            <tr key={`${from} ${to}`} className="border-t border-line">
              <th scope="row" className="py-1.5 text-left font-normal">
                {name(from)} → {name(to)}
              </th>
              <td className="figures py-1.5">
                <Money amount={amount} currency={flow.currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Recharts gives the link it drew back inside its own envelope. */
function linkText(item: { payload?: unknown }, currency: string): string {
  const outer = item.payload as { payload?: { amount?: string }; amount?: string } | undefined;
  const amount = outer?.payload?.amount ?? outer?.amount;
  return amount === undefined ? '' : moneyText(amount, currency);
}
