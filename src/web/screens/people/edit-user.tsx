import { type FormEvent, useState } from 'react';
import type { UserView } from '../../../contract/session.ts';
import { useAct } from '../../api/ask.ts';
import { faultAt, faultElsewhere } from '../../api/problem.ts';
import { useTyped } from '../../api/typed.ts';
import { Button } from '../../ui/button.tsx';
import type { Item } from '../../ui/combo.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { useNotice } from '../../ui/notices.tsx';
import { RoleFields } from './role-fields.tsx';

const FIELDS = ['name', 'role', 'party', 'password'] as const;

/** Another name, role or party, or a new password for somebody who lost it; it ends the user's sessions. */
export function EditUser({ user, onClose }: { readonly user: UserView; readonly onClose: () => void }) {
  const [role, setRole] = useState(user.role);
  const [party, setParty] = useState<Item | null>(user.party);
  const act = useAct('updateUser');
  const { typed, take } = useTyped({ name: user.name, password: '' }, act.error);
  const notice = useNotice();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const { name, password } = typed;
    const body = { name, role, party: party?.id ?? null, ...(password === '' ? {} : { password }) };
    act.mutate(
      { params: { id: user.id }, body, ifMatch: user.etag },
      {
        onSuccess: () => {
          notice({ says: `${name} is changed, and has to sign in again.` });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title={`Edit ${user.name}`}
      subtitle={user.email}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="edit-user" busy={act.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id="edit-user" noValidate onSubmit={save} className="grid min-h-72 content-start gap-4">
        <TextField label="Name" {...take('name')} />
        <RoleFields
          role={role}
          party={party}
          onRole={setRole}
          onParty={setParty}
          fault={(field) => faultAt(act.error, field)}
        />
        <TextField
          label="New password"
          optional
          type="password"
          autoComplete="new-password"
          hint="At least 12 characters; blank keeps the one there is"
          {...take('password')}
        />
        <FormFault says={faultElsewhere(act.error, FIELDS)} />
      </form>
    </Dialog>
  );
}
