import type { AnswerOf } from '../../../contract/route.ts';
import type { StatementView } from '../../../contract/statements.ts';
import { useAsk } from '../../api/ask.ts';
import type { RouteOf } from '../../api/contract-routes.ts';
import { Refused } from '../../api/problem.ts';
import { sideOf, useViewer } from '../../shell/viewer.ts';
import { Blank } from '../../ui/blank.tsx';
import { classes } from '../../ui/class-names.ts';
import { Failed } from '../../ui/failed.tsx';
import { Money } from '../../ui/money.tsx';
import { Section } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Waiting } from '../../ui/waiting.tsx';

type Row = AnswerOf<RouteOf<'getBreakout'>>['rows'][number];

/** On a narrow screen the other columns stand below the customer's name. */
function aboutOf({ usageAccount, description, comment, rule }: Row): string {
  return [usageAccount, description ?? comment, rule].filter(Boolean).join(' · ');
}

function columnsOf(currency: string, withRule: boolean): readonly Column<Row>[] {
  return [
    {
      key: 'customer',
      heading: 'Customer',
      cell: (row) => (
        <>
          {row.customer?.name ?? '—'}
          <span className="block text-xs text-ink-faint sm:hidden">{aboutOf(row)}</span>
        </>
      ),
    },
    {
      key: 'account',
      heading: 'Account',
      className: 'tabular-nums max-sm:hidden',
      cell: (row) => row.usageAccount ?? '—',
    },
    {
      key: 'description',
      heading: 'Description',
      className: 'max-sm:hidden',
      cell: (row) => row.description ?? row.comment,
    },
    ...(withRule
      ? [
          {
            key: 'rule',
            heading: 'Rule',
            className: 'max-sm:hidden',
            cell: (row: Row) => row.rule ?? '—',
          },
        ]
      : []),
    {
      key: 'amount',
      heading: 'Amount',
      figures: true,
      cell: (row) => (
        <>
          <Money amount={row.amount} currency={currency} strong />
          <span className="block text-xs font-normal text-ink-faint sm:hidden">
            passed on <Money amount={row.passedOn} currency={currency} />
          </span>
        </>
      ),
    },
    {
      key: 'passedOn',
      heading: 'Passed on',
      figures: true,
      className: 'max-sm:hidden',
      cell: (row) => <Money amount={row.passedOn} currency={currency} />,
    },
    {
      key: 'kept',
      heading: 'Kept',
      figures: true,
      className: 'max-sm:hidden',
      cell: (row) => <Money amount={row.kept} currency={currency} />,
    },
  ];
}

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
  const { rows, currency, earned, passedOn, kept } = asked.data;
  const withRule = rows.some((row) => row.rule !== null);
  const total = (amount: string, className?: string) => (
    <td className={classes('figures px-4 py-2', className)}>
      <Money amount={amount} currency={currency} />
    </td>
  );
  return (
    <Section title="Break-out of the credit" flush>
      <Table
        label="Break-out by customer, account and description"
        rows={rows}
        rowKey={(row) => JSON.stringify(row)}
        empty={<Blank title="No credit was earned on this statement" />}
        columns={columnsOf(currency, withRule)}
        foot={
          <tr>
            <td className="px-4 py-2">
              Together{rows.some(({ movement }) => movement === 'expired') ? ' (expired stands apart)' : ''}
            </td>
            <td className="max-sm:hidden" colSpan={withRule ? 3 : 2} />
            {total(earned)}
            {total(passedOn, 'max-sm:hidden')}
            {total(kept, 'max-sm:hidden')}
          </tr>
        }
      />
    </Section>
  );
}
