import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sendFiles } from '../../api/call.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { Tick } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { useNotice } from '../../ui/notices.tsx';

export function ImportFiles({ onClose }: { readonly onClose: () => void }) {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [final, setFinal] = useState(false);
  const [replace, setReplace] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const cache = useQueryClient();
  const notice = useNotice();
  const send = async (): Promise<void> => {
    const form = new FormData();
    for (const file of files) form.append('files', file, file.name);
    form.append('final', String(final));
    form.append('replace', String(replace));
    setBusy(true);
    try {
      await sendFiles('startImport', form);
      notice({ says: 'The import runs. You may close this tab; it goes on.' });
      await cache.invalidateQueries();
      onClose();
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title="Import billing files"
      subtitle="The parts of one delivery together, with their manifest if there is one"
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
        <Tick label="This is the cloud's final word on the month" on={final} onChange={setFinal} />
        <Tick label="Replace a newer delivery with these" on={replace} onChange={setReplace} />
        <FormFault says={faultElsewhere(fault)} />
      </div>
    </Dialog>
  );
}
