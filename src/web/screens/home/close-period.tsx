import { useState } from 'react';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultAt, faultElsewhere } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { periodText } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { useNotice } from '../../ui/notices.tsx';

export function ClosePeriod({ period, onClose }: { readonly period: string; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const look = useAsk('closePeriod', {
    params: { period },
    query: { dryRun: 'true' },
    body: { reason: 'to look at' },
  });
  const act = useAct('closePeriod');
  const notice = useNotice();
  const warnings = look.data?.warnings ?? [];
  const save = (): void =>
    act.mutate(
      { params: { period }, body: { reason } },
      {
        onSuccess: () => {
          notice({ says: `${periodText(period)} is closed.` });
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={`Close ${periodText(period)}?`}
      subtitle="Nothing can be booked into a closed period; later changes count in the next one."
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" busy={act.isPending} onClick={save}>
            Close the period
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {warnings.length > 0 ? (
          <ul className="grid list-disc gap-1 rounded-md bg-warn-soft py-2 pr-3 pl-7 text-sm text-warn">
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        ) : null}
        <AreaField
          label="Reason"
          optional={warnings.length === 0}
          hint="Needed if something still waits"
          value={reason}
          onText={setReason}
          fault={faultAt(act.error, 'reason')}
        />
        <FormFault says={faultElsewhere(act.error, ['reason'])} />
      </div>
    </Dialog>
  );
}
