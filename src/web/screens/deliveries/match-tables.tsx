import { Link } from '@tanstack/react-router';
import type {
  LostDrawdownView,
  OwnedCreditView,
  RecordMatchesView,
} from '../../../contract/credit-records.ts';
import { Badge } from '../../ui/badge.tsx';
import { periodText } from '../../ui/dates.ts';
import { Money } from '../../ui/money.tsx';
import { countText, percentText } from '../../ui/money-text.ts';
import { Section } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';

/** How many credits match AWS's own records, whose they are and who used them, and what does not match with why. */
export function MatchTables({ view }: { readonly view: RecordMatchesView }) {
  const joined = view.items.filter((item) => item.because === null);
  const without = view.items.filter((item) => item.because !== null);
  return (
    <>
      <Section title="Match with the billing files">
        <p className="text-lg font-semibold tabular-nums">
          {view.rate === null ? 'No AWS credit' : percentText(view.rate)}
        </p>
        <p className="text-ink-soft">
          {countText(view.matched)} of {countText(view.credits)} AWS credits match a record
          {view.sums.map(({ currency, credits, matched }) => (
            <span key={currency}>
              {', '}
              <Money amount={matched} currency={currency} /> of <Money amount={credits} currency={currency} />
            </span>
          ))}
          . Records without a credit: {countText(view.drawdownsLeft)}.
        </p>
      </Section>
      {without.length === 0 ? null : (
        <Section title="Credits without a record" flush>
          <Table
            label="Credits without a record"
            columns={[...OWNED, WHY]}
            rows={without}
            rowKey={(row) => row.credit}
          />
        </Section>
      )}
      {view.left.length === 0 ? null : (
        <Section title="Records without a credit" flush>
          <Table
            label="Records without a credit"
            columns={LOST}
            rows={view.left}
            rowKey={(row) => JSON.stringify([row.period, row.usageAccount, row.service, row.records])}
          />
        </Section>
      )}
      <Section title="Who owns it, who used it" flush>
        <Table
          label="Who owns it, who used it"
          columns={[...OWNED, RECORD]}
          rows={joined}
          rowKey={(row) => row.credit}
          empty={<p className="p-4 text-ink-soft">No credit matches a record yet.</p>}
        />
      </Section>
    </>
  );
}

function month(row: { readonly period: string; readonly estimated: boolean }) {
  return (
    <>
      {periodText(row.period)} {row.estimated ? <Badge tone="warn">Estimated</Badge> : null}
    </>
  );
}

const OWNED: readonly Column<OwnedCreditView>[] = [
  { key: 'period', heading: 'Period', cell: month },
  {
    key: 'credit',
    heading: 'Credit',
    cell: (row) => (
      <Link
        to="/credits"
        search={{ period: row.period, credit: row.credit }}
        className="rounded-sm font-medium text-accent hover:underline"
      >
        {row.description}
      </Link>
    ),
  },
  {
    key: 'amount',
    heading: 'Amount',
    figures: true,
    cell: (row) => <Money amount={row.amount} currency={row.currency} />,
  },
  {
    key: 'consumer',
    heading: 'Used by',
    cell: (row) => party(row.consumer?.name, row.usageAccount),
  },
  {
    key: 'owner',
    heading: 'Owned by',
    cell: (row) => (
      <>
        {party(row.owner?.name, row.ownerAccount)}
        {row.owner !== null && row.owner.id !== row.consumer?.id ? (
          <Badge tone="accent">Another customer</Badge>
        ) : null}
      </>
    ),
  },
];
const RECORD: Column<OwnedCreditView> = {
  key: 'record',
  heading: 'Record',
  className: 'tabular-nums',
  cell: (row) => row.records.join(', '),
};
const WHY: Column<OwnedCreditView> = { key: 'why', heading: 'Why', cell: (row) => row.sentence };

const LOST: readonly Column<LostDrawdownView>[] = [
  { key: 'period', heading: 'Period', cell: month },
  { key: 'service', heading: 'Service', cell: (row) => row.service },
  {
    key: 'amount',
    heading: 'Amount',
    figures: true,
    cell: (row) => <Money amount={row.amount} currency={row.currency} />,
  },
  { key: 'consumer', heading: 'Used by', cell: (row) => party(row.consumer?.name, row.usageAccount) },
  {
    key: 'owner',
    heading: 'Owned by',
    cell: (row) => (row.ownerAccount === null ? 'Not known' : party(row.owner?.name, row.ownerAccount)),
  },
  {
    key: 'record',
    heading: 'Record',
    className: 'tabular-nums',
    cell: (row) => row.records.join(', '),
  },
  { key: 'why', heading: 'Why', cell: (row) => row.sentence },
];

function party(name: string | undefined, account: string) {
  return (
    <>
      {name ?? 'Nobody holds it'}
      <span className="block text-ink-soft tabular-nums">{account}</span>
    </>
  );
}
