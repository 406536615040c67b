import { Pencil } from 'lucide-react';
import { percentRest } from '../../book/percent-rest.ts';
import { IconButton } from '../../ui/button.tsx';
import { periodText } from '../../ui/dates.ts';
import { Backtest } from './backtest.tsx';
import { LiveMatch, useMatch } from './live-match.tsx';
import { scopeWords } from './scope-words.ts';
import type { StepProps } from './step-props.ts';
import { FOR_WHOM_WORDS, MATCH_WORDS, STEPS, type StepKey, type Terms } from './terms.ts';

/** The whole rule once more, a pencil at each part, and what it would have done. */
export function Review({ ruleId, terms, onGo }: StepProps & { readonly onGo: (step: StepKey) => void }) {
  const parties = useMatch(ruleId, terms).data?.parties ?? [];
  const named = (id: string): string => parties.find((party) => party.id === id)?.name ?? id;
  return (
    <div className="grid gap-6">
      <dl className="grid overflow-hidden rounded-lg border border-line">
        {STEPS.filter(({ key }) => key !== 'review').map(({ key, title }) => (
          <div
            key={key}
            className="grid grid-cols-[minmax(0,1fr)_2rem] items-start gap-x-3 border-b border-line px-4 py-2 last:border-b-0 sm:grid-cols-[11rem_minmax(0,1fr)_2rem]"
          >
            <dt className="pt-1 text-sm text-ink-faint">{title}</dt>
            <dd className="pt-1 text-sm break-words first-letter:uppercase max-sm:order-last max-sm:col-span-2">
              {words(terms, key, named)}
            </dd>
            <IconButton label={`Change ${title.toLowerCase()}`} onClick={() => onGo(key)}>
              <Pencil aria-hidden size={14} />
            </IconButton>
          </div>
        ))}
      </dl>
      <LiveMatch ruleId={ruleId} terms={terms} />
      <Backtest ruleId={ruleId} terms={terms} />
    </div>
  );
}

function words(terms: Terms, step: StepKey, named: (id: string) => string): string {
  switch (step) {
    case 'name':
      return `${terms.name || 'No name yet'} — ${terms.description === '' ? 'every credit' : `${MATCH_WORDS[terms.match]} “${terms.description}”`}`;
    case 'split': {
      const rest = percentRest(terms.customerPercent, terms.resellerPercent);
      return rest === null
        ? 'Not complete'
        : `${terms.customerPercent} % to the customer, ${terms.resellerPercent} % to the reseller, ${rest} % stays with the distributor; for: ${FOR_WHOM_WORDS[terms.forWhom].toLowerCase()}`;
    }
    case 'period':
      return periodWords(terms.firstPeriod, terms.lastPeriod);
    case 'customers':
    case 'resellers':
    case 'services': {
      const scope = terms[step];
      return scope.kind === 'all'
        ? scopeWords(scope, step)
        : `${scopeWords(scope, step)}: ${scope.ids.map(named).join(', ')}`;
    }
    case 'note':
      return terms.note === '' ? 'None' : terms.note;
    case 'review':
      return '';
  }
}

export function periodWords(first: string | null, last: string | null): string {
  if (first === null && last === null) return 'Every period';
  if (last === null) return `From ${periodText(first ?? '')}`;
  return first === null ? `Until ${periodText(last)}` : `${periodText(first)} to ${periodText(last)}`;
}
