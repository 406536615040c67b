import { type FormEvent, useState } from 'react';
import { useAct } from '../api/ask.ts';
import { faultAt, faultElsewhere } from '../api/problem.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { FormFault } from '../ui/form-fault.tsx';
import { useNotice } from '../ui/notices.tsx';

export function ChangePassword({ onClose }: { readonly onClose: () => void }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useAct('changePassword');
  const notice = useNotice();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(
      { body: { current, next } },
      {
        onSuccess: () => {
          notice({ says: 'Your password is changed; your other sessions have ended.' });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title="Change password"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="change-password" busy={change.isPending}>
            Change password
          </Button>
        </>
      }
    >
      <form id="change-password" onSubmit={submit} className="grid gap-4">
        <TextField
          label="Current password"
          type="password"
          autoComplete="current-password"
          value={current}
          onText={setCurrent}
          fault={faultAt(change.error, 'current')}
        />
        <TextField
          label="New password"
          type="password"
          autoComplete="new-password"
          value={next}
          onText={setNext}
          hint="At least 12 characters"
          fault={faultAt(change.error, 'next')}
        />
        <FormFault says={faultElsewhere(change.error, ['current', 'next'])} />
      </form>
    </Dialog>
  );
}
