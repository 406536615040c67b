import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { StatementHead } from '../../../contract/statements.ts';
import { StatementState } from '../../book/states.tsx';
import { Tick } from '../../ui/choice.tsx';
import { shortPeriodText } from '../../ui/dates.ts';
import { Money } from '../../ui/money.tsx';
import { type Column, Table } from '../../ui/table.tsx';

type Props = {
  readonly statements: readonly StatementHead[];
  readonly empty: ReactNode;
  /** With it each row can be chosen. */
  readonly choice?: {
    readonly chosen: ReadonlySet<string>;
    readonly onChange: (chosen: ReadonlySet<string>) => void;
  };
};

export function StatementTable({ statements, empty, choice }: Props) {
  const columns = choice === undefined ? COLUMNS : [chooser(statements, choice), ...COLUMNS];
  return (
    <Table label="Statements" columns={columns} rows={statements} rowKey={(row) => row.id} empty={empty} />
  );
}

const money = (
  key: 'charges' | 'creditApplied' | 'total' | 'closingBalance',
  heading: string,
): Column<StatementHead> => ({
  key,
  heading,
  figures: true,
  cell: (row) => <Money amount={row[key]} currency={row.currency} strong={key === 'total'} />,
});

const COLUMNS: readonly Column<StatementHead>[] = [
  {
    key: 'period',
    heading: 'Period',
    className: 'whitespace-nowrap',
    cell: ({ period }) => shortPeriodText(period),
  },
  {
    key: 'buyer',
    heading: 'Buyer',
    cell: ({ id, buyer }) => (
      <Link
        to="/statements/$statementId"
        params={{ statementId: id }}
        className="font-medium text-accent hover:underline"
      >
        {buyer.name}
      </Link>
    ),
  },
  { key: 'seller', heading: 'Seller', cell: ({ seller }) => seller.name },
  {
    key: 'number',
    heading: 'Number',
    cell: ({ number }) => (number === null ? <span className="text-ink-faint">—</span> : `No. ${number}`),
  },
  { key: 'state', heading: 'State', cell: ({ state }) => <StatementState state={state} /> },
  money('charges', 'Charges'),
  money('creditApplied', 'Credit applied'),
  money('total', 'Total'),
  money('closingBalance', 'Balance left'),
];

function chooser(
  statements: readonly StatementHead[],
  { chosen, onChange }: NonNullable<Props['choice']>,
): Column<StatementHead> {
  const all = statements.length > 0 && statements.every(({ id }) => chosen.has(id));
  const flip = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return {
    key: 'choose',
    className: 'w-10',
    heading: (
      <Tick
        label="Choose all"
        hidden
        on={all}
        mixed={!all && chosen.size > 0}
        onChange={(on) => onChange(new Set(on ? statements.map(({ id }) => id) : []))}
      />
    ),
    cell: ({ id, buyer, period }) => (
      <Tick label={`Choose ${buyer.name}, ${period}`} hidden on={chosen.has(id)} onChange={() => flip(id)} />
    ),
  };
}
