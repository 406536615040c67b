import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { StatementStateView } from '../../../contract/statements.ts';
import { usePages } from '../../api/ask.ts';
import { PeriodSelect } from '../../book/periods.tsx';
import { STATEMENT_STATES } from '../../book/states.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Button, buttonLook } from '../../ui/button.tsx';
import { Failed } from '../../ui/failed.tsx';
import { BareSelect } from '../../ui/field.tsx';
import { Page } from '../../ui/page.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ChangeBar } from './change-bar.tsx';
import { ManyFiles } from './many-files.tsx';
import { StatementTable } from './statement-table.tsx';

export function Statements() {
  const search = useSearch({ from: '/inside/statements' });
  const navigate = useNavigate({ from: '/statements' });
  const set = (key: 'period' | 'state', value: string): void =>
    void navigate({ search: (now) => ({ ...now, [key]: value === '' ? undefined : value }), replace: true });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const state = search.state as StatementStateView | undefined;
  const pages = usePages('listStatements', { query: { ...search, state, limit: 200 } });
  const statements = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const generate = (
    <Link to="/statements/generate" search={{ period: search.period }} className={buttonLook('primary')}>
      Generate
    </Link>
  );
  return (
    <Page
      title="Statements"
      lead="What buyers owe for a period, less the credit they use."
      beside={
        <>
          {statements.length > 0 ? <ManyFiles chosen={search} /> : null}
          {generate}
        </>
      }
    >
      <section aria-label="Statements" className="panel overflow-hidden">
        {chosen.size > 0 ? (
          <ChangeBar
            statements={statements.filter(({ id }) => chosen.has(id))}
            onDone={() => setChosen(new Set())}
          />
        ) : (
          <Filters period={search.period} state={search.state} onPick={set} />
        )}
        {pages.error !== null ? (
          <Failed error={pages.error} onRetry={() => void pages.refetch()} />
        ) : pages.data === undefined ? (
          <Waiting rows={10} />
        ) : (
          <StatementTable
            statements={statements}
            choice={{ chosen, onChange: setChosen }}
            empty={
              <Blank title="No statements here" next={generate}>
                Generate drafts for a billing period; look at the preview first, nothing is committed until
                you open them.
              </Blank>
            }
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
    </Page>
  );
}

type FilterProps = {
  readonly period: string | undefined;
  readonly state: string | undefined;
  readonly onPick: (key: 'period' | 'state', value: string) => void;
};

function Filters({ period, state, onPick }: FilterProps) {
  return (
    <div role="search" aria-label="Filters" className="flex flex-wrap gap-2 border-b border-line p-3">
      <PeriodSelect value={period ?? ''} any="Every period" onPick={(value) => onPick('period', value)} />
      <BareSelect
        label="State"
        className="w-auto"
        value={state ?? ''}
        options={[{ value: '', label: 'Every state' }, ...STATEMENT_STATES]}
        onText={(value) => onPick('state', value)}
      />
    </div>
  );
}
