import type { FieldErrorView } from '../../../contract/primitives.ts';
import { countText } from '../../ui/money-text.ts';
import { Table } from '../../ui/table.tsx';

/** What is wrong with a table, row by row. */
export function RowFaults({ faults }: { readonly faults: readonly FieldErrorView[] }) {
  const placed = faults.map((fault, at) => ({ ...fault, at }));
  return (
    <div className="grid gap-2">
      <p role="alert" className="text-sm font-medium text-bad">
        {faults.length === 1 ? '1 thing is' : `${countText(faults.length)} things are`} wrong; nothing was
        saved. Mend the file and choose it again.
      </p>
      <div className="max-h-96 overflow-y-auto rounded-md border border-line">
        <Table
          label="What is wrong with the file"
          rows={placed}
          rowKey={(row) => `${row.at}`}
          columns={[
            { key: 'row', heading: 'Row', figures: true, cell: (row) => row.row ?? '' },
            { key: 'column', heading: 'Column', className: 'break-all', cell: (row) => row.field },
            { key: 'seen', heading: 'Seen', className: 'break-words', cell: (row) => row.seen },
            { key: 'todo', heading: 'What to do', cell: (row) => row.todo },
          ]}
        />
      </div>
    </div>
  );
}
