import { Link } from '@tanstack/react-router';
import type { CreditRecordsAnswer } from '../../../contract/credit-records.ts';
import { dayText } from '../../ui/dates.ts';
import { Section } from '../../ui/page.tsx';
import { EndingTable } from '../deliveries/ending-table.tsx';

/** A warning 90, 60 and 30 days before AWS's credits lapse; nothing where none does. */
export function EndingCredits({ records }: { readonly records: CreditRecordsAnswer }) {
  const all = records.endingSums.filter((sum) => sum.account === null);
  if (all.length === 0) return null;
  const [first] = records.endings;
  const soonest = records.items.find((item) => item.id === first?.record);
  return (
    <Section
      title="AWS credits that end soon"
      beside={
        <Link
          to="/deliveries/records"
          search={{}}
          className="text-sm font-medium text-accent hover:underline"
        >
          All of them
        </Link>
      }
      flush
    >
      {soonest === undefined ? null : (
        <p className="px-4 py-3 text-ink-soft">
          The first is “{soonest.description}” of {soonest.owner?.name ?? soonest.account}, on{' '}
          {dayText(soonest.ends ?? '')}.
        </p>
      )}
      <EndingTable sums={all} />
    </Section>
  );
}
