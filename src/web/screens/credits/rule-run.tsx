import { useState } from 'react';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { useViewer } from '../../shell/viewer.ts';
import { Button } from '../../ui/button.tsx';
import { periodText } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import { countText } from '../../ui/money-text.ts';
import { useNotice } from '../../ui/notices.tsx';
import { ReassignedTable } from './reassigned-table.tsx';

/** The rule run, and following changed rules; each is looked at before it is done. */
export function RuleRun({ period }: { readonly period: string | null }) {
  const viewer = useViewer();
  const [reapplying, setReapplying] = useState(false);
  const assign = useAct('assignCredits');
  const notice = useNotice();
  const because = viewer.role === 'distributor-admin' ? null : 'Only a distributor admin assigns credits.';
  const run = (): void =>
    assign.mutate(
      { body: { period } },
      {
        onSuccess: ({ assigned, held }) =>
          notice({ says: `${countText(assigned)} credits assigned, ${countText(held.length)} held.` }),
        onError: (error) => notice({ says: faultElsewhere(error) ?? error.message, tone: 'bad' }),
      },
    );
  return (
    <>
      <Menu trigger={<Button busy={assign.isPending}>Assign…</Button>}>
        <MenuItem onSelect={run} because={because}>
          Assign what is pending
        </MenuItem>
        <MenuItem onSelect={() => setReapplying(true)} because={because}>
          Follow changed rules…
        </MenuItem>
      </Menu>
      {reapplying ? <Reapply period={period} onClose={() => setReapplying(false)} /> : null}
    </>
  );
}

function Reapply({ period, onClose }: { readonly period: string | null; readonly onClose: () => void }) {
  const look = useAsk('reapplyRules', { query: { dryRun: 'true' }, body: { period } });
  const act = useAct('reapplyRules');
  const items = look.data?.items ?? [];
  return (
    <Dialog
      as="wide"
      title="Follow changed rules"
      subtitle={period === null ? 'Every period' : periodText(period)}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            busy={act.isPending}
            because={
              look.data === undefined
                ? 'Still reading.'
                : items.length === 0
                  ? 'No assigned credit would change.'
                  : null
            }
            onClick={() => act.mutate({ body: { period } }, { onSuccess: onClose })}
          >
            Change {countText(items.length)} credits
          </Button>
        </>
      }
    >
      <FormFault says={faultElsewhere(look.error ?? act.error)} />
      <ReassignedTable items={items} waiting={look.isPending} />
    </Dialog>
  );
}
