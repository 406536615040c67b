import type { UseQueryResult } from '@tanstack/react-query';
import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { ExplainedCredit } from '../../../contract/credits.ts';
import type { AnswerOf } from '../../../contract/route.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import type { RouteOf } from '../../api/contract-routes.ts';
import { faultAt, faultElsewhere } from '../../api/problem.ts';
import { PartyCombo } from '../../book/party-combo.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Choice, Tick } from '../../ui/choice.tsx';
import { AreaField, TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { useStill } from '../../ui/typed-search.ts';
import { useDivided } from './divided.ts';
import { bodyOf, type HandEdit, startOf, type Way } from './hand-edit.ts';
import { ShareBar } from './share-bar.tsx';

const WAYS: readonly { readonly value: Way; readonly label: string }[] = [
  { value: 'percent', label: 'Split by percent' },
  { value: 'amount', label: 'Split by amount' },
  { value: 'move', label: 'Another account' },
];

type Props = { readonly explained: ExplainedCredit; readonly onClose: () => void };

/** Dividing one credit by hand; the shares shown are the service's own dry run, never worked out here (S4). */
export function EditByHand({ explained, onClose }: Props) {
  const { credit } = explained;
  const [edit, setEdit] = useState<HandEdit>(() => startOf(explained));
  const still = useStill(edit);
  const body = bodyOf(still);
  const params = { id: credit.id };
  const look = useAsk(
    'assignCredit',
    { params, query: { dryRun: 'true' }, body: { ...body, reason: body.reason || 'to look at' } },
    { keep: true },
  );
  const act = useAct('assignCredit');
  const divided = useDivided();
  const error = act.error ?? look.error;
  const save = (): void =>
    act.mutate(
      { params, body: bodyOf(edit) },
      {
        onSuccess: (done) => {
          divided('Assigned by hand. A rule run will not change it.', [done]);
          onClose();
        },
      },
    );
  return (
    <div className="grid gap-5">
      <Choice legend="How" value={edit.way} options={WAYS} onChange={(way) => setEdit({ ...edit, way })} />
      {edit.way === 'move' ? (
        <AnotherAccount
          credit={credit}
          account={edit.account}
          onAccount={(account) => setEdit({ ...edit, account })}
          fault={faultAt(error, 'moveTo')}
        />
      ) : (
        <Parts edit={edit} onEdit={setEdit} error={error} currency={credit.currency} />
      )}
      <AreaField
        label="Reason"
        hint="It stays with the credit for ever."
        value={edit.reason}
        onText={(reason) => setEdit({ ...edit, reason })}
        fault={faultAt(act.error, 'reason')}
      />
      <FormFault says={faultElsewhere(error, ['parts', 'moveTo', 'reason'])} />
      <WouldBe look={look} credit={credit} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="primary"
          busy={act.isPending}
          because={edit.reason.trim() === '' ? 'Write the reason first.' : null}
          onClick={save}
        >
          Save by hand
        </Button>
      </div>
    </div>
  );
}

type AccountProps = {
  readonly credit: ExplainedCredit['credit'];
  readonly account: string;
  readonly onAccount: (account: string) => void;
  readonly fault: string | null;
};

/** Any account, or by one press the one whose credit it was. */
function AnotherAccount({ credit: { ownedBy, usageAccount }, account, onAccount, fault }: AccountProps) {
  return (
    <div className="grid gap-2">
      <TextField
        label="Usage account"
        hint="The credit is divided as if it were this account's."
        value={account}
        onText={onAccount}
        fault={fault}
      />
      {ownedBy.account === usageAccount || ownedBy.account === account ? null : (
        <Button className="justify-self-start" onClick={() => onAccount(ownedBy.account)}>
          Its owner’s: {ownedBy.account}
          {ownedBy.holder === null ? '' : ` (${ownedBy.holder.customer.name})`}
        </Button>
      )}
    </div>
  );
}

type WouldBeProps = {
  readonly look: UseQueryResult<AnswerOf<RouteOf<'assignCredit'>>>;
  readonly credit: ExplainedCredit['credit'];
};

/** What the service's dry run says it would be. */
function WouldBe({ look, credit }: WouldBeProps) {
  return (
    <div aria-live="polite" aria-busy={look.isFetching} className="grid gap-1">
      <p className="text-sm font-medium">What it would be</p>
      {look.data?.after == null ? (
        <p className="text-sm text-ink-soft">{look.data?.heldBecause ?? 'Not yet: complete the form.'}</p>
      ) : (
        <ShareBar credit={credit} shares={look.data.after} label="Shares it would have" />
      )}
    </div>
  );
}

type PartsProps = {
  readonly edit: HandEdit;
  readonly onEdit: (edit: HandEdit) => void;
  readonly error: unknown;
  readonly currency: string;
};

function Parts({ edit, onEdit, error, currency }: PartsProps) {
  const [adding, setAdding] = useState(false);
  const percent = edit.way === 'percent';
  const set = (at: number, typed: string): void =>
    onEdit({
      ...edit,
      parts: edit.parts.map((part, index) =>
        index === at ? { ...part, [percent ? 'percent' : 'amount']: typed } : part,
      ),
    });
  return (
    <div className="grid gap-3">
      {edit.parts.map((part, at) => (
        <div key={part.id} className="flex items-start gap-2">
          <TextField
            className="grow"
            label={`${part.name} ${percent ? '%' : `(${currency})`}`}
            inputMode="decimal"
            value={percent ? part.percent : part.amount}
            onText={(typed) => set(at, typed)}
            fault={faultAt(error, `parts.${at}`)}
          />
          <IconButton
            className="mt-6.5"
            label={`Leave ${part.name} out`}
            onClick={() => onEdit({ ...edit, parts: edit.parts.filter((one) => one.id !== part.id) })}
          >
            <X aria-hidden size={14} />
          </IconButton>
        </div>
      ))}
      {adding ? (
        <PartyCombo
          label="Who else"
          chosen={null}
          onPick={({ id, name }) => {
            setAdding(false);
            if (!edit.parts.some((part) => part.id === id))
              onEdit({ ...edit, parts: [...edit.parts, { id, name, percent: '', amount: '' }] });
          }}
        />
      ) : (
        <Button look="quiet" className="justify-self-start" onClick={() => setAdding(true)}>
          <Plus aria-hidden size={14} /> Add a party
        </Button>
      )}
      {percent ? null : (
        <Tick
          label="May be more than the cloud gave: the distributor funds the rest"
          on={edit.allowMore}
          onChange={(allowMore) => onEdit({ ...edit, allowMore })}
        />
      )}
      <p className="text-sm text-ink-faint">What nobody is given stays with the distributor.</p>
    </div>
  );
}
