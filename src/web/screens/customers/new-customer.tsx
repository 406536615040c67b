import { useState } from 'react';
import { useAct } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { useTyped } from '../../api/typed.ts';
import { PartyCombo } from '../../book/party-combo.tsx';
import { Button } from '../../ui/button.tsx';
import { Tick } from '../../ui/choice.tsx';
import type { Item } from '../../ui/combo.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';

export function NewCustomer({ onClose }: { readonly onClose: () => void }) {
  const [direct, setDirect] = useState(false);
  const [reseller, setReseller] = useState<Item | null>(null);
  const create = useAct('createCustomer');
  const { typed, take } = useTyped({ id: '', name: '', email: '' }, create.error);
  const save = (): void =>
    create.mutate(
      {
        body: {
          ...typed,
          email: typed.email === '' ? null : typed.email,
          taxPercent: null,
          taxPosition: 'after_tax',
          tenures: [{ reseller: direct ? null : (reseller?.id ?? null), from: null, to: null }],
        },
      },
      { onSuccess: onClose },
    );
  const because =
    direct || reseller !== null ? null : 'Choose its reseller, or say that it is a direct customer.';
  return (
    <Dialog
      title="Add customer"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={create.isPending} because={because} onClick={save}>
            Add customer
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <TextField label="Name" {...take('name')} />
        <TextField label="Id" hint="Short and lasting, such as blue-kiln" {...take('id')} />
        <TextField label="E-mail" optional type="email" {...take('email')} />
        <Tick label="A direct customer: it has no reseller" on={direct} onChange={setDirect} />
        {direct ? null : (
          <PartyCombo label="Reseller" of="resellers" chosen={reseller} onPick={setReseller} />
        )}
        <FormFault says={faultElsewhere(create.error, ['id', 'name', 'email'])} />
      </div>
    </Dialog>
  );
}
