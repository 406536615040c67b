import { useState } from 'react';
import type { ScopeView } from '../../../contract/rules.ts';
import { useAsk } from '../../api/ask.ts';
import { Choice } from '../../ui/choice.tsx';
import { TickList } from '../../ui/tick-list.tsx';
import { useStill } from '../../ui/typed-search.ts';
import { useMatch } from './live-match.tsx';
import type { StepProps } from './step-props.ts';

const LIMIT = 200;
type Of = 'customers' | 'resellers' | 'services';

const HINTS: Readonly<Record<Of, string>> = {
  customers: 'The customer whose usage account the cloud gave the credit to.',
  resellers:
    'The reseller of that customer. A direct customer has none: only All and Only excluded hold for it.',
  services: "The service on the cloud's credit line.",
};
const OPTIONS = [
  { value: 'all', label: 'All' },
  { value: 'only', label: 'Only selected' },
  { value: 'except', label: 'Only excluded' },
] as const;

/** All, Only selected or Only excluded, with a list that can be searched. */
export function ScopeStep({ of, ruleId, terms, onTerms, faultOf }: StepProps & { readonly of: Of }) {
  const scope = terms[of];
  const ids = scope.kind === 'all' ? [] : scope.ids;
  const [word, setWord] = useState('');
  const items = useItems(of, useStill(word));
  const parties = useMatch(ruleId, terms).data?.parties ?? [];
  const set = (next: ScopeView): void => onTerms({ ...terms, [of]: next });
  return (
    <>
      <p className="text-ink-soft">{HINTS[of]}</p>
      <Choice
        legend={`Which ${of}`}
        hideLegend
        value={scope.kind}
        options={OPTIONS}
        onChange={(kind) => set(kind === 'all' ? { kind } : { kind, ids: [...ids] })}
      />
      {scope.kind === 'all' ? null : (
        <TickList
          label={scope.kind === 'only' ? `Selected ${of}` : `Excluded ${of}`}
          things={of}
          items={items}
          known={parties}
          chosen={ids}
          word={word}
          onWord={setWord}
          onChange={(next) => set({ kind: scope.kind, ids: [...next] })}
          fault={faultOf(of)}
        />
      )}
    </>
  );
}

function useItems(of: Of, word: string): readonly { readonly id: string; readonly name: string }[] {
  const q = { query: { q: word, limit: LIMIT } };
  const customers = useAsk('listCustomers', q, { enabled: of === 'customers', keep: true });
  const resellers = useAsk('listResellers', q, { enabled: of === 'resellers', keep: true });
  const services = useAsk('sumCredits', { query: {} }, { enabled: of === 'services' });
  if (of === 'customers') return customers.data?.items ?? [];
  if (of === 'resellers') return resellers.data?.items ?? [];
  return (services.data?.services ?? [])
    .filter((id) => id.toLowerCase().includes(word.toLowerCase()))
    .map((id) => ({ id, name: id }));
}
