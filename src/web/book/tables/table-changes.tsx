import type { TableReportView } from '../../../contract/tables.ts';
import { Badge } from '../../ui/badge.tsx';
import { countText } from '../../ui/money-text.ts';
import { Table } from '../../ui/table.tsx';

type Props = { readonly report: TableReportView; readonly says: string };

const CHANGES = {
  new: { tone: 'good', says: 'New' },
  changed: { tone: 'warn', says: 'Changed' },
  removed: { tone: 'bad', says: 'Removed' },
} as const;

/** What a table says that the book does not, row by row, with what stands there now. */
export function TableChanges({ report, says }: Props) {
  return (
    <div className="grid gap-2">
      <p role="status" className="text-sm font-medium">
        {says}.
      </p>
      {report.warnings.map((warning) => (
        <p key={warning} className="text-sm text-ink-soft">
          {warning}
        </p>
      ))}
      {report.rows.length === 0 ? null : (
        <div className="max-h-96 overflow-y-auto rounded-md border border-line">
          <Table
            label="What the file changes"
            rows={report.rows.map((row, at) => ({ ...row, at }))}
            rowKey={(row) => `${row.at}`}
            columns={[
              { key: 'row', heading: 'Row', figures: true, cell: (row) => row.row ?? '' },
              {
                key: 'change',
                heading: 'Change',
                cell: (row) => <Badge tone={CHANGES[row.change].tone}>{CHANGES[row.change].says}</Badge>,
              },
              { key: 'key', heading: 'Which', className: 'break-all', cell: (row) => row.key },
              {
                key: 'cells',
                heading: 'What',
                cell: (row) => (
                  <ul className="grid gap-0.5">
                    {row.cells.map((cell) => (
                      <li key={cell.column} className="break-words">
                        <span className="text-ink-soft">{cell.column}</span>{' '}
                        {row.change === 'new' ? null : <del>{cell.before || 'blank'}</del>}{' '}
                        {row.change === 'removed' ? null : (
                          <ins className="no-underline">{cell.after || 'blank'}</ins>
                        )}
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]}
          />
        </div>
      )}
      {report.moreRows > 0 ? (
        <p className="text-sm text-ink-soft">and {countText(report.moreRows)} more rows</p>
      ) : null}
    </div>
  );
}
