import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TableReportView, TableSubject } from '../../../contract/tables.ts';
import { sendFiles } from '../../api/call.ts';
import { faultElsewhere, faultsOf } from '../../api/problem.ts';
import { filesText, useWish } from '../../api/wish.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FileField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { useNotice } from '../../ui/notices.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { importedText } from '../imported-text.ts';
import { RowFaults } from './row-faults.tsx';
import { TableChanges } from './table-changes.tsx';
import { IMPORTS, TABLE_WORDS } from './table-words.ts';

type Props = { readonly subject: TableSubject; readonly onClose: () => void };

/** A table of the book from a file: first a look at every row, then all of them or none. */
export function ImportTable({ subject, onClose }: Props) {
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<TableReportView | null>(null);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const cache = useQueryClient();
  const notice = useNotice();
  const wish = useWish();
  const { title, hint } = TABLE_WORDS[subject];
  const send = async (chosen: File, dryRun: boolean): Promise<void> => {
    setBusy(true);
    setFault(null);
    try {
      const told = await wish([filesText([chosen]), dryRun], (key) =>
        sendTable(subject, chosen, dryRun, key),
      );
      setReport(told);
      if (!dryRun) {
        notice({ says: `${title}: ${importedText(told.count)}.` });
        void cache.invalidateQueries();
        onClose();
      }
    } catch (error) {
      setReport(null);
      setFault(error);
    }
    setBusy(false);
  };
  const look = (chosen: File | undefined): void => {
    setFile(chosen ?? null);
    setReport(null);
    setFault(null);
    if (chosen !== undefined) void send(chosen, true);
  };
  const changes = report === null ? 0 : report.count.added + report.count.changed;
  const because =
    report === null
      ? 'Choose a file whose every row is right.'
      : changes === 0
        ? 'The file says what the book says.'
        : null;
  const faults = faultsOf(fault);
  return (
    <Dialog
      as="wide"
      title={`Import ${title.toLowerCase()}`}
      subtitle={hint}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            busy={busy && report !== null}
            because={because}
            onClick={() => {
              if (file !== null) void send(file, false);
            }}
          >
            Import all rows
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <FileField
          label="File"
          hint="CSV or XLSX, with the columns of the exported table"
          accept=".csv,.xlsx"
          onFiles={([chosen]) => look(chosen)}
        />
        {busy && report === null ? <Waiting rows={4} /> : null}
        {faults.length > 0 ? <RowFaults faults={faults} /> : <FormFault says={faultElsewhere(fault)} />}
        {report === null ? null : <TableChanges report={report} says={importedText(report.count)} />}
      </div>
    </Dialog>
  );
}

function sendTable(
  subject: TableSubject,
  file: File,
  dryRun: boolean,
  key: string,
): Promise<TableReportView> {
  const form = new FormData();
  form.append('files', file, file.name);
  return sendFiles(IMPORTS[subject], form, { key, query: dryRun ? { dryRun: 'true' } : {} });
}
