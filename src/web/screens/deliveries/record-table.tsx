import type { CreditRecordView } from '../../../contract/credit-records.ts';
import { Badge } from '../../ui/badge.tsx';
import { dayText } from '../../ui/dates.ts';
import { Money } from '../../ui/money.tsx';
import { countText } from '../../ui/money-text.ts';
import { type Column, Table } from '../../ui/table.tsx';

/** Every credit AWS told of, what ends soonest first. */
export function RecordTable({ items }: { readonly items: readonly CreditRecordView[] }) {
  return <Table label="Credit records" columns={COLUMNS} rows={items} rowKey={(row) => row.id} />;
}

const COLUMNS: readonly Column<CreditRecordView>[] = [
  { key: 'id', heading: 'Credit', className: 'tabular-nums', cell: (row) => row.id },
  {
    key: 'account',
    heading: 'Owner account',
    cell: (row) => (
      <>
        <span className="tabular-nums">{row.account}</span>
        <span className="block text-ink-soft">{row.owner?.name ?? 'Nobody holds it'}</span>
      </>
    ),
  },
  { key: 'description', heading: 'Description', cell: (row) => row.description },
  {
    key: 'initial',
    heading: 'Of',
    figures: true,
    cell: (row) => <Money amount={row.initial} currency={row.currency} />,
  },
  {
    key: 'remaining',
    heading: 'Left',
    figures: true,
    cell: (row) => <Money amount={row.remaining} currency={row.currency} strong />,
  },
  {
    key: 'estimated',
    heading: 'With the bill under way',
    figures: true,
    cell: (row) => <Money amount={row.estimated} currency={row.currency} />,
  },
  {
    key: 'ends',
    heading: 'Ends',
    cell: (row) => (
      <span className="inline-flex flex-wrap items-center gap-1.5">
        {row.ends === null ? 'Never' : dayText(row.ends)} <RecordState record={row} />
      </span>
    ),
  },
];

export function RecordState({ record: { state, daysLeft } }: { readonly record: CreditRecordView }) {
  switch (state) {
    case 'ends-soon':
      return (
        <Badge tone={(daysLeft ?? 0) <= 30 ? 'bad' : 'warn'}>
          {daysLeft === 0 ? 'today' : `in ${countText(daysLeft ?? 0)} days`}
        </Badge>
      );
    case 'usable':
      return null;
    case 'not-started':
      return <Badge tone="info">Not begun</Badge>;
    case 'switched-off':
      return <Badge>Switched off</Badge>;
    case 'ended':
      return <Badge>Ended</Badge>;
    case 'used-up':
      return <Badge>Used up</Badge>;
  }
}
