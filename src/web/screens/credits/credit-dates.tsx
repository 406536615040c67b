import { useNavigate, useSearch } from '@tanstack/react-router';
import { usePeriodOptions } from '../../book/periods.tsx';
import { BareSelect } from '../../ui/field.tsx';
import { isRange } from './credit-query.ts';

const RANGE = 'range';

/** Which dates the list is of: one billing period, every one, or those from one to another. */
export function CreditDates({ period }: { readonly period: string }) {
  const search = useSearch({ from: '/inside/credits' });
  const navigate = useNavigate({ from: '/credits' });
  const options = usePeriodOptions(period);
  const range = isRange(search);
  const set = (change: Readonly<Record<string, string | undefined>>): void =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true });
  const pick = (value: string): void => {
    const newest = options[0]?.value;
    const oldest = options.at(-1)?.value;
    if (value === RANGE) set({ period: undefined, from: oldest, to: newest });
    else set({ period: value === '' ? 'all' : value, from: undefined, to: undefined });
  };
  const end = (key: 'from' | 'to', label: string, open: string) => (
    <BareSelect
      label={label}
      className="w-44"
      value={search[key] ?? ''}
      options={[{ value: '', label: open }, ...options]}
      onText={(value) => set({ [key]: value === '' ? undefined : value })}
    />
  );
  return (
    <>
      <BareSelect
        label="Billing period"
        className="w-44"
        value={range ? RANGE : period}
        options={[{ value: '', label: 'Every period' }, { value: RANGE, label: 'From … to …' }, ...options]}
        onText={pick}
      />
      {range ? (
        <>
          {end('from', 'From period', 'From the beginning')}
          {end('to', 'To period', 'To the newest')}
        </>
      ) : null}
    </>
  );
}
