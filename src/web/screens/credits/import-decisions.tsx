import { useState } from 'react';
import { useAct } from '../../api/ask.ts';
import { faultElsewhere, faultsOf } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Faults } from '../../ui/faults.tsx';
import { FileField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { countText } from '../../ui/money-text.ts';
import { useNotice } from '../../ui/notices.tsx';
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
  const faults = faultsOf(look.error);
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
        <FileField label="File" accept=".csv,text/csv" onFiles={([file]) => void read(file)} />
        {faults.length > 0 ? (
          <Faults faults={faults} />
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
