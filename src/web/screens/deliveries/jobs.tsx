import type { JobView } from '../../../contract/deliveries.ts';
import { offered, whyNot } from '../../api/actions.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { JobState } from '../../book/states.tsx';
import { Button } from '../../ui/button.tsx';
import { momentText } from '../../ui/dates.ts';
import { Faults } from '../../ui/faults.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { Section } from '../../ui/page.tsx';
import { Progress } from '../../ui/waiting.tsx';
import { useJobEvents } from './job-events.ts';

const SHOWN = 5;
const KINDS = { import: 'Import', generate: 'Drafting statements', look: 'Look at a source' } as const;

export function useJobs() {
  return useAsk('listJobs', { query: { limit: SHOWN } });
}

/** Long work with its real progress; it goes on without this page. */
export function Jobs({ jobs }: { readonly jobs: readonly JobView[] }) {
  if (jobs.length === 0) return null;
  return (
    <Section title="Long work">
      <ul className="grid gap-4">
        {jobs.map((job) => (
          <OneJob key={job.id} listed={job} />
        ))}
      </ul>
    </Section>
  );
}

function OneJob({ listed }: { readonly listed: JobView }) {
  const job = useJobEvents(listed);
  const cancel = useAct('cancelJob');
  const again = useAct('runJobAgain');
  const running = job.state === 'running' || job.state === 'waiting';
  return (
    <li className="grid gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <JobState state={job.state} />
        <span className="font-medium">{KINDS[job.kind]}</span>
        <span className="grow text-sm text-ink-soft">
          {job.startedBy}, {momentText(job.createdAt)}
        </span>
        {running && offered(job.actions, 'cancel') ? (
          <Button
            because={whyNot(job.actions, 'cancel')}
            busy={cancel.isPending}
            onClick={() => cancel.mutate({ params: { id: job.id }, body: {} })}
          >
            Cancel
          </Button>
        ) : null}
        {whyNot(job.actions, 'run-again') === null ? (
          <Button busy={again.isPending} onClick={() => again.mutate({ params: { id: job.id }, body: {} })}>
            Run again
          </Button>
        ) : null}
      </div>
      <FormFault says={faultElsewhere(cancel.error ?? again.error)} />
      {running ? <Progress label={job.phase} done={job.done} of={job.of === 0 ? null : job.of} /> : null}
      {job.detail === null ? null : (
        <p className={`text-sm ${job.state === 'failed' ? 'text-bad' : 'text-ink-soft'}`}>{job.detail}</p>
      )}
      <Faults faults={job.errors} />
    </li>
  );
}
