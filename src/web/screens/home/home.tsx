import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { Board } from '../../../contract/periods.ts';
import { whyNot } from '../../api/actions.ts';
import { useAsk } from '../../api/ask.ts';
import { PeriodSelect, usePeriod } from '../../book/periods.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Button, buttonLook } from '../../ui/button.tsx';
import { periodText } from '../../ui/dates.ts';
import { Page, Section } from '../../ui/page.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { BilledChanges, useBilledChanges } from '../deliveries/billed-changes.tsx';
import { BoardSteps } from './board-steps.tsx';
import { CheckList } from './check-list.tsx';
import { ClosePeriod } from './close-period.tsx';
import { ControlDifference } from './control-difference.tsx';
import { EndingCredits } from './ending-credits.tsx';
import { SystemFiles } from './system-files.tsx';

const FlowChart = lazy(() =>
  import('../charts/flow-chart.tsx').then((chart) => ({ default: chart.FlowChart })),
);
const MonthsChart = lazy(() =>
  import('../charts/months-chart.tsx').then((chart) => ({ default: chart.MonthsChart })),
);

/** Where the billing period stands, what blocks it, and where its credits went. */
export function Home() {
  const search = useSearch({ from: '/inside/' });
  const period = usePeriod(search.period);
  const navigate = useNavigate({ from: '/' });
  if (period === '') return <EmptyBook />;
  return (
    <Page
      title={periodText(period)}
      lead="From what the clouds delivered to a closed period."
      beside={
        <>
          <SystemFiles period={period} />
          <PeriodSelect value={period} onPick={(next) => void navigate({ search: { period: next } })} />
        </>
      }
    >
      <TheBoard period={period} />
    </Page>
  );
}

function TheBoard({ period }: { readonly period: string }) {
  const asked = useAsk('getBoard', { params: { period } });
  const checks = useAsk('getChecks', { query: { period } });
  const records = useAsk('listCreditRecords', {});
  const changes = useBilledChanges();
  const [closing, setClosing] = useState(false);
  // What stands above the board is known before it is shown: nothing jumps.
  if (changes.isPending) return <Waiting rows={8} />;
  return (
    <>
      <BilledChanges changes={changes.data?.items ?? []} />
      <Answered asked={asked} rows={8}>
        {(board) => (
          <>
            <BoardSteps board={board} closing={checks.data?.closing ?? null} />
            <ControlSheet board={board} onClosePeriod={() => setClosing(true)}>
              <Answered asked={checks} rows={2}>
                {({ items, difference }) => (
                  <div className="grid gap-5 lg:grid-cols-[20rem_minmax(0,1fr)]">
                    <ControlDifference difference={difference} />
                    <CheckList checks={items} onlyOdd />
                  </div>
                )}
              </Answered>
            </ControlSheet>
            {checks.isPending || records.isPending ? null : (
              <>
                {records.data === undefined ? null : <EndingCredits records={records.data} />}
                <Charts period={period} />
              </>
            )}
          </>
        )}
      </Answered>
      {closing ? <ClosePeriod period={period} onClose={() => setClosing(false)} /> : null}
    </>
  );
}

/** They come when what stands above them is there, so that nothing jumps. */
function Charts({ period }: { readonly period: string }) {
  return (
    <div className="grid items-start gap-5 xl:grid-cols-2">
      <Section title="Where the credits went">
        <Suspense fallback={<div className="h-72" />}>
          <FlowChart period={period} />
        </Suspense>
      </Section>
      <Section title="The last 12 months">
        <Suspense fallback={<div className="h-72" />}>
          <MonthsChart />
        </Suspense>
      </Section>
    </div>
  );
}

function ControlSheet({
  board,
  onClosePeriod,
  children,
}: {
  readonly board: Board;
  readonly onClosePeriod: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Section
      title="Control sheet"
      beside={
        board.closed ? (
          <Badge tone="good">Closed</Badge>
        ) : (
          <Button look="primary" because={whyNot(board.actions, 'close')} onClick={onClosePeriod}>
            Close {periodText(board.period)}
          </Button>
        )
      }
    >
      {children}
    </Section>
  );
}

function EmptyBook() {
  return (
    <Page title="Billing period">
      <div className="panel">
        <Blank
          title="This book is empty"
          next={
            <Link to="/deliveries" search={{}} className={buttonLook('primary')}>
              Import billing files
            </Link>
          }
        >
          Add your resellers, customers and rules, then import the first month the clouds delivered.
        </Blank>
      </div>
    </Page>
  );
}
