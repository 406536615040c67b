import { useAsk } from '../../api/ask.ts';
import { percentRest } from '../../book/percent-rest.ts';
import { periodText } from '../../ui/dates.ts';
import { AreaField, SelectField, TextField } from '../../ui/field.tsx';
import { LiveMatch } from './live-match.tsx';
import type { StepProps } from './step-props.ts';
import { FOR_WHOM_WORDS, type Terms } from './terms.ts';

const MODES: readonly { readonly value: Terms['match']; readonly label: string }[] = [
  { value: 'exact', label: 'Is exactly this' },
  { value: 'contains', label: 'Contains this' },
  { value: 'wildcard', label: 'Wildcards: * and ?' },
  { value: 'regex', label: 'Regular expression' },
];

const FOR_WHOM: readonly { readonly value: Terms['forWhom']; readonly label: string }[] = [
  { value: 'consumer', label: FOR_WHOM_WORDS.consumer },
  { value: 'owner', label: FOR_WHOM_WORDS.owner },
];

export function NameStep({ ruleId, terms, onTerms, faultOf }: StepProps) {
  return (
    <>
      <TextField
        label="Rule name"
        value={terms.name}
        onText={(name) => onTerms({ ...terms, name })}
        fault={faultOf('name')}
      />
      <div className="grid gap-4 sm:grid-cols-[1fr_14rem]">
        <TextField
          label="Credit description"
          optional
          hint="As the cloud writes it on its credit lines. Blank: every credit. A rule with a description goes before all others."
          value={terms.description}
          onText={(description) => onTerms({ ...terms, description })}
          fault={faultOf('description')}
        />
        <SelectField
          label="How it is compared"
          options={MODES}
          value={terms.match}
          onText={(match) => onTerms({ ...terms, match: match as Terms['match'] })}
          fault={faultOf('match')}
        />
      </div>
      <LiveMatch ruleId={ruleId} terms={terms} />
    </>
  );
}

export function SplitStep({ terms, onTerms, faultOf }: StepProps) {
  const rest = percentRest(terms.customerPercent, terms.resellerPercent);
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <SelectField
        className="sm:col-span-3"
        label="For whom"
        hint="A credit may be used on another account than the one it belongs to. The rule is chosen by who used it either way."
        options={FOR_WHOM}
        value={terms.forWhom}
        onText={(whom) => onTerms({ ...terms, forWhom: whom as Terms['forWhom'] })}
        fault={faultOf('forWhom')}
      />
      <TextField
        label="Customer %"
        inputMode="decimal"
        value={terms.customerPercent}
        onText={(customerPercent) => onTerms({ ...terms, customerPercent })}
        fault={faultOf('customerPercent')}
      />
      <TextField
        label="Reseller %"
        inputMode="decimal"
        value={terms.resellerPercent}
        onText={(resellerPercent) => onTerms({ ...terms, resellerPercent })}
        fault={faultOf('resellerPercent')}
      />
      <div className="grid content-start gap-1">
        <span className="text-sm font-medium">Stays with the distributor</span>
        <output className="flex h-9 items-center text-lg font-semibold tabular-nums">
          {rest === null ? '—' : `${rest} %`}
        </output>
      </div>
    </div>
  );
}

export function PeriodStep({ terms, onTerms, faultOf }: StepProps) {
  const periods = useAsk('listPeriods', {});
  const known = (periods.data?.items ?? []).map(({ period }) => ({
    value: period,
    label: periodText(period),
  }));
  const field = (key: 'firstPeriod' | 'lastPeriod', label: string, hint: string) => (
    <TextField
      label={label}
      optional
      type="month"
      hint={hint}
      value={terms[key] ?? ''}
      onText={(period) => onTerms({ ...terms, [key]: period === '' ? null : period })}
      fault={faultOf(key)}
    />
  );
  return (
    <>
      <p className="text-ink-soft">
        Compared with the credit's own billing period, never with today. Leave both blank for every period.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        {field('firstPeriod', 'First period', 'Inclusive')}
        {field('lastPeriod', 'Last period', 'Inclusive')}
      </div>
      {known.length === 0 ? null : (
        <p className="text-sm text-ink-faint">
          The book has {known.at(-1)?.label} to {known[0]?.label}.
        </p>
      )}
    </>
  );
}

export function NoteStep({ terms, onTerms, faultOf }: StepProps) {
  return (
    <AreaField
      label="Note"
      optional
      rows={5}
      hint="For your own people: why the rule is as it is. Buyers never see it."
      value={terms.note}
      onText={(note) => onTerms({ ...terms, note })}
      fault={faultOf('note')}
    />
  );
}
