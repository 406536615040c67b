import { useState } from 'react';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { useTyped } from '../../api/typed.ts';
import { percentFault, percentRest } from '../../book/percent-rest.ts';
import { useViewer } from '../../shell/viewer.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AreaField, TextField } from '../../ui/field.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { countText } from '../../ui/money-text.ts';
import { useStill } from '../../ui/typed-search.ts';
import { useDivided } from './divided.ts';
import { ReassignedTable } from './reassigned-table.tsx';

type Props = { readonly chosen: ReadonlySet<string>; readonly onDone: () => void };

export function BulkBar({ chosen, onDone }: Props) {
  const [open, setOpen] = useState(false);
  const viewer = useViewer();
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line bg-accent-soft p-3">
      <span className="grow font-medium" aria-live="polite">
        {countText(chosen.size)} chosen
      </span>
      <Button
        look="primary"
        because={viewer.role === 'distributor-admin' ? null : 'Only a distributor admin assigns credits.'}
        onClick={() => setOpen(true)}
      >
        Assign by hand…
      </Button>
      <Button onClick={onDone}>Choose none</Button>
      {open ? <BulkAssign ids={[...chosen]} onClose={() => setOpen(false)} onDone={onDone} /> : null}
    </div>
  );
}

type AssignProps = {
  readonly ids: readonly string[];
  readonly onClose: () => void;
  readonly onDone: () => void;
};

function BulkAssign({ ids, onClose, onDone }: AssignProps) {
  const act = useAct('assignManyCredits');
  const { typed, take } = useTyped({ customerPercent: '100', resellerPercent: '0', reason: '' }, act.error);
  const divided = useDivided();
  const rest = percentRest(typed.customerPercent, typed.resellerPercent);
  const still = useStill(typed);
  const look = useAsk(
    'assignManyCredits',
    { query: { dryRun: 'true' }, body: { ids: [...ids], ...still, reason: still.reason || 'to look at' } },
    { enabled: rest !== null, keep: true },
  );
  const percent = (field: 'customerPercent' | 'resellerPercent') => {
    const taken = take(field);
    return { ...taken, fault: percentFault(typed[field]) ?? taken.fault, inputMode: 'decimal' as const };
  };
  const save = (): void =>
    act.mutate(
      { body: { ids: [...ids], ...typed } },
      {
        onSuccess: ({ items }) => {
          divided(`${countText(items.length)} credits assigned by hand.`, items);
          onClose();
          onDone();
        },
      },
    );
  return (
    <Dialog
      as="wide"
      title={`Assign ${countText(ids.length)} credits by hand`}
      subtitle="All of them or none"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            busy={act.isPending}
            because={typed.reason.trim() === '' ? 'Write the reason first.' : null}
            onClick={save}
          >
            Assign
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <div className="grid gap-4 sm:grid-cols-3">
          <TextField label="Customer %" {...percent('customerPercent')} />
          <TextField label="Reseller %" {...percent('resellerPercent')} />
          <p className="self-end pb-2 text-ink-soft">Distributor keeps {rest === null ? '—' : `${rest} %`}</p>
        </div>
        <AreaField label="Reason" {...take('reason')} />
        <FormFault says={faultElsewhere(act.error ?? look.error, Object.keys(typed))} />
        <ReassignedTable items={look.data?.items ?? []} waiting={look.isPending && rest !== null} />
      </div>
    </Dialog>
  );
}
