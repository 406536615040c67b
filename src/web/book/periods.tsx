import { useAsk } from '../api/ask.ts';
import { useViewer } from '../shell/viewer.ts';
import { periodText } from '../ui/dates.ts';
import { BareSelect, type Option } from '../ui/field.tsx';

/** The period of the address, else the book's newest one; blank in an empty book. */
export function usePeriod(asked: string | undefined): string {
  const viewer = useViewer();
  return asked ?? viewer.newestPeriod ?? '';
}

/** The billing periods of the book, newest first, as options; `value` is among them even if the book has it not. */
export function usePeriodOptions(value: string): readonly Option[] {
  const periods = useAsk('listPeriods', {});
  const known = periods.data?.items ?? [];
  const missing = value !== '' && !known.some(({ period }) => period === value);
  return [
    ...(missing ? [{ value, label: periodText(value) }] : []),
    ...known.map(({ period, closed }) => ({
      value: period,
      label: `${periodText(period)}${closed ? ' · closed' : ''}`,
    })),
  ];
}

type Props = { readonly value: string; readonly onPick: (period: string) => void; readonly any?: string };

/** Chooses a billing period; `any` is the label of choosing none. */
export function PeriodSelect({ value, onPick, any }: Props) {
  const options = usePeriodOptions(value);
  return (
    <BareSelect
      label="Billing period"
      className="w-44"
      value={value}
      onText={onPick}
      options={[...(any === undefined ? [] : [{ value: '', label: any }]), ...options]}
    />
  );
}
