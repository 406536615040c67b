import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { AnswerOf } from '../../../contract/route.ts';
import { useAsk, usePages } from '../../api/ask.ts';
import type { RouteOf } from '../../api/contract-routes.ts';
import { usePeriod } from '../../book/periods.tsx';
import { TableMenus } from '../../book/tables/table-menus.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Failed } from '../../ui/failed.tsx';
import { countText, moneyText } from '../../ui/money-text.ts';
import { Page } from '../../ui/page.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { CreditDrawer } from './credit-drawer.tsx';
import { CreditFilters } from './credit-filters.tsx';
import { CreditGrid } from './credit-grid.tsx';
import { creditQuery, creditSort } from './credit-query.ts';
import { RuleRun } from './rule-run.tsx';

const PAGE = 300;

export function Credits() {
  const { credit, sort: sorted, ...asked } = useSearch({ from: '/inside/credits' });
  const period = usePeriod(asked.period);
  const filter = creditQuery(asked, period);
  const sort = creditSort(sorted);
  const navigate = useNavigate({ from: '/credits' });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const sums = useAsk('sumCredits', { query: filter }, { keep: true });
  const pages = usePages('listCredits', { query: { ...filter, sort, limit: PAGE } });
  const credits = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const open = useCallback(
    (id: string | undefined) => void navigate({ search: (now) => ({ ...now, credit: id }) }),
    [navigate],
  );
  const choose = useCallback((id: string) => setChosen((now) => toggled(now, id)), []);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const more = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const count = sums.data?.count ?? credits.length;
  return (
    <Page
      title="Credits"
      lead={leadOf(sums.data)}
      beside={
        <>
          <RuleRun period={filter.period ?? null} />
          <TableMenus tables={[{ subject: 'credits', query: filter }]} />
        </>
      }
    >
      <section className="panel min-w-0 overflow-hidden" aria-label="Credit list">
        {chosen.size > 0 ? (
          <BulkBar chosen={chosen} onDone={() => setChosen(new Set())} />
        ) : (
          <CreditFilters period={asked.period === 'all' ? '' : period} counts={sums.data} />
        )}
        {pages.error !== null ? (
          <Failed error={pages.error} onRetry={() => void pages.refetch()} />
        ) : pages.data === undefined ? (
          <Waiting rows={14} />
        ) : credits.length === 0 ? (
          <NoCredits filtered={Object.keys(asked).some((key) => key !== 'period')} />
        ) : (
          <CreditGrid
            credits={credits}
            count={count}
            sort={sort}
            onSort={(next) => void navigate({ search: (now) => ({ ...now, sort: next }) })}
            chosen={chosen}
            onChoose={choose}
            onOpen={open}
            onNearEnd={more}
          />
        )}
      </section>
      {credit === undefined ? null : <CreditDrawer id={credit} onClose={() => open(undefined)} />}
    </Page>
  );
}

function leadOf(sums: AnswerOf<RouteOf<'sumCredits'>> | undefined): string {
  if (sums === undefined) return '\u00a0';
  const amounts = sums.sums.map(({ amount, currency }) => moneyText(amount, currency)).join(' and ');
  return `${countText(sums.count)} credits, ${amounts || 'nothing'} in all`;
}

function toggled(all: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(all);
  if (!next.delete(id)) next.add(id);
  return next;
}

function NoCredits({ filtered }: { readonly filtered: boolean }) {
  return filtered ? (
    <Blank title="No credit answers to these filters">
      Clear a filter, or choose another billing period.
    </Blank>
  ) : (
    <Blank title="No credits in this period">
      They appear when billing files are imported: go to Deliveries and import the month.
    </Blank>
  );
}
