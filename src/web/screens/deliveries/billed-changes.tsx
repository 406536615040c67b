import { Link } from '@tanstack/react-router';
import type { BilledChangeView } from '../../../contract/sources.ts';
import { whyNot } from '../../api/actions.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { Button } from '../../ui/button.tsx';
import { momentText, periodText } from '../../ui/dates.ts';
import { FormFault } from '../../ui/form-fault.tsx';
import { countText } from '../../ui/money-text.ts';
import { Section } from '../../ui/page.tsx';

const SHOWN = 8;

export function useBilledChanges() {
  return useAsk('listBilledChanges', {});
}

/** Newer deliveries that changed what statements had billed; nothing where there is none. */
export function BilledChanges({ changes }: { readonly changes: readonly BilledChangeView[] }) {
  if (changes.length === 0) return null;
  return (
    <Section title="A delivery changed what was already billed">
      <p className="mb-4 max-w-prose text-ink-soft">
        The statements stay as they are: the difference stands on the next one to the same buyer.
      </p>
      <ul className="grid gap-4">
        {changes.map((change) => (
          <OneChange key={change.delivery} change={change} />
        ))}
      </ul>
    </Section>
  );
}

function OneChange({ change }: { readonly change: BilledChangeView }) {
  const { delivery, period, cloud, payerAccount, version, at, usageAccounts, statements } = change;
  const act = useAct('noticeBilledChange');
  const accounts = `${countText(usageAccounts.length)} ${usageAccounts.length === 1 ? 'account' : 'accounts'}`;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 grow basis-80">
        <p>
          <span className="font-medium">{periodText(period)}</span>, {cloud}{' '}
          <span className="tabular-nums">{payerAccount}</span>: delivery {version} of {momentText(at)} changed{' '}
          {accounts} of {countText(statements.length)} {statements.length === 1 ? 'statement' : 'statements'}
        </p>
        <ul aria-label="Statements" className="mt-1 flex flex-wrap gap-x-3 text-sm">
          {statements.slice(0, SHOWN).map(({ id, number, seller, buyer }) => (
            <li key={id}>
              <Link
                to="/statements/$statementId"
                params={{ statementId: id }}
                className="text-accent hover:underline"
              >
                {seller.name} → {buyer.name}
                {number === null ? '' : `, no. ${number}`}
              </Link>
            </li>
          ))}
          {statements.length > SHOWN ? (
            <li className="text-ink-soft">and {countText(statements.length - SHOWN)} more</li>
          ) : null}
        </ul>
        <FormFault says={faultElsewhere(act.error)} />
      </div>
      <Button
        busy={act.isPending}
        because={whyNot(change.actions, 'notice')}
        aria-label={`Seen to: ${periodText(period)}, ${payerAccount}`}
        onClick={() => act.mutate({ params: { id: delivery }, body: {} })}
      >
        Seen to
      </Button>
    </li>
  );
}
