import { useNavigate, useSearch } from '@tanstack/react-router';
import { useAsk } from '../../api/ask.ts';
import { PeriodSelect } from '../../book/periods.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Money } from '../../ui/money.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { CheckList } from './check-list.tsx';

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
            <dl className="panel flex flex-wrap gap-8 p-5">
              {difference.map(({ currency, amount }) => (
                <div key={currency}>
                  <dt className="text-sm text-ink-soft">
                    Received less granted, kept, unallocated and rounding
                  </dt>
                  <dd>
                    <Money
                      amount={amount}
                      currency={currency}
                      className="text-2xl font-semibold tracking-tight"
                    />
                  </dd>
                </div>
              ))}
              {difference.length === 0 ? <p className="text-ink-soft">Nothing was received yet.</p> : null}
            </dl>
            <Section title="Checks">
              <CheckList checks={items} />
            </Section>
          </>
        )}
      </Answered>
    </Page>
  );
}
