import type { ReassignedView } from '../../../contract/credits.ts';
import { Blank } from '../../ui/blank.tsx';
import { Money } from '../../ui/money.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Waiting } from '../../ui/waiting.tsx';

const PARTIES = ['customer', 'reseller', 'distributor'] as const;

const COLUMNS: readonly Column<ReassignedView>[] = [
  { key: 'credit', heading: 'Credit', cell: ({ credit }) => <code className="font-sans">{credit}</code> },
  ...PARTIES.map((party) => ({
    key: party,
    heading: `${party.charAt(0).toUpperCase()}${party.slice(1)}: now → then`,
    figures: true,
    cell: ({ before, after, currency }: ReassignedView) => (
      <>
        <Money amount={before[party]} currency={currency} bare /> →{' '}
        <Money amount={after?.[party]} currency={currency} bare strong />
      </>
    ),
  })),
  { key: 'held', heading: 'Held', cell: ({ heldBecause }) => heldBecause ?? '' },
];

/** What would change, credit by credit. */
export function ReassignedTable({
  items,
  waiting = false,
}: {
  readonly items: readonly ReassignedView[];
  readonly waiting?: boolean;
}) {
  if (waiting) return <Waiting rows={4} />;
  return (
    <Table
      label="What would change"
      columns={COLUMNS}
      rows={items}
      rowKey={(row) => row.credit}
      empty={<Blank title="Nothing would change" />}
    />
  );
}
