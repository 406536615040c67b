import { useState } from 'react';
import type { GrantView } from '../../../contract/grants.ts';
import { useAct } from '../../api/ask.ts';
import { faultAt, faultElsewhere } from '../../api/problem.ts';
import { PartyCombo } from '../../book/party-combo.tsx';
import { Button } from '../../ui/button.tsx';
import type { Item } from '../../ui/combo.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { moneyText } from '../../ui/money-text.ts';

/** What is stranded at a former seller goes to the new one (L7). */
export function MoveGrant({ grant, onClose }: { readonly grant: GrantView; readonly onClose: () => void }) {
  const [seller, setSeller] = useState<Item | null>(null);
  const [reason, setReason] = useState('');
  const act = useAct('moveGrant');
  const save = (): void =>
    act.mutate(
      { params: { id: grant.id }, body: { toSeller: seller?.id ?? '', reason }, ifMatch: grant.etag },
      { onSuccess: onClose },
    );
  return (
    <Dialog
      title="Move to the new seller"
      subtitle={`${moneyText(grant.available, grant.currency)} is stranded at ${grant.seller.name}`}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            busy={act.isPending}
            because={
              seller === null
                ? 'Choose the new seller first.'
                : reason.trim() === ''
                  ? 'Write the reason first.'
                  : null
            }
            onClick={save}
          >
            Move
          </Button>
        </>
      }
    >
      <div className="grid min-h-72 content-start gap-4">
        <PartyCombo
          label="New seller"
          chosen={seller}
          onPick={setSeller}
          fault={faultAt(act.error, 'toSeller')}
        />
        <AreaField label="Reason" value={reason} onText={setReason} fault={faultAt(act.error, 'reason')} />
        <FormFault says={faultElsewhere(act.error, ['toSeller', 'reason'])} />
      </div>
    </Dialog>
  );
}
