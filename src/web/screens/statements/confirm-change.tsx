import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StatementMailView } from '../../../contract/mail.ts';
import type { StatementHead } from '../../../contract/statements.ts';
import { faultAt, faultElsewhere } from '../../api/problem.ts';
import { useWish } from '../../api/wish.ts';
import { useUndoable } from '../../book/undo.ts';
import { Button } from '../../ui/button.tsx';
import { Switch } from '../../ui/choice.tsx';
import { periodText } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { Money } from '../../ui/money.tsx';
import { countText } from '../../ui/money-text.ts';
import { useNotice } from '../../ui/notices.tsx';
import { type ChangeName, changeOf, idsOf } from './changes.ts';

const SHOWN = 8;
type Props = {
  readonly name: ChangeName;
  readonly statements: readonly StatementHead[];
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** A plain confirmation where money becomes final; where it does not, the change can be taken back afterwards. */
export function ConfirmChange({ name, statements, onClose, onDone }: Props) {
  const { label, says, done, look, act, undo, undone } = changeOf(name);
  const [reason, setReason] = useState('');
  const [mail, setMail] = useState(false);
  const cache = useQueryClient();
  const wish = useWish();
  const change = useMutation({
    mutationFn: (asked: Parameters<typeof act>[0]) => wish([name, asked], (key) => act(asked, key)),
    onSuccess: () => void cache.invalidateQueries(),
  });
  const notice = useNotice();
  const undoable = useUndoable();
  const count = statements.length;
  const what = count === 1 ? 'statement' : `${countText(count)} statements`;
  const save = (): void =>
    change.mutate(
      { ids: idsOf(statements), reason, mail },
      {
        onSuccess: (answer) => {
          const said = `${count === 1 ? `${statements[0]?.buyer.name}’s statement` : what} ${done}.${toldText(answer)}`;
          if (undo === undefined) notice({ says: said });
          else undoable(said, () => undo(statements), undone ?? 'Taken back.');
          onClose();
          onDone();
        },
      },
    );
  return (
    <Dialog
      title={`${label} ${what}?`}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look={look === 'danger' ? 'danger' : 'primary'}
            busy={change.isPending}
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
        <Chosen statements={statements} />
        {name === 'open' ? (
          <Switch
            label="Tell the buyers by mail"
            hint="A link to the statement in the console, never the document"
            on={mail}
            onChange={setMail}
          />
        ) : null}
        {name === 'void' ? (
          <AreaField
            label="Reason"
            hint="The buyer reads it on the statement."
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

function Chosen({ statements }: Pick<Props, 'statements'>) {
  return (
    <ul className="grid gap-1 text-sm text-ink-soft">
      {statements.slice(0, SHOWN).map((one) => (
        <li key={one.id} className="flex justify-between gap-4">
          <span>
            {one.buyer.name}, {periodText(one.period)}
          </span>
          <Money amount={one.total} currency={one.currency} />
        </li>
      ))}
      {statements.length > SHOWN ? <li>and {countText(statements.length - SHOWN)} more</li> : null}
    </ul>
  );
}

/** How many buyers are written to, and why the first of the others is not. */
function toldText(answer: object): string {
  const mails = 'mails' in answer ? (answer.mails as readonly StatementMailView[]) : [];
  if (mails.length === 0) return '';
  const not = mails.filter(({ because }) => because !== null);
  const [first] = not;
  const others =
    first === undefined ? '' : `; ${countText(not.length)} not: ${first.buyer.name}, ${first.because}`;
  return ` ${countText(mails.length - not.length)} written to${others}.`;
}
