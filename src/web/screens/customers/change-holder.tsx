import type { AccountView } from '../../../contract/parties.ts';
import { useAct } from '../../api/ask.ts';
import { call } from '../../api/call.ts';
import type { TypedTenure } from '../../book/one-tenure.tsx';
import type { Asked } from '../../book/opened.tsx';
import { orNull, TenureDialog } from '../../book/tenure-dialog.tsx';
import { useUndoable } from '../../book/undo.ts';

type Props = { readonly account: AccountView; readonly asked: Asked; readonly onClose: () => void };

/** Which customer holds a usage account, from when to when. */
export function ChangeHolder({ account: { usageAccount, tenures, etag }, asked, onClose }: Props) {
  const act = useAct('replaceAccountTenures');
  const undoable = useUndoable();
  const params = { usageAccount };
  return (
    <TenureDialog
      title={`Who holds ${usageAccount}`}
      holder="customer"
      held={{
        etag,
        tenures: tenures.map(({ customer, from, to, payerAccount }) => ({
          party: customer,
          from: from ?? '',
          to: to ?? '',
          payerAccount: payerAccount ?? '',
        })),
      }}
      asked={asked}
      busy={act.isPending}
      error={act.error}
      onSave={(typed, opened) =>
        act.mutate(
          { params, body: bodyOf(typed), ifMatch: opened.etag },
          {
            onSuccess: (now) => {
              undoable(
                `Saved who holds ${usageAccount}. Follow changed rules to divide its credits anew.`,
                () =>
                  call('replaceAccountTenures', {
                    params,
                    body: bodyOf(opened.tenures),
                    ifMatch: now.etag,
                  }),
                `${usageAccount} is held as it was before.`,
              );
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    />
  );
}

function bodyOf(tenures: readonly TypedTenure[]) {
  return {
    tenures: tenures.map(({ party, from, to, payerAccount }) => ({
      customer: party?.id ?? '',
      payerAccount: orNull(payerAccount),
      from: orNull(from),
      to: orNull(to),
    })),
  };
}
