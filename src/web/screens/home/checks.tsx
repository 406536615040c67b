import { useNavigate, useSearch } from '@tanstack/react-router';
import { useAsk } from '../../api/ask.ts';
import { PeriodSelect } from '../../book/periods.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { CheckList } from './check-list.tsx';
import { ControlDifference } from './control-difference.tsx';

/** Every named check; the difference must read 0.00. */
export function Checks() {
  const { period } = useSearch({ from: '/inside/checks' });
  const navigate = useNavigate({ from: '/checks' });
  const asked = useAsk('getChecks', { query: { period } });
  return (
    <Page
      title="Control sheet"
      lead="What always holds in the book. The difference must read 0.00."
      beside={
        <PeriodSelect
          value={period ?? ''}
          any="The whole book"
          onPick={(next) => void navigate({ search: { period: next === '' ? undefined : next } })}
        />
      }
    >
      <Answered asked={asked} rows={12}>
        {({ items, difference }) => (
          <>
            <div className="panel p-5">
              <ControlDifference difference={difference} />
            </div>
            <Section title="Checks">
              <CheckList checks={items} />
            </Section>
          </>
        )}
      </Answered>
    </Page>
  );
}
