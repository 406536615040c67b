import type { AnswerOf } from '../../contract/route.ts';
import { useAct, useAsk } from '../api/ask.ts';
import { call } from '../api/call.ts';
import type { RouteOf } from '../api/contract-routes.ts';
import { NO_RESELLER, type TypedTenure } from './one-tenure.tsx';
import type { Asked } from './opened.tsx';
import { orNull, TenureDialog } from './tenure-dialog.tsx';
import { useUndoable } from './undo.ts';

type Props = { readonly customerId: string; readonly onClose: () => void };
type Answer = AnswerOf<RouteOf<'getCustomer'>>;

/** Who sells to a customer, from when to when. */
export function ChangeSeller({ customerId, onClose }: Props) {
  const asked = useAsk('getCustomer', { params: { id: customerId } });
  if (asked.data === undefined) return null;
  return <Sellers answer={asked.data} asked={asked} onClose={onClose} />;
}

type SellersProps = { readonly answer: Answer; readonly asked: Asked; readonly onClose: () => void };

function Sellers({ answer: { customer, tenures }, asked, onClose }: SellersProps) {
  const act = useAct('replaceResellerTenures');
  const undoable = useUndoable();
  const params = { id: customer.id };
  return (
    <TenureDialog
      title={`Who sells to ${customer.name}`}
      holder="reseller"
      held={{
        etag: customer.etag,
        tenures: tenures.map(({ reseller, from, to }) => ({
          party: reseller ?? NO_RESELLER,
          from: from ?? '',
          to: to ?? '',
          payerAccount: '',
        })),
      }}
      asked={asked}
      busy={act.isPending}
      error={act.error}
      onSave={(typed, opened) =>
        act.mutate(
          { params, body: bodyOf(typed), ifMatch: opened.etag },
          {
            onSuccess: ({ etag }) => {
              undoable(
                `Saved who sells to ${customer.name}. Follow changed rules to divide its credits anew.`,
                () => call('replaceResellerTenures', { params, body: bodyOf(opened.tenures), ifMatch: etag }),
                `${customer.name} is sold to as it was before.`,
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
    tenures: tenures.map(({ party, from, to }) => ({
      reseller: orNull(party?.id ?? ''),
      from: orNull(from),
      to: orNull(to),
    })),
  };
}
