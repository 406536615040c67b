import type { FormEvent, ReactNode } from 'react';
import type { UserView } from '../../../contract/session.ts';
import { useAct } from '../../api/ask.ts';
import { faultAt, faultElsewhere } from '../../api/problem.ts';
import { useTyped } from '../../api/typed.ts';
import { type Asked, OpenedWindow } from '../../book/opened.tsx';
import { ROLE_NAMES } from '../../shell/viewer.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { useNotice } from '../../ui/notices.tsx';
import { RoleFields } from './role-fields.tsx';

const FIELDS = ['name', 'role', 'party', 'password'] as const;
const WORDS = { name: 'Name', roleName: 'Role', partyName: 'Party', disabled: 'Disabled' };

type Props = { readonly user: UserView; readonly asked: Asked; readonly onClose: () => void };

/** Another name, role or party, or a new password for somebody who lost it; it ends the user's sessions. */
export function EditUser({ user, asked, onClose }: Props) {
  const roleName = ROLE_NAMES[user.role];
  const partyName = user.party?.name ?? null;
  return (
    <OpenedWindow thing={{ ...user, roleName, partyName }} asked={asked} words={WORDS}>
      {(opened, changed) => <UserForm user={opened} changed={changed} onClose={onClose} />}
    </OpenedWindow>
  );
}

type FormProps = { readonly user: UserView; readonly changed: ReactNode; readonly onClose: () => void };

function UserForm({ user, changed, onClose }: FormProps) {
  const act = useAct('updateUser');
  const start = { name: user.name, role: user.role, party: user.party, password: '' };
  const { typed, take, set } = useTyped(start, act.error);
  const notice = useNotice();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const { name, role, party, password } = typed;
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
        {changed}
        <TextField label="Name" {...take('name')} />
        <RoleFields
          role={typed.role}
          party={typed.party}
          onRole={(role) => set({ role })}
          onParty={(party) => set({ party })}
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
