import type { FormEvent } from 'react';
import { useAct } from '../api/ask.ts';
import { faultElsewhere } from '../api/problem.ts';
import { useTyped } from '../api/typed.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { FormFault } from '../ui/form-fault.tsx';
import { useNotice } from '../ui/notices.tsx';

export function ChangePassword({ onClose }: { readonly onClose: () => void }) {
  const change = useAct('changePassword');
  const { typed, take } = useTyped({ current: '', next: '' }, change.error);
  const notice = useNotice();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(
      { body: typed },
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
          {...take('current')}
        />
        <TextField
          label="New password"
          type="password"
          autoComplete="new-password"
          hint="At least 12 characters"
          {...take('next')}
        />
        <FormFault says={faultElsewhere(change.error, Object.keys(typed))} />
      </form>
    </Dialog>
  );
}
