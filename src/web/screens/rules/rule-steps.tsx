import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { faultAt, faultElsewhere } from '../../api/problem.ts';
import { percentFault, percentRest } from '../../book/percent-rest.ts';
import { Button } from '../../ui/button.tsx';
import { classes } from '../../ui/class-names.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { Review } from './review.tsx';
import { ScopeStep } from './scope-step.tsx';
import { NameStep, NoteStep, PeriodStep, SplitStep } from './simple-steps.tsx';
import type { StepProps } from './step-props.ts';
import { STEPS, type StepKey, type Terms, type TermsField } from './terms.ts';

type Props = Omit<StepProps, 'faultOf'> & {
  readonly onSave: () => void;
  readonly saving: boolean;
  readonly error: unknown;
  readonly start: StepKey;
};

/** Seed B's steps, one at a time; any of them can be gone to, and nothing typed is lost. */
export function RuleSteps({ ruleId, terms, onTerms, onSave, saving, error, start }: Props) {
  const [at, setAt] = useState<StepKey>(start);
  const [tried, setTried] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const index = STEPS.findIndex(({ key }) => key === at);
  const faultOf = (field: TermsField): string | null =>
    faultAt(error, field) ?? (tried ? ownFault(terms, field) : null);
  useEffect(() => heading.current?.focus(), [at]);
  const next = (event: FormEvent): void => {
    event.preventDefault();
    const step = STEPS[index];
    const wrong = (step?.fields ?? []).some((field) => ownFault(terms, field) !== null);
    setTried(wrong);
    if (!wrong) setAt(STEPS[index + 1]?.key ?? at);
  };
  const first = STEPS.find(({ fields }) => fields.some((field) => ownFault(terms, field) !== null));
  const steps = { ruleId, terms, onTerms, faultOf };
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[14rem_minmax(0,1fr)]">
      <StepList at={at} terms={terms} onGo={setAt} />
      <form onSubmit={next} className="panel" noValidate>
        <div className="grid gap-5 p-5">
          <h2 ref={heading} tabIndex={-1} className="text-lg font-semibold outline-none">
            {index + 1}. {STEPS[index]?.title}
          </h2>
          <Step at={at} {...steps} onGo={setAt} />
          <FormFault says={faultElsewhere(error, Object.keys(terms))} />
        </div>
        <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
          {index > 0 ? <Button onClick={() => setAt(STEPS[index - 1]?.key ?? at)}>Back</Button> : null}
          {at === 'review' ? (
            <Button
              look="primary"
              busy={saving}
              because={first === undefined ? null : `Complete the step “${first.title}” first.`}
              onClick={onSave}
            >
              {ruleId === null ? 'Save and close' : 'Save as a new version'}
            </Button>
          ) : (
            <Button look="primary" type="submit">
              Next
            </Button>
          )}
        </div>
      </form>
    </div>
  );
}

function Step({
  at,
  onGo,
  ...steps
}: StepProps & { readonly at: StepKey; readonly onGo: (step: StepKey) => void }): ReactNode {
  switch (at) {
    case 'name':
      return <NameStep {...steps} />;
    case 'split':
      return <SplitStep {...steps} />;
    case 'period':
      return <PeriodStep {...steps} />;
    case 'customers':
    case 'resellers':
    case 'services':
      return <ScopeStep key={at} of={at} {...steps} />;
    case 'note':
      return <NoteStep {...steps} />;
    case 'review':
      return <Review {...steps} onGo={onGo} />;
  }
}

function StepList({
  at,
  terms,
  onGo,
}: {
  readonly at: StepKey;
  readonly terms: Terms;
  readonly onGo: (step: StepKey) => void;
}) {
  return (
    <ol aria-label="Steps" className="grid gap-0.5 max-lg:grid-cols-2 sm:max-lg:grid-cols-4">
      {STEPS.map(({ key, title, fields }, index) => {
        const whole = fields.every((field) => ownFault(terms, field) === null);
        return (
          <li key={key}>
            <button
              type="button"
              aria-current={key === at ? 'step' : undefined}
              onClick={() => onGo(key)}
              className={classes(
                'flex w-full items-center gap-2.5 rounded-md px-2.5 py-1.5 text-left text-sm font-medium hover:bg-hover',
                key === at ? 'bg-accent-soft text-accent' : 'text-ink-soft',
              )}
            >
              <span
                aria-hidden
                className={classes(
                  'grid size-5 place-items-center rounded-full border text-xs tabular-nums',
                  key === at ? 'border-accent' : 'border-line-strong',
                )}
              >
                {index + 1}
              </span>
              {title}
              {whole ? null : <span className="sr-only"> (not complete)</span>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

/** What can be seen to be missing without asking the service. */
function ownFault(terms: Terms, field: TermsField): string | null {
  switch (field) {
    case 'name':
      return terms.name.trim() === '' ? 'Give the rule a name.' : null;
    case 'customerPercent':
      return percentFault(terms.customerPercent);
    case 'resellerPercent':
      return (
        percentFault(terms.resellerPercent) ??
        (percentRest(terms.customerPercent, terms.resellerPercent) === null &&
        percentFault(terms.customerPercent) === null
          ? 'The two together are more than 100.'
          : null)
      );
    case 'lastPeriod':
      return terms.firstPeriod !== null && terms.lastPeriod !== null && terms.lastPeriod < terms.firstPeriod
        ? 'The last period is before the first.'
        : null;
    case 'customers':
    case 'resellers':
    case 'services': {
      const scope = terms[field];
      return scope.kind === 'only' && scope.ids.length === 0 ? 'Choose at least one, or choose All.' : null;
    }
    default:
      return null;
  }
}
