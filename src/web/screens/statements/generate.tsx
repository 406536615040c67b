import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { Generated } from '../../../contract/statements.ts';
import { useAsk } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { PeriodSelect, usePeriod } from '../../book/periods.tsx';
import { sideOf, useViewer } from '../../shell/viewer.ts';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { Switch } from '../../ui/choice.tsx';
import { periodText } from '../../ui/dates.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { countText } from '../../ui/money-text.ts';
import { Page } from '../../ui/page.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { Drafting } from './drafting.tsx';
import { useDraftingJob } from './drafting-job.ts';
import { GeneratedNotes } from './generated-notes.tsx';
import { PreviewTable } from './preview-table.tsx';

/** A period's statements: who, with or without their credits, what it would be, and then the drafts. */
export function Generate() {
  const search = useSearch({ from: '/inside/statements/generate' });
  const period = usePeriod(search.period);
  const navigate = useNavigate({ from: '/statements/generate' });
  const viewer = useViewer();
  const seller = sideOf(viewer.role) === 'reseller' ? (viewer.party?.id ?? null) : (search.seller ?? null);
  // null: as each seller's settings say (T3).
  const [useCredits, setUseCredits] = useState<boolean | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const body = { period, useCredits, seller, late: false };
  const { start, job, isKnown, putAway } = useDraftingJob();
  // A preview writes and takes back: beside the drafting it would only stand in its way.
  const mayPreview = isKnown && job === null && !start.isPending;
  const preview = useAsk(
    'generateStatements',
    { query: { dryRun: 'true' }, body: { ...body, buyers: null } },
    { enabled: period !== '' && mayPreview, keep: true },
  );
  const all = preview.data?.buyers ?? [];
  const buyers = all.filter((one) => !left.has(one.buyer.id));
  const chosen = left.size === 0 ? null : [...new Set(buyers.map((one) => one.buyer.id))];
  const create = (): void => start.mutate({ body: { ...body, buyers: chosen } });
  if (job !== null) return <Drafting started={job} onBack={putAway} />;
  return (
    <Page
      title="Generate statements"
      crumbs={[{ label: 'Statements', to: { to: '/statements', search: {} } }]}
      lead="Drafts reserve credit and commit nothing; buyers do not see them until you open them."
      beside={
        <Button
          look="primary"
          busy={start.isPending}
          because={buyers.length === 0 ? 'Nobody is chosen.' : null}
          onClick={create}
        >
          Create {countText(buyers.length)} drafts
        </Button>
      }
    >
      <div className="panel flex flex-wrap items-center gap-x-8 gap-y-4 p-4">
        <PeriodSelect
          value={period}
          onPick={(next) => void navigate({ search: (now) => ({ ...now, period: next }) })}
        />
        {all.length === 0 ? null : <UseCredits asked={useCredits} buyers={all} onChange={setUseCredits} />}
      </div>
      <FormFault says={faultElsewhere(preview.error ?? start.error)} />
      {preview.data === undefined ? (
        preview.isPending && period !== '' ? (
          <Waiting rows={10} />
        ) : null
      ) : (
        <>
          <GeneratedNotes generated={preview.data} />
          {all.length === 0 ? (
            <div className="panel">
              <Blank title={`Nobody to bill in ${periodText(period)}`}>
                A statement needs charges of a mapped account in the period.
              </Blank>
            </div>
          ) : (
            <PreviewTable buyers={all} left={left} onLeave={setLeft} fresh={!preview.isFetching} />
          )}
        </>
      )}
    </Page>
  );
}

type UseCreditsProps = {
  readonly asked: boolean | null;
  readonly buyers: Generated['buyers'];
  readonly onChange: (on: boolean) => void;
};

/** Stands where the settings put it until somebody moves it. */
function UseCredits({ asked, buyers, onChange }: UseCreditsProps) {
  const using = buyers.filter(({ useCredits }) => useCredits).length;
  const on = asked ?? using > 0;
  const some =
    asked === null && on && using < buyers.length
      ? ` By their sellers’ settings this is so for ${countText(using)} of ${countText(buyers.length)}.`
      : '';
  return (
    <Switch
      label="Use credits"
      hint={
        on
          ? `The buyers' balances are applied to their statements.${some}`
          : 'No balance is touched; the statements show the full amount.'
      }
      on={on}
      onChange={onChange}
    />
  );
}
