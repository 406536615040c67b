import type { FormEvent } from 'react';
import { useAct } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { useTyped } from '../../api/typed.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { useNotice } from '../../ui/notices.tsx';

export function NewReseller({ onClose }: { readonly onClose: () => void }) {
  const create = useAct('createReseller');
  const { typed, take } = useTyped({ id: '', name: '', email: '' }, create.error);
  const notice = useNotice();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const body = { ...typed, email: typed.email === '' ? null : typed.email, useCredits: null };
    create.mutate(
      { body },
      {
        onSuccess: ({ name }) => {
          notice({ says: `${name} added. Give it its customers on the screen Customers.` });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title="Add reseller"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="new-reseller" busy={create.isPending}>
            Add reseller
          </Button>
        </>
      }
    >
      <form id="new-reseller" noValidate onSubmit={save} className="grid gap-4">
        <TextField label="Name" {...take('name')} />
        <TextField label="Id" hint="Short and lasting, such as harbor" {...take('id')} />
        <TextField label="E-mail" optional type="email" {...take('email')} />
        <FormFault says={faultElsewhere(create.error, Object.keys(typed))} />
      </form>
    </Dialog>
  );
}
