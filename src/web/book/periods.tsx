import { useAsk } from '../api/ask.ts';
import { useViewer } from '../shell/viewer.ts';
import { periodText } from '../ui/dates.ts';
import { BareSelect } from '../ui/field.tsx';

/** The period of the address, else the book's newest one; blank in an empty book. */
export function usePeriod(asked: string | undefined): string {
  const viewer = useViewer();
  return asked ?? viewer.newestPeriod ?? '';
}

type Props = { readonly value: string; readonly onPick: (period: string) => void; readonly any?: string };

/** Chooses a billing period; `any` is the label of choosing none. */
export function PeriodSelect({ value, onPick, any }: Props) {
  const periods = useAsk('listPeriods', {});
  const known = periods.data?.items ?? [];
  const options = known.map(({ period, closed }) => ({
    value: period,
    label: `${periodText(period)}${closed ? ' · closed' : ''}`,
  }));
  const missing = value !== '' && !known.some(({ period }) => period === value);
  return (
    <BareSelect
      label="Billing period"
      className="w-auto min-w-44"
      value={value}
      onText={onPick}
      options={[
        ...(any === undefined ? [] : [{ value: '', label: any }]),
        ...(missing ? [{ value, label: periodText(value) }] : []),
        ...options,
      ]}
    />
  );
}
