import { lazy, Suspense, useMemo, useState } from 'react';
import type { AnswerOf } from '../../../contract/route.ts';
import { usePages } from '../../api/ask.ts';
import type { RouteOf } from '../../api/contract-routes.ts';
import { TableMenus } from '../../book/tables/table-menus.tsx';
import { useViewer } from '../../shell/viewer.ts';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { Tick } from '../../ui/choice.tsx';
import { dayText } from '../../ui/dates.ts';
import { Failed } from '../../ui/failed.tsx';
import { BareText } from '../../ui/field.tsx';
import { Money } from '../../ui/money.tsx';
import { Page } from '../../ui/page.tsx';
import { usePaused } from '../../ui/typed-search.ts';
import { Waiting } from '../../ui/waiting.tsx';
import { MyBalances, useMyBalances } from './my-statements.tsx';

const BalanceChart = lazy(() =>
  import('../charts/balance-chart.tsx').then((chart) => ({ default: chart.BalanceChart })),
);
type OwnCredit = AnswerOf<RouteOf<'listOwnCredits'>>['items'][number];

/** The portal: every credit I was given, and what is left of it. */
export function MyCredits() {
  const [withEmpty, setWithEmpty] = useState(true);
  const [description, setDescription] = useState('');
  const [typed, setTyped] = usePaused(description, setDescription);
  const viewer = useViewer();
  const balances = useMyBalances();
  const pages = usePages('listOwnCredits', {
    query: { withEmpty: withEmpty ? 'true' : 'false', description, limit: 100 },
  });
  const credits = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  return (
    <Page
      title="My credits"
      lead="Where your credit comes from, what was used and what is left."
      beside={<TableMenus tables={[{ subject: 'grants', query: { buyer: viewer.party?.id } }]} />}
    >
      {pages.isPending || balances.isPending ? (
        <Waiting rows={10} />
      ) : (
        <>
          <MyBalances balances={balances.data?.items ?? []} />
          <Story credits={credits} />
          <section aria-label="Credits" className="panel overflow-hidden">
            <div className="flex flex-wrap items-center gap-3 border-b border-line p-3">
              <BareText label="Description" type="search" className="w-56" value={typed} onText={setTyped} />
              <Tick label="Used up ones too" on={withEmpty} onChange={setWithEmpty} />
            </div>
            {pages.error !== null ? (
              <Failed error={pages.error} onRetry={() => void pages.refetch()} />
            ) : credits.length === 0 ? (
              <Blank title="No credits here">
                Credits that the clouds give for your accounts, or that your seller adds, appear here.
              </Blank>
            ) : (
              <ul className="divide-y divide-line">
                {credits.map((credit) => (
                  <OneCredit key={credit.id} credit={credit} />
                ))}
              </ul>
            )}
            {pages.hasNextPage ? (
              <div className="border-t border-line p-3 text-center">
                <Button onClick={() => void pages.fetchNextPage()}>Show more</Button>
              </div>
            ) : null}
          </section>
        </>
      )}
    </Page>
  );
}

function OneCredit({ credit }: { readonly credit: OwnCredit }) {
  const about = [
    credit.customer?.name,
    credit.usageAccount,
    `since ${dayText(credit.grantedOn)}`,
    credit.ends === null ? null : `until ${dayText(credit.ends)}`,
  ];
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1 px-4 py-3">
      <div className="min-w-48 flex-1">
        <p className="font-medium break-words">{credit.description ?? credit.comment}</p>
        <p className="text-sm text-ink-soft">{about.filter(Boolean).join(' · ')}</p>
      </div>
      <div className="ml-auto text-right">
        <p>
          <Money amount={credit.left} currency={credit.currency} strong />{' '}
          <span className="text-sm text-ink-soft">left</span>
        </p>
        <p className="text-sm text-ink-soft">
          of <Money amount={credit.granted} currency={credit.currency} />,{' '}
          <Money amount={credit.used} currency={credit.currency} /> used
        </p>
      </div>
    </li>
  );
}

/** The balance over time, once per seller and currency. */
function Story({ credits }: { readonly credits: readonly OwnCredit[] }) {
  const viewer = useViewer();
  const edges = [
    ...new Map(
      credits.map(({ seller, currency }) => [`${seller.id} ${currency}`, { seller, currency }]),
    ).values(),
  ];
  if (viewer.party === null || edges.length === 0) return null;
  const buyer = viewer.party.id;
  return (
    <div className="grid gap-5 empty:hidden lg:grid-cols-2">
      {edges.map(({ seller, currency }) => (
        <section
          key={`${seller.id} ${currency}`}
          aria-label={`Balance at ${seller.name} over time`}
          className="panel p-4"
        >
          <h2 className="text-base font-semibold">Balance at {seller.name}</h2>
          <Suspense fallback={<div className="mt-3 h-40" />}>
            <BalanceChart seller={seller.id} buyer={buyer} currency={currency} />
          </Suspense>
        </section>
      ))}
    </div>
  );
}
