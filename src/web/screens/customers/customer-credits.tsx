import { useParams } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import type { BalanceView } from '../../../contract/grants.ts';
import { useAsk, usePages } from '../../api/ask.ts';
import { TableMenus } from '../../book/tables/table-menus.tsx';
import { sideOf, useViewer } from '../../shell/viewer.ts';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { Failed } from '../../ui/failed.tsx';
import { Money } from '../../ui/money.tsx';
import { Section } from '../../ui/page.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { AddCredit } from './add-credit.tsx';
import { GrantTable } from './grant-table.tsx';

const BalanceChart = lazy(() =>
  import('../charts/balance-chart.tsx').then((chart) => ({ default: chart.BalanceChart })),
);

/** Seed A's credit table: what this buyer was granted, what is left, and Add. */
export function CustomerCredits() {
  const { customerId } = useParams({ from: '/inside/customers/$customerId/credits' });
  const viewer = useViewer();
  const [adding, setAdding] = useState(false);
  const customer = useAsk('getCustomer', { params: { id: customerId } });
  const pages = usePages('listGrants', { query: { buyer: customerId, limit: 200 } });
  const balances = useAsk('listBalances', { query: { buyer: customerId } });
  const grants = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const because =
    viewer.role === 'distributor-analyst' || viewer.role === 'auditor'
      ? 'Your role reads; it adds nothing.'
      : null;
  const add = (
    <Button look="primary" because={because} onClick={() => setAdding(true)}>
      <Plus aria-hidden size={14} /> Add
    </Button>
  );
  const seller = sellerOf(
    viewer.role,
    viewer.party?.id ?? null,
    customer.data?.customer.reseller?.id ?? null,
  );
  if (balances.isPending) return <Waiting rows={10} />;
  return (
    <>
      <Balances balances={balances.data?.items ?? []} />
      <Section
        title="Credits"
        beside={
          <>
            <TableMenus tables={[{ subject: 'grants', query: { buyer: customerId } }]} />
            {add}
          </>
        }
        flush
      >
        {pages.error !== null ? (
          <Failed error={pages.error} onRetry={() => void pages.refetch()} />
        ) : pages.data === undefined ? (
          <Waiting />
        ) : (
          <GrantTable
            grants={grants}
            empty={
              <Blank title="No credits yet" next={add}>
                Shares of cloud credits appear here by themselves. With Add you give a credit of your own.
              </Blank>
            }
          />
        )}
        {pages.hasNextPage ? (
          <div className="p-3 text-center">
            <Button onClick={() => void pages.fetchNextPage()}>Show more</Button>
          </div>
        ) : null}
      </Section>
      {adding && customer.data !== undefined ? (
        <AddCredit customer={customer.data.customer} seller={seller} onClose={() => setAdding(false)} />
      ) : null}
    </>
  );
}

/** Who gives: a reseller itself; for the distributor's people whoever sells to this customer. */
function sellerOf(role: Parameters<typeof sideOf>[0], own: string | null, reseller: string | null): string {
  return sideOf(role) === 'reseller' && own !== null ? own : (reseller ?? 'distributor');
}

function Balances({ balances }: { readonly balances: readonly BalanceView[] }) {
  if (balances.length === 0) return null;
  return (
    <div className={balances.length > 1 ? 'grid items-start gap-5 xl:grid-cols-2' : 'grid gap-5'}>
      {balances.map((balance) => (
        <section
          key={`${balance.seller.id} ${balance.currency}`}
          aria-label={`Balance at ${balance.seller.name}`}
          className="panel p-4"
        >
          <p className="text-sm text-ink-soft">Balance at {balance.seller.name}</p>
          <Money
            amount={balance.available}
            currency={balance.currency}
            className="text-2xl font-semibold tracking-tight"
          />
          <dl className="mt-1 flex flex-wrap gap-x-5 text-sm text-ink-soft">
            {(['granted', 'applied', 'reserved', 'expired', 'withdrawn'] as const).map((part) => (
              <div key={part} className="flex gap-1.5">
                <dt className="capitalize">{part}</dt>
                <dd>
                  <Money amount={balance[part]} currency={balance.currency} bare />
                </dd>
              </div>
            ))}
          </dl>
          <Suspense fallback={<div className="mt-3 h-40" />}>
            <BalanceChart seller={balance.seller.id} buyer={balance.buyer.id} currency={balance.currency} />
          </Suspense>
        </section>
      ))}
    </div>
  );
}
