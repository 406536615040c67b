import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { ResellerView } from '../../../contract/parties.ts';
import { useAsk, usePages } from '../../api/ask.ts';
import { Balances } from '../../book/balances.tsx';
import { TableMenus } from '../../book/tables/table-menus.tsx';
import { useViewer } from '../../shell/viewer.ts';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Page } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { NewReseller } from './new-reseller.tsx';

export function Resellers() {
  const viewer = useViewer();
  const [adding, setAdding] = useState(false);
  const because = viewer.role === 'distributor-admin' ? null : 'Only a distributor admin adds resellers.';
  const add = (
    <Button look="primary" because={because} onClick={() => setAdding(true)}>
      Add reseller
    </Button>
  );
  const pages = usePages('listResellers', { query: { limit: 500 } });
  const balances = useAsk('listBalances', { query: { seller: 'distributor' } });
  const resellers = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const columns: readonly Column<ResellerView>[] = [
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
      title="Resellers"
      lead="Each with its consolidated statement and the break-out behind its credit."
      beside={
        <>
          <TableMenus tables={[{ subject: 'resellers' }]} />
          {add}
        </>
      }
    >
      <section aria-label="Resellers" className="panel overflow-hidden">
        {pages.error !== null ? (
          <Failed error={pages.error} onRetry={() => void pages.refetch()} />
        ) : pages.data === undefined || balances.isLoading ? (
          <Waiting />
        ) : (
          <Table
            label="Resellers"
            rows={resellers}
            rowKey={(row) => row.id}
            empty={
              <Blank title="No resellers yet" next={add}>
                Add one here, or load a month folder with resellers.csv.
              </Blank>
            }
            columns={columns}
          />
        )}
      </section>
      {adding ? <NewReseller onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

const COLUMNS: readonly Column<ResellerView>[] = [
  {
    key: 'name',
    heading: 'Reseller',
    cell: ({ id, name }) => (
      <Link
        to="/resellers/$resellerId"
        params={{ resellerId: id }}
        search={{}}
        className="font-medium text-accent hover:underline"
      >
        {name}
      </Link>
    ),
  },
  { key: 'id', heading: 'Id', className: 'text-ink-soft', cell: ({ id }) => id },
  { key: 'customers', heading: 'Customers', figures: true, cell: ({ customers }) => customers },
  {
    key: 'use',
    heading: 'Use credits',
    cell: ({ useCredits }) => (useCredits === null ? "The distributor's default" : useCredits ? 'On' : 'Off'),
  },
];
