import { useState } from 'react';
import type { StatementHead } from '../../../contract/statements.ts';
import { whyNot } from '../../api/actions.ts';
import { Button } from '../../ui/button.tsx';
import { periodText } from '../../ui/dates.ts';
import { countText } from '../../ui/money-text.ts';
import { CHANGE_NAMES, type ChangeName, changeOf } from './changes.ts';
import { ConfirmChange } from './confirm-change.tsx';

type Props = { readonly statements: readonly StatementHead[]; readonly onDone: () => void };

/** What can be done with the chosen statements; off, with the reason, if it cannot be done with all of them. */
export function ChangeBar({ statements, onDone }: Props) {
  const [doing, setDoing] = useState<ChangeName | null>(null);
  return (
    <div className="flex min-h-14 flex-wrap items-center gap-2 border-b border-line bg-accent-soft p-3">
      <span className="grow font-medium" aria-live="polite">
        {countText(statements.length)} chosen
      </span>
      {CHANGE_NAMES.filter((name) => statements.some((one) => whyNot(one.actions, name) === null)).map(
        (name) => (
          <Button
            key={name}
            look={name === 'open' ? 'primary' : 'plain'}
            because={whyNotAll(statements, name)}
            onClick={() => setDoing(name)}
          >
            {changeOf(name).label}
          </Button>
        ),
      )}
      <Button look="quiet" onClick={onDone}>
        Choose none
      </Button>
      {doing === null ? null : (
        <ConfirmChange name={doing} statements={statements} onClose={() => setDoing(null)} onDone={onDone} />
      )}
    </div>
  );
}

function whyNotAll(statements: readonly StatementHead[], name: ChangeName): string | null {
  for (const { actions, buyer, period } of statements) {
    const because = whyNot(actions, name);
    if (because !== null)
      return statements.length === 1 ? because : `${buyer.name}, ${periodText(period)}: ${because}`;
  }
  return null;
}
