import { type FormEvent, useState } from 'react';
import type { RoleName } from '../../../contract/primitives.ts';
import { useAct } from '../../api/ask.ts';
import { faultAt, faultElsewhere } from '../../api/problem.ts';
import { useTyped } from '../../api/typed.ts';
import { sideOf, useViewer } from '../../shell/viewer.ts';
import { Button } from '../../ui/button.tsx';
import type { Item } from '../../ui/combo.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { RoleFields } from './role-fields.tsx';

const ENDS = ['30', '90', '365'].map((value) => ({ value, label: `after ${value} days` }));

export function NewKey({ onClose }: { readonly onClose: () => void }) {
  const viewer = useViewer();
  const own = sideOf(viewer.role) === 'reseller';
  const [role, setRole] = useState<RoleName>(own ? 'reseller-user' : 'distributor-analyst');
  const [party, setParty] = useState<Item | null>(own ? viewer.party : null);
  const act = useAct('createKey');
  const { typed, take } = useTyped({ name: '', expiresInDays: '90' }, act.error);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const { name, expiresInDays } = typed;
    act.mutate({ body: { name, role, party: party?.id ?? null, expiresInDays: Number(expiresInDays) } });
  };
  const made = act.data;
  return (
    <Dialog
      title={made === undefined ? 'Make an API key' : 'The key is made'}
      onClose={onClose}
      foot={
        made === undefined ? (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button look="primary" type="submit" form="new-key" busy={act.isPending}>
              Make key
            </Button>
          </>
        ) : (
          <Button look="primary" onClick={onClose}>
            I have kept it
          </Button>
        )
      }
    >
      {made === undefined ? (
        <form id="new-key" noValidate onSubmit={save} className="grid min-h-72 content-start gap-4">
          <TextField label="Name" hint="What uses it" {...take('name')} />
          <SelectField label="Ends" options={ENDS} {...take('expiresInDays')} />
          <RoleFields
            role={role}
            party={party}
            onRole={setRole}
            onParty={setParty}
            fault={(field) => faultAt(act.error, field)}
          />
          <FormFault says={faultElsewhere(act.error, ['name', 'role', 'party', 'expiresInDays'])} />
        </form>
      ) : (
        <div className="grid gap-2">
          <p>This is the only time its secret is shown. Keep it where secrets are kept.</p>
          <code className="rounded-md bg-sunken px-3 py-2 text-sm break-all select-all">{made.secret}</code>
        </div>
      )}
    </Dialog>
  );
}
