import type { TableReportView } from '../../../contract/tables.ts';
import { Badge } from '../../ui/badge.tsx';
import { countText } from '../../ui/money-text.ts';
import { Table } from '../../ui/table.tsx';

type Props = { readonly report: TableReportView; readonly says: string };

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
            rows={report.rows}
            rowKey={(row) => `${row.row}`}
            columns={[
              { key: 'row', heading: 'Row', figures: true, cell: (row) => row.row },
              {
                key: 'change',
                heading: 'Change',
                cell: (row) => (
                  <Badge tone={row.change === 'new' ? 'good' : 'warn'}>
                    {row.change === 'new' ? 'New' : 'Changed'}
                  </Badge>
                ),
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
                        <ins className="no-underline">{cell.after || 'blank'}</ins>
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
