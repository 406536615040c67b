import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { BalanceView } from '../../../contract/grants.ts';
import { useAsk, usePages } from '../../api/ask.ts';
import { MailWishes } from '../../book/mail-wishes.tsx';
import { StatementState } from '../../book/states.tsx';
import { useViewer } from '../../shell/viewer.ts';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { periodText } from '../../ui/dates.ts';
import { Failed } from '../../ui/failed.tsx';
import { Money } from '../../ui/money.tsx';
import { Page } from '../../ui/page.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ManyFiles } from '../statements/many-files.tsx';

/** The portal: what I owe, month by month, and the balance that waits for the next. */
export function MyStatements() {
  const balances = useMyBalances();
  const viewer = useViewer();
  const pages = usePages('listOwnStatements', { query: { limit: 50 } });
  const statements = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  return (
    <Page
      title="My statements"
      lead="What you owe for each billing period, less the credit that was applied."
      beside={statements.length > 0 ? <ManyFiles chosen={{ buyer: viewer.party?.id }} /> : null}
    >
      {pages.isPending || balances.isPending ? null : <MyBalances balances={balances.data?.items ?? []} />}
      {pages.error !== null ? (
        <Failed error={pages.error} onRetry={() => void pages.refetch()} />
      ) : pages.data === undefined || balances.isPending ? (
        <Waiting />
      ) : statements.length === 0 ? (
        <div className="panel">
          <Blank title="No statements yet">They appear here as soon as your seller opens them.</Blank>
        </div>
      ) : (
        <ul className="panel divide-y divide-line">
          {statements.map((one) => (
            <li key={one.id}>
              <Link
                to="/my/statements/$statementId"
                params={{ statementId: one.id }}
                className="flex items-start gap-x-4 px-4 py-3 hover:bg-hover"
              >
                <span className="min-w-0 grow">
                  <span className="mr-2 font-medium">{periodText(one.period)}</span>
                  <StatementState state={one.state} />
                  <span className="block text-sm text-ink-soft">
                    No. {one.number} · {one.seller.name}
                  </span>
                </span>
                <span className="text-right">
                  <Money amount={one.total} currency={one.currency} strong />
                  <span className="block text-sm text-ink-soft">
                    <Money amount={one.creditApplied} currency={one.currency} />{' '}
                    <span className="whitespace-nowrap">credit applied</span>
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {pages.hasNextPage ? <Button onClick={() => void pages.fetchNextPage()}>Show more</Button> : null}
      {pages.isPending || balances.isPending ? null : <MailWishes party={viewer.party?.id ?? ''} />}
    </Page>
  );
}

export function useMyBalances() {
  const viewer = useViewer();
  return useAsk('listBalances', { query: { buyer: viewer.party?.id } });
}

/** What I have available at each seller. */
export function MyBalances({ balances }: { readonly balances: readonly BalanceView[] }) {
  const viewer = useViewer();
  const own = balances.filter(({ buyer }) => buyer.id === viewer.party?.id);
  if (own.length === 0) return null;
  return (
    <dl className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
      {own.map((balance) => (
        <div key={`${balance.seller.id} ${balance.currency}`} className="panel p-4">
          <dt className="text-sm text-ink-soft">Available credit at {balance.seller.name}</dt>
          <dd>
            <Money
              amount={balance.available}
              currency={balance.currency}
              className="text-2xl font-semibold tracking-tight"
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}
