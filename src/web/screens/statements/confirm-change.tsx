import { useState } from 'react';
import type { StatementHead } from '../../../contract/statements.ts';
import { useAct } from '../../api/ask.ts';
import { faultAt, faultElsewhere } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { periodText } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { countText, moneyText } from '../../ui/money-text.ts';
import { useNotice } from '../../ui/notices.tsx';

/** Each change of statements: what it is called, and what it means in plain words. */
export const CHANGES = {
  open: {
    label: 'Open',
    act: 'openStatements',
    says: 'Each gets its number and uses the credit it reserved. An open statement never changes again.',
  },
  discard: {
    label: 'Discard',
    act: 'discardStatements',
    says: 'The drafts are thrown away, and the credit they reserved is free again.',
  },
  void: {
    label: 'Void',
    act: 'voidStatements',
    says: 'They are reversed and the credit they used is restored. They stay visible as void.',
  },
  pay: {
    label: 'Mark paid',
    act: 'payStatements',
    says: 'They are marked as paid. A payment can be taken back.',
  },
  close: {
    label: 'Close',
    act: 'closeStatements',
    says: 'The end of the statements: nothing changes them any more.',
  },
} as const;
export type ChangeName = keyof typeof CHANGES;

const SHOWN = 8;
type Props = {
  readonly name: ChangeName;
  readonly statements: readonly StatementHead[];
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** A plain confirmation where money becomes final. */
export function ConfirmChange({ name, statements, onClose, onDone }: Props) {
  const { label, says } = CHANGES[name];
  const [reason, setReason] = useState('');
  const change = useChange(name);
  const notice = useNotice();
  const what = statements.length === 1 ? 'statement' : `${countText(statements.length)} statements`;
  const save = (): void =>
    change.mutate({ ids: statements.map(({ id }) => id), reason }, () => {
      notice({ says: `Done: ${label.toLowerCase()}, ${what}.` });
      onClose();
      onDone();
    });
  return (
    <Dialog
      title={`${label} ${what}?`}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look={name === 'void' || name === 'discard' ? 'danger' : 'primary'}
            busy={change.pending}
            because={name === 'void' && reason.trim() === '' ? 'Write the reason first.' : null}
            onClick={save}
          >
            {label}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <p>{says}</p>
        <ul className="grid gap-1 text-sm text-ink-soft">
          {statements.slice(0, SHOWN).map((one) => (
            <li key={one.id} className="flex justify-between gap-4">
              <span>
                {one.buyer.name}, {periodText(one.period)}
              </span>
              <span className="tabular-nums">{moneyText(one.total, one.currency)}</span>
            </li>
          ))}
          {statements.length > SHOWN ? <li>and {countText(statements.length - SHOWN)} more</li> : null}
        </ul>
        {name === 'void' ? (
          <AreaField
            label="Reason"
            value={reason}
            onText={setReason}
            fault={faultAt(change.error, 'reason')}
          />
        ) : null}
        <FormFault says={faultElsewhere(change.error, ['reason'])} />
      </div>
    </Dialog>
  );
}

function useChange(name: ChangeName) {
  const open = useAct('openStatements');
  const discard = useAct('discardStatements');
  const voided = useAct('voidStatements');
  const pay = useAct('payStatements');
  const close = useAct('closeStatements');
  const all = { open, discard, void: voided, pay, close };
  const mutate = ({ ids, reason }: { ids: string[]; reason: string }, onSuccess: () => void): void => {
    if (name === 'void') voided.mutate({ body: { ids, reason } }, { onSuccess });
    else if (name === 'pay') pay.mutate({ body: { ids } }, { onSuccess });
    else all[name].mutate({ body: { ids } }, { onSuccess });
  };
  return { mutate, error: all[name].error, pending: all[name].isPending };
}
