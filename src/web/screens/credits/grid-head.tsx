import { ArrowDown, ArrowUp } from 'lucide-react';
import { Fragment } from 'react';
import { classes } from '../../ui/class-names.ts';
import { CREDIT_COLUMNS, type CreditColumn, type CreditHeading, TRACKS } from './columns.tsx';

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
            aria-sort={sortOfColumn(column, sort)}
            className={classes('px-2 font-medium whitespace-nowrap', column.figures && 'figures')}
          >
            {column.headings.map((heading, at) => (
              <Fragment key={heading.says}>
                {at === 0 ? null : ' · '}
                <Heading heading={heading} sort={sort} onSort={onSort} />
              </Fragment>
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

type Direction = 'ascending' | 'descending' | undefined;

function sortOfColumn({ headings }: CreditColumn, sort: string): Direction {
  return headings.map((heading) => sortOf(heading, sort)).find((direction) => direction !== undefined);
}

function sortOf({ sort: key }: CreditHeading, sort: string): Direction {
  if (key === undefined) return undefined;
  return sort === key ? 'ascending' : sort === `-${key}` ? 'descending' : undefined;
}

function Heading({ heading, sort, onSort }: Props & { readonly heading: CreditHeading }) {
  const { sort: key, says } = heading;
  if (key === undefined) return says;
  const sorted = sortOf(heading, sort);
  const Arrow = sorted === 'ascending' ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      title={`Sort by ${key}`}
      onClick={() => onSort(sorted === 'descending' ? key : `-${key}`)}
      className="inline-flex items-center gap-0.5 rounded-sm underline decoration-line-strong decoration-dotted underline-offset-4 hover:text-ink"
    >
      {says}
      {sorted === undefined ? null : <Arrow aria-hidden size={12} />}
    </button>
  );
}
