import { useState } from 'react';
import type { FieldErrorView } from '../../../contract/primitives.ts';
import { useAct } from '../../api/ask.ts';
import { faultElsewhere, Refused } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { countText } from '../../ui/money-text.ts';
import { useNotice } from '../../ui/notices.tsx';
import { Table } from '../../ui/table.tsx';
import { ReassignedTable } from './reassigned-table.tsx';

/** A file of decisions: first a look at every row, then all of them or none. */
export function ImportDecisions({ onClose }: { readonly onClose: () => void }) {
  const [csv, setCsv] = useState('');
  const look = useAct('importDecisions');
  const act = useAct('importDecisions');
  const notice = useNotice();
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const text = await file.text();
    setCsv(text);
    look.mutate({ query: { dryRun: 'true' }, body: { csv: text } });
  };
  const save = (): void =>
    act.mutate(
      { body: { csv } },
      {
        onSuccess: ({ items }) => {
          notice({ says: `${countText(items.length)} decisions imported.` });
          onClose();
        },
      },
    );
  const faults = look.error instanceof Refused ? look.error.problem.errors : [];
  return (
    <Dialog
      as="wide"
      title="Import decisions"
      subtitle="A CSV with the columns credit_id, customer_amount, reseller_amount and reason"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            busy={act.isPending}
            because={look.isSuccess ? null : 'Choose a file whose every row is right.'}
            onClick={save}
          >
            Import all rows
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field label="File">
          {(wiring) => (
            <input
              {...wiring}
              type="file"
              accept=".csv,text/csv"
              onChange={(event) => void read(event.target.files?.[0])}
              className="text-sm"
            />
          )}
        </Field>
        {faults.length > 0 ? (
          <FileFaults faults={faults} />
        ) : (
          <FormFault says={faultElsewhere(look.error ?? act.error)} />
        )}
        {look.isSuccess || look.isPending ? (
          <ReassignedTable items={look.data?.items ?? []} waiting={look.isPending} />
        ) : null}
      </div>
    </Dialog>
  );
}

function FileFaults({ faults }: { readonly faults: readonly FieldErrorView[] }) {
  return (
    <Table
      label="What is wrong with the file"
      rows={faults}
      rowKey={(row) => `${row.field} ${row.seen} ${row.todo}`}
      columns={[
        { key: 'field', heading: 'Where', cell: (row) => row.field },
        { key: 'seen', heading: 'Seen', cell: (row) => row.seen },
        { key: 'todo', heading: 'What to do', cell: (row) => row.todo },
      ]}
    />
  );
}
