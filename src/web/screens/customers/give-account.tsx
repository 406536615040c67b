import type { FormEvent } from 'react';
import { useAct } from '../../api/ask.ts';
import { call } from '../../api/call.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { useTyped } from '../../api/typed.ts';
import { orNull } from '../../book/tenure-dialog.tsx';
import { useUndoable } from '../../book/undo.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';

const FIELDS = ['from', 'payerAccount'] as const;
type Props = { readonly customer: string; readonly onClose: () => void };

/** An account by its number: one that a cloud has not billed yet stands in no list to choose from. */
export function GiveAccount({ customer, onClose }: Props) {
  const act = useAct('mapAccount');
  const undoable = useUndoable();
  const { typed, take } = useTyped({ usageAccount: '', from: '', payerAccount: '' }, act.error);
  const usageAccount = typed.usageAccount.trim();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    act.mutate(
      {
        params: { usageAccount },
        body: { customer, from: orNull(typed.from), payerAccount: orNull(typed.payerAccount) },
      },
      {
        onSuccess: ({ etag, tenures }) => {
          // The new tenure is the last one; without it, it is as it was.
          const before = tenures.slice(0, -1).map((one) => ({ ...one, customer: one.customer.id }));
          undoable(
            `${usageAccount} belongs to this customer now.`,
            () =>
              call('replaceAccountTenures', {
                params: { usageAccount },
                body: { tenures: before },
                ifMatch: etag,
              }),
            `${usageAccount} is held as it was before.`,
          );
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      title="Give it an account"
      subtitle="Also one that a cloud has not billed yet"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            type="submit"
            form="give-account"
            busy={act.isPending}
            because={usageAccount === '' ? 'Write the account first.' : null}
          >
            Give
          </Button>
        </>
      }
    >
      <form id="give-account" noValidate onSubmit={save} className="grid gap-4">
        <TextField
          label="Usage account"
          hint="As the cloud writes it, with leading zeros: what is not in a bill yet cannot be looked up"
          {...take('usageAccount')}
        />
        <TextField label="From" type="date" optional hint="Blank: from the beginning" {...take('from')} />
        <TextField label="Payer account" optional {...take('payerAccount')} />
        <FormFault says={faultElsewhere(act.error, FIELDS)} />
      </form>
    </Dialog>
  );
}
