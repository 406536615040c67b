import { ArrowDown, ArrowUp } from 'lucide-react';
import { classes } from '../../ui/class-names.ts';
import { CREDIT_COLUMNS, type CreditColumn } from './columns.tsx';
import { TRACKS } from './tracks.ts';

type Props = { readonly sort: string; readonly onSort: (sort: string) => void };

export function GridHead({ sort, onSort }: Props) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-surface">
      <div
        role="row"
        aria-rowindex={1}
        className="grid h-9 items-center text-xs text-ink-faint"
        style={{ gridTemplateColumns: TRACKS }}
      >
        <div role="columnheader">
          <span className="sr-only">Chosen</span>
        </div>
        {CREDIT_COLUMNS.map((column) => (
          <div
            key={column.key}
            role="columnheader"
            aria-sort={sortedAs(column, sort)}
            className={classes('px-2 font-medium', column.figures && 'figures')}
          >
            <Heading column={column} sort={sort} onSort={onSort} />
          </div>
        ))}
      </div>
    </div>
  );
}

function sortedAs({ sort: key }: CreditColumn, sort: string): 'ascending' | 'descending' | undefined {
  if (key === undefined) return undefined;
  return sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : undefined;
}

function Heading({ column, sort, onSort }: Props & { readonly column: CreditColumn }) {
  const { sort: key, heading } = column;
  if (key === undefined) return heading;
  const sorted = sortedAs(column, sort);
  const Arrow = sorted === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      onClick={() => onSort(sorted === 'descending' ? key : `-${key}`)}
      className="inline-flex items-center gap-1 rounded-sm hover:text-ink"
    >
      {heading}
      {sorted === undefined ? null : <Arrow aria-hidden size={12} />}
    </button>
  );
}
