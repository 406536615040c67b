import { useState } from 'react';
import type { AnswerOf } from '../../contract/route.ts';
import { useAct, useAsk } from '../api/ask.ts';
import { call } from '../api/call.ts';
import type { RouteOf } from '../api/contract-routes.ts';
import { NO_RESELLER, orNull, TenureDialog, type TypedTenure } from './tenure-dialog.tsx';
import { useUndoable } from './undo.ts';

type Props = { readonly customerId: string; readonly onClose: () => void };
type Answer = AnswerOf<RouteOf<'getCustomer'>>;

/** Who sells to a customer, from when to when. */
export function ChangeSeller({ customerId, onClose }: Props) {
  const asked = useAsk('getCustomer', { params: { id: customerId } });
  // As it was when the window opened: what others change in the meantime is refused, not overwritten.
  const [opened, setOpened] = useState<Answer | null>(null);
  if (opened === null && asked.data !== undefined) setOpened(asked.data);
  return opened === null ? null : <Sellers answer={opened} onClose={onClose} />;
}

function Sellers({
  answer: { customer, tenures },
  onClose,
}: {
  readonly answer: Answer;
  readonly onClose: () => void;
}) {
  const act = useAct('replaceResellerTenures');
  const undoable = useUndoable();
  const params = { id: customer.id };
  const before = tenures.map(({ reseller, from, to }) => ({ reseller: reseller?.id ?? null, from, to }));
  const save = (typed: readonly TypedTenure[]): void => {
    const after = typed.map(({ party, from, to }) => ({
      reseller: orNull(party?.id ?? ''),
      from: orNull(from),
      to: orNull(to),
    }));
    act.mutate(
      { params, body: { tenures: after }, ifMatch: customer.etag },
      {
        onSuccess: ({ etag }) => {
          undoable(
            `Saved who sells to ${customer.name}. Follow changed rules to divide its credits anew.`,
            () => call('replaceResellerTenures', { params, body: { tenures: before }, ifMatch: etag }),
            `${customer.name} is sold to as it was before.`,
          );
          onClose();
        },
      },
    );
  };
  return (
    <TenureDialog
      title={`Who sells to ${customer.name}`}
      subtitle="From when to when; charges go by the day, credits by the end of the period"
      holder="reseller"
      start={tenures.map(({ reseller, from, to }) => ({
        party: reseller ?? NO_RESELLER,
        from: from ?? '',
        to: to ?? '',
        payerAccount: '',
      }))}
      busy={act.isPending}
      error={act.error}
      onSave={save}
      onClose={onClose}
    />
  );
}
