import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sendFiles } from '../../api/call.ts';
import { Refused } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { useNotice } from '../../ui/notices.tsx';

/** AWS's answers, all of them or none: every fault is told with its file and place. */
export function ImportRecords({ onClose }: { readonly onClose: () => void }) {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const cache = useQueryClient();
  const notice = useNotice();
  const send = async (): Promise<void> => {
    const form = new FormData();
    for (const file of files) form.append('files', file, file.name);
    setBusy(true);
    setFault(null);
    try {
      const { creditRecords, drawdowns, warnings } = await sendFiles('importCreditRecords', form);
      const count = (of: typeof drawdowns): string =>
        `${of.added} new, ${of.changed} changed, ${of.same} the same`;
      notice({
        says: `Credit records: ${count(creditRecords)}. Uses of them: ${count(drawdowns)}. ${warnings.join(' ')}`,
      });
      await cache.invalidateQueries();
      onClose();
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title="Import AWS’s answers"
      subtitle="Of Billing GetCredits and GetCreditAllocationHistory, as JSON; all pages and accounts together"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            busy={busy}
            because={files.length === 0 ? 'Choose the files first.' : null}
            onClick={() => void send()}
          >
            Import
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field label="Files">
          {(wiring) => (
            <input
              {...wiring}
              type="file"
              multiple
              onChange={(event) => setFiles([...(event.target.files ?? [])])}
              className="text-sm"
            />
          )}
        </Field>
        <SendingFault fault={fault} />
      </div>
    </Dialog>
  );
}

function SendingFault({ fault }: { readonly fault: unknown }) {
  const faults = fault instanceof Refused ? fault.problem.errors : [];
  if (faults.length === 0)
    return <FormFault says={fault === null ? null : 'The answers could not be sent: try again.'} />;
  return (
    <div role="alert">
      <ul aria-label="What is wrong" className="grid gap-2 text-sm text-bad">
        {faults.map(({ field, seen, todo }) => (
          <li key={`${field} ${seen}`}>
            <strong className="break-all">{field}</strong>: saw {seen}; {todo}
          </li>
        ))}
      </ul>
    </div>
  );
}
