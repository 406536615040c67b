import type { AccountView } from '../../../contract/parties.ts';
import { useAct } from '../../api/ask.ts';
import { call } from '../../api/call.ts';
import { orNull, TenureDialog, type TypedTenure } from '../../book/tenure-dialog.tsx';
import { useUndoable } from '../../book/undo.ts';

type Props = { readonly account: AccountView; readonly onClose: () => void };

/** Which customer holds a usage account, from when to when. */
export function ChangeHolder({ account: { usageAccount, tenures, etag }, onClose }: Props) {
  const act = useAct('replaceAccountTenures');
  const undoable = useUndoable();
  const params = { usageAccount };
  const before = tenures.map((one) => ({ ...one, customer: one.customer.id }));
  const save = (typed: readonly TypedTenure[]): void => {
    const after = typed.map(({ party, from, to, payerAccount }) => ({
      customer: party?.id ?? '',
      payerAccount: orNull(payerAccount),
      from: orNull(from),
      to: orNull(to),
    }));
    act.mutate(
      { params, body: { tenures: after }, ifMatch: etag },
      {
        onSuccess: (now) => {
          undoable(
            `Saved who holds ${usageAccount}. Follow changed rules to divide its credits anew.`,
            () => call('replaceAccountTenures', { params, body: { tenures: before }, ifMatch: now.etag }),
            `${usageAccount} is held as it was before.`,
          );
          onClose();
        },
      },
    );
  };
  return (
    <TenureDialog
      title={`Who holds ${usageAccount}`}
      subtitle="From when to when; charges go by the day, credits by the end of the period"
      holder="customer"
      start={tenures.map(({ customer, from, to, payerAccount }) => ({
        party: customer,
        from: from ?? '',
        to: to ?? '',
        payerAccount: payerAccount ?? '',
      }))}
      busy={act.isPending}
      error={act.error}
      onSave={save}
      onClose={onClose}
    />
  );
}
