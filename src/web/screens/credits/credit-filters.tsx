import { useNavigate, useSearch } from '@tanstack/react-router';
import { X } from 'lucide-react';
import type { AnswerOf } from '../../../contract/route.ts';
import { useAsk } from '../../api/ask.ts';
import type { RouteOf } from '../../api/contract-routes.ts';
import { CREDIT_STATUSES } from '../../book/states.tsx';
import { Button } from '../../ui/button.tsx';
import { Tick } from '../../ui/choice.tsx';
import { BareSelect, BareText } from '../../ui/field.tsx';
import { countText } from '../../ui/money-text.ts';
import { usePaused } from '../../ui/typed-search.ts';
import { CreditDates } from './credit-dates.tsx';
import { isRange } from './credit-query.ts';

type Sums = AnswerOf<RouteOf<'sumCredits'>>;
const FILTERS = ['account', 'description', 'customer', 'reseller', 'service', 'status', 'rule'] as const;
type Filter = (typeof FILTERS)[number];

/** What the list is narrowed to; it stands in the address, so that it can be sent to somebody. */
export function CreditFilters({
  period,
  counts,
}: {
  readonly period: string;
  readonly counts: Sums | undefined;
}) {
  const search = useSearch({ from: '/inside/credits' });
  const navigate = useNavigate({ from: '/credits' });
  const set = (key: string, value: string | undefined): void =>
    void navigate({
      search: (now) => ({ ...now, [key]: value === '' ? undefined : value }) as never,
      replace: true,
    });
  const customers = useAsk('listCustomers', { query: { limit: 500 } });
  const resellers = useAsk('listResellers', { query: { limit: 500 } });
  const services = [
    ...new Set([...(counts?.services ?? []), ...(search.service === undefined ? [] : [search.service])]),
  ];
  const named = (list: readonly { id: string; name: string }[] | undefined) =>
    (list ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const pick = (key: Filter, label: string, options: readonly { value: string; label: string }[]) => (
    <BareSelect
      label={label}
      className="w-36"
      value={search[key] ?? ''}
      onText={(value) => set(key, value)}
      options={[{ value: '', label: `${label}: all` }, ...options]}
    />
  );
  return (
    <div
      role="search"
      aria-label="Filters"
      className="flex flex-wrap items-center gap-2 border-b border-line p-3"
    >
      <CreditDates period={period} />
      <FilterText label="Account" value={search.account ?? ''} onText={(text) => set('account', text)} />
      <FilterText
        label="Description"
        value={search.description ?? ''}
        onText={(text) => set('description', text)}
        wide
      />
      {pick('customer', 'Customer', named(customers.data?.items))}
      {pick('reseller', 'Reseller', named(resellers.data?.items))}
      {pick(
        'service',
        'Service',
        services.map((one) => ({ value: one, label: one })),
      )}
      {pick('status', 'Status', statusOptions(counts))}
      {period === '' || isRange(search) ? null : (
        <Tick
          label="Older ones that wait"
          on={search.older !== 'false'}
          onChange={(on) => set('older', on ? undefined : 'false')}
        />
      )}
      <ClearFilters used={FILTERS.filter((key) => search[key] !== undefined)} />
    </div>
  );
}

function statusOptions(counts: Sums | undefined) {
  return CREDIT_STATUSES.map(({ value, label }) => {
    const found = counts?.statuses.find((one) => one.status === value);
    return { value, label: found === undefined ? label : `${label} (${countText(found.count)})` };
  });
}

function ClearFilters({ used }: { readonly used: readonly string[] }) {
  const navigate = useNavigate({ from: '/credits' });
  if (used.length === 0) return null;
  const clear = (): void =>
    void navigate({
      search: (now) =>
        Object.fromEntries(Object.entries(now).filter(([key]) => !used.includes(key))) as never,
    });
  return (
    <Button look="quiet" onClick={clear}>
      <X aria-hidden size={14} /> Clear filters
    </Button>
  );
}

function FilterText({
  label,
  value,
  onText,
  wide = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly wide?: boolean;
}) {
  const [typed, setTyped] = usePaused(value, onText);
  return (
    <BareText
      label={label}
      type="search"
      className={wide ? 'w-52' : 'w-36'}
      value={typed}
      onText={setTyped}
    />
  );
}
