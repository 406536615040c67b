import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useAsk, usePages } from '../../api/ask.ts';
import { Blank } from '../../ui/blank.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Page } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { balancesText } from '../customers/balances-text.ts';

export function Resellers() {
  const pages = usePages('listResellers', { query: { limit: 500 } });
  const balances = useAsk('listBalances', { query: { seller: 'distributor' } });
  const resellers = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  return (
    <Page title="Resellers" lead="Each with its consolidated statement and the break-out behind its credit.">
      <section aria-label="Resellers" className="panel overflow-hidden">
        {pages.error !== null ? (
          <Failed error={pages.error} onRetry={() => void pages.refetch()} />
        ) : pages.data === undefined ? (
          <Waiting />
        ) : (
          <Table
            label="Resellers"
            rows={resellers}
            rowKey={(row) => row.id}
            empty={<Blank title="No resellers yet">Load them with resellers.csv of a month folder.</Blank>}
            columns={[
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
                cell: ({ useCredits }) =>
                  useCredits === null ? "The distributor's default" : useCredits ? 'On' : 'Off',
              },
              {
                key: 'balance',
                heading: 'Available balance',
                figures: true,
                cell: ({ id }) =>
                  balancesText((balances.data?.items ?? []).filter(({ buyer }) => buyer.id === id)),
              },
            ]}
          />
        )}
      </section>
    </Page>
  );
}
