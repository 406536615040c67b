import type { EndingSumView } from '../../../contract/credit-records.ts';
import { Money } from '../../ui/money.tsx';
import { type Column, Table } from '../../ui/table.tsx';

/** What would lapse, by how soon, per account and all together, or only all together; each amount in one column. */
export function EndingTable({ sums }: { readonly sums: readonly EndingSumView[] }) {
  return (
    <Table
      label="What would lapse"
      columns={sums.some(({ account }) => account !== null) ? [...WHOSE, ...HOW_SOON] : HOW_SOON}
      rows={sums}
      rowKey={(row) => `${row.account ?? ''} ${row.currency}`}
    />
  );
}

const WHOSE: readonly Column<EndingSumView>[] = [
  {
    key: 'account',
    heading: 'Account',
    className: 'tabular-nums',
    cell: (row) => (row.account === null ? <strong>All together</strong> : row.account),
  },
  {
    key: 'owner',
    heading: 'Customer',
    cell: (row) => (row.account === null ? '' : (row.owner?.name ?? 'Nobody')),
  },
];

const HOW_SOON = (
  [
    ['within30', 'Within 30 days'],
    ['within60', '31 to 60 days'],
    ['within90', '61 to 90 days'],
  ] as const
).map(
  ([key, heading]): Column<EndingSumView> => ({
    key,
    heading,
    figures: true,
    cell: (row) => <Money amount={row[key]} currency={row.currency} strong={row.account === null} />,
  }),
);
