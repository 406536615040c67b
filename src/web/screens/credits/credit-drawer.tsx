import { useState } from 'react';
import type { ExplainedCredit } from '../../../contract/credits.ts';
import { whyNot } from '../../api/actions.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { CreditStatus } from '../../book/states.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { periodText } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Money } from '../../ui/money.tsx';
import { useNotice } from '../../ui/notices.tsx';
import { EditByHand } from './edit-by-hand.tsx';
import { ShareBar } from './share-bar.tsx';
import { WayOfCredit } from './way-of-credit.tsx';
import { WhyThisRule } from './why-this-rule.tsx';

type Props = { readonly id: string; readonly onClose: () => void };

/** One credit: what the cloud wrote, why this rule, who gets what, and changing that by hand. */
export function CreditDrawer({ id, onClose }: Props) {
  const asked = useAsk('getCredit', { params: { id } });
  const [editing, setEditing] = useState(false);
  const credit = asked.data?.credit;
  return (
    <Dialog
      as="drawer"
      title={credit?.description ?? 'Credit'}
      subtitle={
        credit === undefined
          ? id
          : `${credit.cloud} · ${credit.usageAccount} · ${credit.service} · ${periodText(credit.period)}`
      }
      onClose={onClose}
      foot={
        editing || asked.data === undefined ? null : (
          <Foot explained={asked.data} onEdit={() => setEditing(true)} />
        )
      }
    >
      <Answered asked={asked} rows={10}>
        {(explained) =>
          editing ? (
            <EditByHand explained={explained} onClose={() => setEditing(false)} />
          ) : (
            <div className="grid gap-6">
              <Summary explained={explained} />
              <WhyThisRule explained={explained} />
              <WayOfCredit explained={explained} />
            </div>
          )
        }
      </Answered>
    </Dialog>
  );
}

function Summary({ explained: { credit, proposal } }: { readonly explained: ExplainedCredit }) {
  const shares = credit.shares;
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <Money
          amount={credit.amount}
          currency={credit.currency}
          className="text-2xl font-semibold tracking-tight"
        />
        <div className="pb-1">
          <CreditStatus credit={credit} />
        </div>
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        <dt className="text-ink-faint">Customer</dt>
        <dd>{credit.customer?.name ?? 'Nobody: the account is unmapped'}</dd>
        <dt className="text-ink-faint">Reseller</dt>
        <dd>{credit.reseller?.name ?? 'None: a direct customer'}</dd>
        <dt className="text-ink-faint">Used by</dt>
        <dd>
          {credit.consumer?.customer.name ?? 'Nobody'} ({credit.usageAccount})
        </dd>
        <dt className="text-ink-faint">Owned by</dt>
        <dd>
          {credit.ownedBy.holder?.customer.name ?? 'Nobody'} ({credit.ownedBy.account}):{' '}
          {saidBy(credit.ownedBy)}
        </dd>
        <dt className="text-ink-faint">Exact, as the cloud wrote it</dt>
        <dd className="tabular-nums">
          {credit.exact} {credit.currency}, {credit.lines} line(s)
        </dd>
      </dl>
      {shares === null ? null : <ShareBar credit={credit} shares={shares} />}
      {credit.madeBy === 'hand' && proposal !== null ? (
        <p className="rounded-md bg-info-soft px-3 py-2 text-sm text-info">
          Assigned by hand. The rules would propose {proposal.rule?.name ?? 'no rule'}: customer{' '}
          <Money amount={proposal.shares.customer} currency={credit.currency} />, reseller{' '}
          <Money amount={proposal.shares.reseller} currency={credit.currency} />, distributor{' '}
          <Money amount={proposal.shares.distributor} currency={credit.currency} />.
        </p>
      ) : null}
    </div>
  );
}

function saidBy({ by, records }: ExplainedCredit['credit']['ownedBy']): string {
  if (by === 'record') return `AWS’s own record ${records.join(', ')} says so`;
  return by === 'description' ? 'its description says so' : 'nothing names another account';
}

function Foot({
  explained: { credit },
  onEdit,
}: {
  readonly explained: ExplainedCredit;
  readonly onEdit: () => void;
}) {
  const back = useAct('proposeCredit');
  const notice = useNotice();
  const toProposal = (): void =>
    back.mutate(
      { params: { id: credit.id }, body: {} },
      {
        onSuccess: () => notice({ says: 'Back to what the rules propose.' }),
        onError: (error) => notice({ says: faultElsewhere(error) ?? error.message, tone: 'bad' }),
      },
    );
  return (
    <>
      <Button because={whyNot(credit.actions, 'propose')} busy={back.isPending} onClick={toProposal}>
        Back to proposal
      </Button>
      <Button look="primary" because={whyNot(credit.actions, 'assign')} onClick={onEdit}>
        Edit by hand
      </Button>
    </>
  );
}
