import { type FormEvent, useState } from 'react';
import type { CustomerView } from '../../../contract/parties.ts';
import type { AnswerOf } from '../../../contract/route.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { call } from '../../api/call.ts';
import type { RouteOf } from '../../api/contract-routes.ts';
import { codeOf, faultElsewhere } from '../../api/problem.ts';
import { type Taken, useTyped } from '../../api/typed.ts';
import { amountFault } from '../../book/typed-amount.ts';
import { useUndoable } from '../../book/undo.ts';
import { useViewer } from '../../shell/viewer.ts';
import { Button } from '../../ui/button.tsx';
import { Tick } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, SelectField, TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { moneyText } from '../../ui/money-text.ts';

const CLOUDS = ['', 'AWS', 'Azure', 'Google Cloud', 'Oracle'].map((value) => ({
  value,
  label: value === '' ? 'Not said' : value,
}));
const FIELDS = [
  'amount',
  'currency',
  'comment',
  'cloud',
  'usageAccount',
  'description',
  'starts',
  'ends',
  'parentCredit',
  'reason',
  'yes',
] as const;
type Field = Exclude<(typeof FIELDS)[number], 'yes'>;
type Typed = Readonly<Record<Field, string>>;
const NOTHING: Typed = {
  amount: '',
  currency: '',
  comment: '',
  cloud: '',
  usageAccount: '',
  description: '',
  starts: '',
  ends: '',
  parentCredit: '',
  reason: '',
};

/** What is left blank is not said. */
function bodyOf(typed: Typed) {
  const said = (field: Field): string | null => typed[field].trim() || null;
  const { amount, currency, comment, reason } = typed;
  return {
    amount,
    currency,
    comment,
    reason,
    cloud: said('cloud'),
    usageAccount: said('usageAccount'),
    description: said('description'),
    starts: said('starts'),
    ends: said('ends'),
    parentCredit: said('parentCredit'),
  };
}

type Props = { readonly customer: CustomerView; readonly seller: string; readonly onClose: () => void };

type Made = AnswerOf<RouteOf<'addGrant'>>;

/** Says what was added; as long as nothing of it is used it can be withdrawn again. */
function useAdded(): (made: Made) => void {
  const undoable = useUndoable();
  return ({ grant, balance }) =>
    undoable(
      `${moneyText(grant.granted, grant.currency)} added. The balance is ${moneyText(balance.available, balance.currency)}.`,
      () =>
        call('withdrawGrant', {
          params: { id: grant.id },
          body: { amount: grant.granted, reason: 'Taken back at once: added by mistake' },
          ifMatch: grant.etag,
        }),
      'Withdrawn again. Both entries stay in the book.',
    );
}

/** Seed A's window: an amount in plain digits, and what its comment should say as fields (L6). */
export function AddCredit({ customer, seller, onClose }: Props) {
  const [yes, setYes] = useState(false);
  // What the service asked back about: consent is offered to that alone, and stays in sight.
  const [doubts, setDoubts] = useState<readonly (string | null)[]>([]);
  const add = useAct('addGrant');
  const { typed, take } = useTyped<Typed>({ ...NOTHING, currency: useViewer().currency }, add.error);
  const added = useAdded();
  const amount = take('amount');
  const save = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate(
      { body: { seller, buyer: customer.id, yes, ...bodyOf(typed) } },
      {
        onSuccess: (made) => {
          added(made);
          onClose();
        },
        onError: (error) => setDoubts([...doubts, codeOf(error)]),
      },
    );
  };
  return (
    <Dialog
      title="Add Credit"
      subtitle={customer.name}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            type="submit"
            form="add-credit"
            busy={add.isPending}
            because={amountFault(typed.amount)}
          >
            Save
          </Button>
        </>
      }
    >
      <form id="add-credit" onSubmit={save} noValidate className="grid gap-4">
        <div className="grid grid-cols-[1fr_7rem] gap-4">
          <TextField
            label="Amount"
            inputMode="decimal"
            autoFocus
            hint="Plain digits with a point, without commas or a minus"
            {...amount}
            fault={amountFault(typed.amount) ?? amount.fault}
          />
          <TextField label="Currency" {...take('currency')} />
        </div>
        <AreaField
          label="Comment"
          hint="What the credit is for. If you combine credits, say how they add up."
          {...take('comment')}
        />
        <Details take={take} customer={customer} />
        <FormFault says={faultElsewhere(add.error, FIELDS)} />
        {doubts.includes('already-granted') ? (
          <Tick label="Add it although the same was already given" on={yes} onChange={setYes} />
        ) : null}
        {doubts.includes('more-than-received') ? (
          <TextField label="Why more is passed on than was received" {...take('reason')} />
        ) : null}
      </form>
    </Dialog>
  );
}

type DetailsProps = { readonly take: (field: Field) => Taken; readonly customer: CustomerView };

function Details({ take, customer }: DetailsProps) {
  const accounts = useAsk('listAccounts', { query: { customer: customer.id, limit: 500 } });
  const own = (accounts.data?.items ?? []).map(({ usageAccount }) => ({
    value: usageAccount,
    label: usageAccount,
  }));
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField label="Cloud" optional options={CLOUDS} {...take('cloud')} />
        <SelectField
          label="Cloud account"
          optional
          options={[{ value: '', label: 'Not said' }, ...own]}
          {...take('usageAccount')}
        />
      </div>
      <TextField label="Description of the credit" optional {...take('description')} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="Usable from" optional type="date" {...take('starts')} />
        <TextField label="Expires after" optional type="date" {...take('ends')} />
      </div>
      <TextField
        label="Credit it passes on"
        optional
        hint="The id of the credit you received and pass on with this"
        {...take('parentCredit')}
      />
    </>
  );
}
