import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { JobView } from '../../../contract/deliveries.ts';
import { whyNot } from '../../api/actions.ts';
import { useAct } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { JobState } from '../../book/states.tsx';
import { Button } from '../../ui/button.tsx';
import { periodText } from '../../ui/dates.ts';
import { Faults } from '../../ui/faults.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { countText } from '../../ui/money-text.ts';
import { useNotice } from '../../ui/notices.tsx';
import { Page } from '../../ui/page.tsx';
import { Progress } from '../../ui/waiting.tsx';
import { useJobEvents } from '../deliveries/job-events.ts';

type DraftingProps = { readonly started: JobView; readonly onBack: () => void };
type Drafted = { readonly drafted: number; readonly replaced: number; readonly kept: number };

/** A run of drafts while it goes on: how far it is, and the way to stop it. It goes on without this page too. */
export function Drafting({ started, onBack }: DraftingProps) {
  const job = useJobEvents(started);
  const period = job.period ?? '';
  const cancel = useAct('cancelJob');
  const notice = useNotice();
  const navigate = useNavigate({ from: '/statements/generate' });
  const isDone = job.state === 'done';
  const { drafted, replaced, kept } = draftedOf(job);
  useEffect(() => {
    if (!isDone) return;
    notice({
      says: `${countText(drafted)} drafts made, ${countText(replaced)} replaced, ${countText(kept)} unchanged.`,
    });
    void navigate({ to: '/statements', search: { period, state: 'draft' } });
  }, [isDone, drafted, replaced, kept, period, notice, navigate]);
  const ended = job.state === 'failed' || job.state === 'cancelled';
  return (
    <Page
      title={`Drafting ${periodText(period)}`}
      crumbs={[{ label: 'Statements', to: { to: '/statements', search: {} } }]}
      lead={`Started by ${job.startedBy}. It goes on when you close this page; cancelled or failed, nothing of it is kept.`}
      beside={
        ended ? (
          <Button look="primary" onClick={onBack}>
            Back to the preview
          </Button>
        ) : (
          <Button
            because={whyNot(job.actions, 'cancel')}
            busy={cancel.isPending}
            onClick={() => cancel.mutate({ params: { id: job.id }, body: {} })}
          >
            Cancel
          </Button>
        )
      }
    >
      <section aria-label="Progress" className="panel grid gap-3 p-4" aria-live="polite">
        <div>
          <JobState state={job.state} />
        </div>
        <FormFault says={faultElsewhere(cancel.error)} />
        {ended ? (
          <>
            <p className={job.state === 'failed' ? 'text-bad' : ''}>{job.detail ?? job.phase}</p>
            <Faults faults={job.errors} />
          </>
        ) : (
          <Progress label={job.phase} done={job.done} of={job.of === 0 ? null : job.of} />
        )}
      </section>
    </Page>
  );
}

function draftedOf({ result }: JobView): Drafted {
  const { drafted = 0, replaced = 0, kept = 0 } = (result ?? {}) as Partial<Drafted>;
  return { drafted, replaced, kept };
}
