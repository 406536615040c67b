import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { AccountMonthView, AccountView } from '../../../contract/parties.ts';
import { whyNot } from '../../api/actions.ts';
import { useAsk } from '../../api/ask.ts';
import { PeriodSelect, usePeriod } from '../../book/periods.tsx';
import { useViewer } from '../../shell/viewer.ts';
import { Answered } from '../../ui/answered.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { dayText } from '../../ui/dates.ts';
import { Section } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ChangeHolder } from './change-holder.tsx';
import { GiveAccount } from './give-account.tsx';

/** The customer's accounts, and per month whose bill their own credits pay (A). */
export function CustomerAccounts() {
  const { customerId } = useParams({ from: '/inside/customers/$customerId/accounts' });
  const [asked, setAsked] = useState<string | undefined>(undefined);
  const [changing, setChanging] = useState<string | null>(null);
  const [giving, setGiving] = useState(false);
  const { role } = useViewer();
  const because = role === 'distributor-admin' ? null : 'Only a distributor admin gives accounts.';
  const period = usePeriod(asked);
  const accounts = useAsk('listAccounts', { query: { customer: customerId, limit: 500 } });
  const changed = accounts.data?.items.find(({ usageAccount }) => usageAccount === changing);
  const calendar = useAsk(
    'getAccountCalendar',
    { query: { period, customer: customerId } },
    { enabled: period !== '', keep: true },
  );
  const monthOf = (usageAccount: string) =>
    calendar.data?.items.find((one) => one.usageAccount === usageAccount);
  return (
    <Section
      title="Accounts"
      flush
      beside={
        <>
          <PeriodSelect value={period} onPick={setAsked} />
          <Button because={because} onClick={() => setGiving(true)}>
            Give an account
          </Button>
        </>
      }
    >
      <Answered asked={accounts}>
        {({ items }) =>
          period !== '' && calendar.isPending ? (
            <Waiting />
          ) : (
            <Table
              label="Accounts of this customer"
              rows={items}
              rowKey={(row) => row.usageAccount}
              empty={
                <Blank title="No accounts">
                  Accounts that a cloud billed and nobody holds are listed on the screen Deliveries.
                </Blank>
              }
              columns={columnsOf(customerId, monthOf, setChanging)}
            />
          )
        }
      </Answered>
      {giving ? <GiveAccount customer={customerId} onClose={() => setGiving(false)} /> : null}
      {changed === undefined ? null : (
        <ChangeHolder account={changed} asked={accounts} onClose={() => setChanging(null)} />
      )}
    </Section>
  );
}

function columnsOf(
  customerId: string,
  monthOf: (usageAccount: string) => AccountMonthView | undefined,
  onChange: (usageAccount: string) => void,
): readonly Column<AccountView>[] {
  return [
    {
      key: 'account',
      heading: 'Usage account',
      className: 'tabular-nums whitespace-nowrap',
      cell: (row) => row.usageAccount,
    },
    {
      key: 'held',
      heading: 'Held',
      cell: (row) =>
        row.tenures
          .filter((tenure) => tenure.customer.id === customerId)
          .map(({ from, to }) => spanText(from, to))
          .join(', '),
    },
    {
      key: 'month',
      heading: "Whose bill the account's own credits pay",
      cell: (row) => <MonthNote month={monthOf(row.usageAccount)} />,
    },
    changer(onChange),
  ];
}

function changer(onChange: (usageAccount: string) => void): Column<AccountView> {
  return {
    key: 'do',
    heading: <span className="sr-only">What can be done</span>,
    figures: true,
    cell: (row) => (
      <Button
        look="quiet"
        size="low"
        className="-my-1"
        aria-label={`Change who holds ${row.usageAccount}`}
        because={whyNot(row.actions, 'tenures')}
        onClick={() => onChange(row.usageAccount)}
      >
        Change
      </Button>
    ),
  };
}

function spanText(from: string | null, to: string | null): string {
  if (from === null && to === null) return 'always';
  if (to === null) return `since ${dayText(from ?? '')}`;
  return from === null ? `until before ${dayText(to)}` : `${dayText(from)} until before ${dayText(to)}`;
}

function MonthNote({ month }: { readonly month: AccountMonthView | undefined }) {
  if (month === undefined) return <span className="text-ink-faint">—</span>;
  const said = [...month.segments, ...month.pool].map(({ sentence }) => sentence);
  return (
    <ul className="grid max-w-prose gap-1">
      {[...said, ...month.notes].map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
