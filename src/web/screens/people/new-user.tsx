import { type FormEvent, useState } from 'react';
import type { RoleName } from '../../../contract/primitives.ts';
import { useAct } from '../../api/ask.ts';
import { faultAt, faultElsewhere } from '../../api/problem.ts';
import { useTyped } from '../../api/typed.ts';
import { sideOf, useViewer } from '../../shell/viewer.ts';
import { Button } from '../../ui/button.tsx';
import type { Item } from '../../ui/combo.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { useNotice } from '../../ui/notices.tsx';
import { RoleFields } from './role-fields.tsx';

export function NewUser({ onClose }: { readonly onClose: () => void }) {
  const viewer = useViewer();
  const own = sideOf(viewer.role) === 'reseller';
  const [role, setRole] = useState<RoleName>(own ? 'reseller-user' : 'distributor-analyst');
  const [party, setParty] = useState<Item | null>(own ? viewer.party : null);
  const act = useAct('createUser');
  const { typed, take } = useTyped({ name: '', email: '', password: '' }, act.error);
  const notice = useNotice();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    act.mutate(
      { body: { ...typed, role, party: party?.id ?? null } },
      {
        onSuccess: () => {
          notice({ says: `${typed.name} may sign in now.` });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title="Add user"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="new-user" busy={act.isPending}>
            Add user
          </Button>
        </>
      }
    >
      <form id="new-user" noValidate onSubmit={save} className="grid min-h-80 content-start gap-4">
        <TextField label="Name" {...take('name')} />
        <TextField label="E-mail" type="email" {...take('email')} />
        <TextField
          label="First password"
          type="password"
          autoComplete="new-password"
          hint="At least 12 characters; the user changes it"
          {...take('password')}
        />
        <RoleFields
          role={role}
          party={party}
          onRole={setRole}
          onParty={setParty}
          fault={(field) => faultAt(act.error, field)}
        />
        <FormFault says={faultElsewhere(act.error, ['name', 'email', 'password', 'role', 'party'])} />
      </form>
    </Dialog>
  );
}
