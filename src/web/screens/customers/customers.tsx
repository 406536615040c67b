import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { CustomerView } from '../../../contract/parties.ts';
import { useAsk, usePages } from '../../api/ask.ts';
import { Balances } from '../../book/balances.tsx';
import { TableMenus } from '../../book/tables/table-menus.tsx';
import { sideOf, useViewer } from '../../shell/viewer.ts';
import { Badge } from '../../ui/badge.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { Failed } from '../../ui/failed.tsx';
import { BareText } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { usePaused } from '../../ui/typed-search.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { NewCustomer } from './new-customer.tsx';

export function Customers() {
  const { q = '' } = useSearch({ from: '/inside/customers' });
  const navigate = useNavigate({ from: '/customers' });
  const [typed, setTyped] = usePaused(
    q,
    (text) => void navigate({ search: { q: text === '' ? undefined : text }, replace: true }),
  );
  const [adding, setAdding] = useState(false);
  const pages = usePages('listCustomers', { query: { q, limit: 100 } });
  const balances = useAsk('listBalances', {});
  const customers = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const columns: readonly Column<CustomerView>[] = [
    ...COLUMNS,
    {
      key: 'balance',
      heading: 'Available balance',
      figures: true,
      cell: ({ id }) => <Balances of={id} balances={balances.data?.items ?? []} />,
    },
  ];
  return (
    <Page
      title="Customers"
      lead="Credits, statements, accounts and prices of each."
      beside={
        <>
          <TableMenus
            tables={[
              { subject: 'customers', query: { q } },
              { subject: 'accounts' },
              { subject: 'prices' },
              { subject: 'grants' },
            ]}
          />
          <AddCustomer onAdd={() => setAdding(true)} />
        </>
      }
    >
      <section aria-label="Customers" className="panel overflow-hidden">
        <div className="border-b border-line p-3">
          <BareText label="Name or id" type="search" className="max-w-72" value={typed} onText={setTyped} />
        </div>
        {pages.error !== null ? (
          <Failed error={pages.error} onRetry={() => void pages.refetch()} />
        ) : pages.data === undefined || balances.isLoading ? (
          <Waiting rows={10} />
        ) : (
          <Table
            label="Customers"
            columns={columns}
            rows={customers}
            rowKey={(row) => row.id}
            empty={<NoCustomers word={q} />}
          />
        )}
        {pages.hasNextPage ? (
          <div className="border-t border-line p-3 text-center">
            <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              Show more
            </Button>
          </div>
        ) : null}
      </section>
      {adding ? <NewCustomer onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

/** A reseller's customers are the distributor's to add: it is not offered that. */
function AddCustomer({ onAdd }: { readonly onAdd: () => void }) {
  const { role } = useViewer();
  if (sideOf(role) === 'reseller') return null;
  const because = role === 'distributor-admin' ? null : 'Only a distributor admin adds customers.';
  return (
    <Button look="primary" because={because} onClick={onAdd}>
      Add customer
    </Button>
  );
}

const COLUMNS: readonly Column<CustomerView>[] = [
  {
    key: 'name',
    heading: 'Customer',
    cell: ({ id, name, past }) => (
      <>
        <Link
          to="/customers/$customerId/credits"
          params={{ customerId: id }}
          className="font-medium text-accent hover:underline"
        >
          {name}
        </Link>
        {past ? (
          <>
            {' '}
            <Badge>Past</Badge>
          </>
        ) : null}
      </>
    ),
  },
  { key: 'id', heading: 'Id', className: 'text-ink-soft', cell: ({ id }) => id },
  {
    key: 'reseller',
    heading: 'Reseller',
    cell: ({ reseller, past }) =>
      reseller?.name ?? <span className="text-ink-faint">{past ? '—' : 'Direct'}</span>,
  },
  { key: 'accounts', heading: 'Accounts', figures: true, cell: ({ accounts }) => accounts },
];

function NoCustomers({ word }: { readonly word: string }) {
  return word === '' ? (
    <Blank title="No customers yet">Add one here, or load a month folder with customers.csv.</Blank>
  ) : (
    <Blank title={`No customer answers to “${word}”`}>Try a shorter part of the name.</Blank>
  );
}
