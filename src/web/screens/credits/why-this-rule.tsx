import { Link } from '@tanstack/react-router';
import { Check, Minus, X } from 'lucide-react';
import type { ExplainedCredit } from '../../../contract/credits.ts';

/** The winner, those that also applied and at which level they lost, and the first condition the rest failed (R5). */
export function WhyThisRule({ explained: { decision } }: { readonly explained: ExplainedCredit }) {
  const { chosen, losers, ineligible } = decision;
  return (
    <section aria-label="Why this rule" className="grid gap-2">
      <h3 className="text-base font-semibold">Why this rule</h3>
      <ul className="grid gap-2 text-sm">
        {chosen === null ? (
          <li className="text-ink-soft">No rule decides this credit.</li>
        ) : (
          <li className="flex gap-2 rounded-md bg-good-soft px-3 py-2">
            <Check aria-label="Wins" size={16} className="mt-0.5 shrink-0 text-good" />
            <span>
              <RuleLink id={chosen.rule.id} name={chosen.rule.name} />, version {chosen.version}, wins:{' '}
              {chosen.sentence}
            </span>
          </li>
        )}
        {losers.map(({ rule, sentence }) => (
          <li key={rule.id} className="flex gap-2 px-3">
            <Minus aria-label="Also applies" size={16} className="mt-0.5 shrink-0 text-warn" />
            <span>
              <RuleLink id={rule.id} name={rule.name} /> also applies, but {sentence}
            </span>
          </li>
        ))}
      </ul>
      {ineligible.length > 0 ? (
        <details className="text-sm">
          <summary className="rounded-sm px-3 py-1 text-ink-soft hover:text-ink">
            {ineligible.length} rules do not apply
          </summary>
          <ul className="mt-2 grid gap-2">
            {ineligible.map(({ rule, sentence }) => (
              <li key={rule.id} className="flex gap-2 px-3">
                <X aria-label="Does not apply" size={16} className="mt-0.5 shrink-0 text-ink-faint" />
                <span>
                  <RuleLink id={rule.id} name={rule.name} />: {sentence}
                </span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}

function RuleLink({ id, name }: { readonly id: string; readonly name: string }) {
  return (
    <Link to="/rules/$ruleId" params={{ ruleId: id }} className="font-medium text-accent underline">
      {name}
    </Link>
  );
}
