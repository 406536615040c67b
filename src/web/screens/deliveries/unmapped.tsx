import { useState } from 'react';
import type { AccountView } from '../../../contract/parties.ts';
import { whyNot } from '../../api/actions.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { call } from '../../api/call.ts';
import { faultAt, faultElsewhere } from '../../api/problem.ts';
import { PartyCombo } from '../../book/party-combo.tsx';
import { useUndoable } from '../../book/undo.ts';
import { Button } from '../../ui/button.tsx';
import type { Item } from '../../ui/combo.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { Section } from '../../ui/page.tsx';

export function useUnmapped(period: string | undefined) {
  return useAsk('listAccounts', { query: { unmapped: 'true', period, limit: 200 } });
}

/** Accounts with charges or credits that nobody holds: each is given to a customer in place. */
export function Unmapped({ accounts }: { readonly accounts: readonly AccountView[] }) {
  if (accounts.length === 0) return null;
  return (
    <Section title={`Unmapped accounts: ${accounts.length}`}>
      <p className="mb-4 max-w-prose text-ink-soft">
        Their charges stand on no statement and their credits are held, until each belongs to a customer.
      </p>
      <ul className="grid gap-4">
        {accounts.map((account) => (
          <OneAccount key={account.usageAccount} account={account} />
        ))}
      </ul>
    </Section>
  );
}

function OneAccount({ account }: { readonly account: AccountView }) {
  const [customer, setCustomer] = useState<Item | null>(null);
  const act = useAct('mapAccount');
  const undoable = useUndoable();
  const { usageAccount } = account;
  const tenures = account.tenures.map((tenure) => ({ ...tenure, customer: tenure.customer.id }));
  const because = whyNot(account.actions, 'map') ?? (customer === null ? 'Choose the customer first.' : null);
  const save = (): void =>
    act.mutate(
      { params: { usageAccount }, body: { customer: customer?.id ?? '' } },
      {
        onSuccess: ({ etag }) =>
          undoable(
            `${usageAccount} belongs to ${customer?.name} now. Assign what is pending to divide its credits.`,
            () =>
              call('replaceAccountTenures', { params: { usageAccount }, body: { tenures }, ifMatch: etag }),
            `${usageAccount} belongs to nobody again.`,
          ),
      },
    );
  return (
    <li className="grid items-end gap-3 sm:grid-cols-[12rem_minmax(0,20rem)_auto]">
      <p className="pb-1.5 font-medium tabular-nums">{usageAccount}</p>
      <PartyCombo
        label={`Customer of ${usageAccount}`}
        of="customers"
        chosen={customer}
        onPick={setCustomer}
        fault={faultAt(act.error, 'customer')}
      />
      <Button
        look="primary"
        className="mb-0.5 justify-self-start"
        busy={act.isPending}
        because={because}
        onClick={save}
      >
        Map
      </Button>
      <FormFault says={faultElsewhere(act.error, ['customer'])} />
    </li>
  );
}
