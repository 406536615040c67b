import { useState } from 'react';
import type { CreditCommunicationsView } from '../../../contract/mail.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { PeriodSelect, usePeriod } from '../../book/periods.tsx';
import { useViewer } from '../../shell/viewer.ts';
import { Answered } from '../../ui/answered.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { Money } from '../../ui/money.tsx';
import { countText } from '../../ui/money-text.ts';
import { useNotice } from '../../ui/notices.tsx';
import { type Column, Table } from '../../ui/table.tsx';

type Item = CreditCommunicationsView['items'][number];

/** The monthly credit communication: who earned what, who is written to and who is not and why; then it is sent. */
export function CreditMail({ onClose }: { readonly onClose: () => void }) {
  const seller = useViewer().party?.id ?? 'distributor';
  const newest = usePeriod(undefined);
  const [period, setPeriod] = useState(newest);
  const asked = useAsk('getCreditCommunications', { query: { seller, period } }, { enabled: period !== '' });
  const act = useAct('sendCreditCommunications');
  const notice = useNotice();
  const sendable = asked.data?.items.filter(({ because }) => because === null).length ?? 0;
  const send = (): void =>
    act.mutate(
      { body: { seller, period } },
      {
        onSuccess: () => {
          notice({ says: `${mailsText(sendable)} on the way.` });
          onClose();
        },
      },
    );
  return (
    <Dialog
      title="Credits earned in the month"
      subtitle="Each buyer is written to once a month: customer, account, description, amount and the total that was granted"
      as="wide"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            busy={act.isPending}
            because={sendable === 0 ? 'There is nobody to write to.' : null}
            onClick={send}
          >
            {sendable === 0 ? 'Send' : `Send ${mailsText(sendable)}`}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <FormFault says={faultElsewhere(act.error)} />
        {period === '' ? (
          <Blank title="This book has no month yet">A month comes with the first delivery of a cloud.</Blank>
        ) : (
          <>
            <PeriodSelect value={period} onPick={setPeriod} />
            <Answered asked={asked}>
              {({ items }) => (
                <Table
                  label="Buyers that earned credits"
                  columns={COLUMNS}
                  rows={items}
                  rowKey={({ buyer }) => buyer.id}
                  empty={<Blank title="Nobody earned credits that were not told yet" />}
                />
              )}
            </Answered>
          </>
        )}
      </div>
    </Dialog>
  );
}

function mailsText(count: number): string {
  return `${countText(count)} ${count === 1 ? 'mail' : 'mails'}`;
}

const COLUMNS: readonly Column<Item>[] = [
  {
    key: 'buyer',
    heading: 'Buyer',
    className: 'break-all',
    cell: ({ buyer, recipients }) => (
      <>
        <span className="font-medium">{buyer.name}</span>
        <span className="block text-xs text-ink-faint">{recipients.join('; ')}</span>
      </>
    ),
  },
  { key: 'credits', heading: 'Credits', figures: true, cell: ({ lines }) => countText(lines.length) },
  {
    key: 'total',
    heading: 'Total',
    figures: true,
    cell: ({ totals }) =>
      totals.map(({ amount, currency }) => (
        <span key={currency} className="block">
          <Money amount={amount} currency={currency} />
        </span>
      )),
  },
  {
    key: 'because',
    heading: 'Mail',
    cell: ({ because }) => because ?? 'Is written',
  },
];
