import type { StatementView } from '../../../contract/statements.ts';
import { useAsk } from '../../api/ask.ts';
import { Refused } from '../../api/problem.ts';
import { sideOf, useViewer } from '../../shell/viewer.ts';
import { Blank } from '../../ui/blank.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Money } from '../../ui/money.tsx';
import { Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { Waiting } from '../../ui/waiting.tsx';

/** What stands behind a reseller's lump: by customer, account, description and amount, to the cent (T10). */
export function Breakout({ statement }: { readonly statement: StatementView }) {
  const viewer = useViewer();
  const fromDistributor = statement.seller.id === 'distributor';
  const asked = useAsk(
    'getBreakout',
    { params: { id: statement.id } },
    { enabled: sideOf(viewer.role) !== 'customer' && fromDistributor },
  );
  if (!fromDistributor || (asked.error instanceof Refused && asked.error.status === 404)) return null;
  if (asked.error !== null) return <Failed error={asked.error} />;
  if (asked.data === undefined) return <Waiting />;
  const { rows, currency, earned, expired, passedOn, kept } = asked.data;
  const withRule = rows.some((row) => row.rule !== null);
  const total = (amount: string) => (
    <td className="figures px-4 py-2">
      <Money amount={amount} currency={currency} />
    </td>
  );
  return (
    <Section title="Break-out of the credit" flush>
      <Table
        label="Break-out by customer, account and description"
        rows={rows}
        rowKey={(row) => JSON.stringify(row)}
        empty={<Blank title="No credit stands on this statement" />}
        columns={[
          { key: 'customer', heading: 'Customer', cell: (row) => row.customer?.name ?? '—' },
          {
            key: 'account',
            heading: 'Account',
            className: 'tabular-nums',
            cell: (row) => row.usageAccount ?? '—',
          },
          { key: 'description', heading: 'Description', cell: (row) => row.description ?? row.comment },
          ...(withRule
            ? [{ key: 'rule', heading: 'Rule', cell: (row: (typeof rows)[number]) => row.rule ?? '—' }]
            : []),
          {
            key: 'amount',
            heading: 'Amount',
            figures: true,
            cell: (row) => <Money amount={row.amount} currency={currency} strong />,
          },
          {
            key: 'passedOn',
            heading: 'Passed on',
            figures: true,
            cell: (row) => <Money amount={row.passedOn} currency={currency} />,
          },
          {
            key: 'kept',
            heading: 'Kept',
            figures: true,
            cell: (row) => <Money amount={row.kept} currency={currency} />,
          },
        ]}
        foot={
          <tr>
            <td className="px-4 py-2" colSpan={withRule ? 4 : 3}>
              Together{/^0(\.0+)?$/.test(expired) ? '' : ' (expired stands apart)'}
            </td>
            {total(earned)}
            {total(passedOn)}
            {total(kept)}
          </tr>
        }
      />
    </Section>
  );
}
