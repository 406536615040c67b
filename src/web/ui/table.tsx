import type { ReactNode } from 'react';
import { classes } from './class-names.ts';

export type Column<Row> = {
  readonly key: string;
  readonly heading: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Amounts and counts stand on the right with aligned digits. */
  readonly figures?: boolean;
  readonly className?: string;
};

type Props<Row> = {
  /** What the table lists, read out before it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly foot?: ReactNode;
  readonly empty?: ReactNode;
};

const CELL = 'px-4 py-2 align-top';

export function Table<Row>({ label, columns, rows, rowKey, foot, empty }: Props<Row>) {
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="group" aria-label={label}>
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="border-b border-line text-left text-xs text-ink-faint">
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={classes(CELL, 'font-medium', column.figures && 'figures', column.className)}
              >
                {column.heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b border-line last:border-b-0 hover:bg-hover">
              {columns.map((column) => (
                <td key={column.key} className={classes(CELL, column.figures && 'figures', column.className)}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {foot ? <tfoot className="border-t border-line-strong font-semibold">{foot}</tfoot> : null}
      </table>
    </div>
  );
}
