import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { AnswerOf } from '../../contract/route.ts';
import { sendFiles } from '../api/call.ts';
import type { RouteName, RouteOf } from '../api/contract-routes.ts';
import { faultElsewhere, faultsOf } from '../api/problem.ts';
import { filesText, useWish } from '../api/wish.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Faults } from '../ui/faults.tsx';
import { FileField } from '../ui/field.tsx';
import { FormFault } from '../ui/form-fault.tsx';
import { useNotice } from '../ui/notices.tsx';

type Props<Name extends RouteName> = {
  readonly name: Name;
  readonly title: string;
  readonly subtitle: string;
  /** What goes with the files. */
  readonly fields?: Readonly<Record<string, boolean>>;
  /** The endings that the chooser of files offers. */
  readonly accept?: string;
  readonly says: (answer: AnswerOf<RouteOf<Name>>) => string;
  readonly onClose: () => void;
  readonly children?: ReactNode;
};

/** Files are chosen and sent to an endpoint: all of them are taken or none, and everything that is wrong is told. */
export function SendFiles<Name extends RouteName>(props: Props<Name>) {
  const { name, title, subtitle, fields = {}, accept, says, onClose, children } = props;
  const [files, setFiles] = useState<readonly File[]>([]);
  const [fault, setFault] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const cache = useQueryClient();
  const notice = useNotice();
  const wish = useWish();
  const send = async (): Promise<void> => {
    const form = new FormData();
    for (const file of files) form.append('files', file, file.name);
    for (const [field, value] of Object.entries(fields)) form.append(field, String(value));
    setBusy(true);
    setFault(null);
    try {
      const answer = await wish([filesText(files), fields], (key) => sendFiles(name, form, { key }));
      notice({ says: says(answer) });
      void cache.invalidateQueries();
      onClose();
    } catch (error) {
      setFault(error);
      setBusy(false);
    }
  };
  const faults = faultsOf(fault);
  return (
    <Dialog
      title={title}
      subtitle={subtitle}
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
        <FileField label="Files" multiple {...(accept === undefined ? {} : { accept })} onFiles={setFiles} />
        {children}
        {faults.length > 0 ? <Faults faults={faults} /> : <FormFault says={faultElsewhere(fault)} />}
      </div>
    </Dialog>
  );
}
