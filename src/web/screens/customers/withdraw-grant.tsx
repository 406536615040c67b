import { useState } from 'react';
import type { GrantView } from '../../../contract/grants.ts';
import { useAct } from '../../api/ask.ts';
import { faultAt, faultElsewhere } from '../../api/problem.ts';
import { amountFault } from '../../book/typed-amount.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { moneyText } from '../../ui/money-text.ts';
import { useNotice } from '../../ui/notices.tsx';

/** Taking back what is left of a grant, or part of it: a reversing entry with a reason. */
export function WithdrawGrant({
  grant,
  onClose,
}: {
  readonly grant: GrantView;
  readonly onClose: () => void;
}) {
  const [amount, setAmount] = useState(grant.available);
  const [reason, setReason] = useState('');
  const act = useAct('withdrawGrant');
  const notice = useNotice();
  const save = (): void =>
    act.mutate(
      { params: { id: grant.id }, body: { amount, reason }, ifMatch: grant.etag },
      {
        onSuccess: () => {
          notice({ says: 'Withdrawn.' });
          onClose();
        },
      },
    );
  return (
    <Dialog
      title="Withdraw"
      subtitle={`${moneyText(grant.available, grant.currency)} is left of this credit`}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="danger"
            busy={act.isPending}
            because={reason.trim() === '' ? 'Write the reason first.' : null}
            onClick={save}
          >
            Withdraw
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <TextField
          label={`Amount (${grant.currency})`}
          inputMode="decimal"
          value={amount}
          onText={setAmount}
          fault={amountFault(amount) ?? faultAt(act.error, 'amount')}
        />
        <AreaField label="Reason" value={reason} onText={setReason} fault={faultAt(act.error, 'reason')} />
        <FormFault says={faultElsewhere(act.error, ['amount', 'reason'])} />
      </div>
    </Dialog>
  );
}
