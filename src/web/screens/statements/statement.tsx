import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { StatementView } from '../../../contract/statements.ts';
import { whyNot } from '../../api/actions.ts';
import { useAsk } from '../../api/ask.ts';
import { Answered } from '../../ui/answered.tsx';
import { Button } from '../../ui/button.tsx';
import { periodText } from '../../ui/dates.ts';
import { Page } from '../../ui/page.tsx';
import { Breakout } from './breakout.tsx';
import { CHANGE_NAMES, type ChangeName, changeOf } from './changes.ts';
import { ConfirmChange } from './confirm-change.tsx';
import { StatementDocument } from './statement-document.tsx';
import { StatementFiles } from './statement-files.tsx';

export function Statement() {
  const { statementId } = useParams({ from: '/inside/statements/$statementId' });
  const asked = useAsk('getStatement', { params: { id: statementId } });
  const found = asked.data;
  return (
    <Page
      title={found === undefined ? 'Statement' : `${found.buyer.name}, ${periodText(found.period)}`}
      crumbs={[{ label: 'Statements', to: { to: '/statements', search: {} } }]}
      beside={found === undefined ? null : <Changes statement={found} />}
    >
      <Answered asked={asked} rows={12}>
        {(statement) => (
          <div className="mx-auto grid w-full max-w-4xl gap-5">
            <StatementDocument statement={statement} />
            <Breakout statement={statement} />
          </div>
        )}
      </Answered>
    </Page>
  );
}

function Changes({ statement }: { readonly statement: StatementView }) {
  const [doing, setDoing] = useState<ChangeName | null>(null);
  const possible = CHANGE_NAMES.filter((name) => whyNot(statement.actions, name) === null);
  return (
    <>
      <StatementFiles id={statement.id} />
      {possible.map((name) => (
        <Button key={name} look={name === 'open' ? 'primary' : 'plain'} onClick={() => setDoing(name)}>
          {changeOf(name).label}
        </Button>
      ))}
      {doing === null ? null : (
        <ConfirmChange
          name={doing}
          statements={[statement]}
          onClose={() => setDoing(null)}
          onDone={() => undefined}
        />
      )}
    </>
  );
}
