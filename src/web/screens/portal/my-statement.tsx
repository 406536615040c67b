import { useParams } from '@tanstack/react-router';
import { useAsk } from '../../api/ask.ts';
import { Answered } from '../../ui/answered.tsx';
import { periodText } from '../../ui/dates.ts';
import { Page } from '../../ui/page.tsx';
import { Breakout } from '../statements/breakout.tsx';
import { StatementDocument } from '../statements/statement-document.tsx';
import { StatementFiles } from '../statements/statement-files.tsx';

export function MyStatement() {
  const { statementId } = useParams({ from: '/inside/my/statements/$statementId' });
  const asked = useAsk('getStatement', { params: { id: statementId } });
  return (
    <Page
      title={asked.data === undefined ? 'Statement' : periodText(asked.data.period)}
      crumbs={[{ label: 'My statements', to: { to: '/my/statements' } }]}
      beside={asked.data === undefined ? null : <StatementFiles id={statementId} />}
    >
      <Answered asked={asked} rows={12}>
        {(statement) => (
          <div className="mx-auto grid w-full max-w-4xl min-w-0 gap-5">
            <StatementDocument statement={statement} />
            <Breakout statement={statement} />
          </div>
        )}
      </Answered>
    </Page>
  );
}
