import { useParams } from '@tanstack/react-router';
import { useAsk } from '../../api/ask.ts';
import { Answered } from '../../ui/answered.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Section } from '../../ui/page.tsx';
import { StatementTable } from '../statements/statement-table.tsx';

export function CustomerStatements() {
  const { customerId } = useParams({ from: '/inside/customers/$customerId/statements' });
  const asked = useAsk('listStatements', { query: { buyer: customerId, limit: 200 } });
  return (
    <Section title="Statements" flush>
      <Answered asked={asked}>
        {({ items }) => (
          <StatementTable
            statements={items}
            empty={
              <Blank title="No statements yet">
                Generate the statements of a period on the screen Statements.
              </Blank>
            }
          />
        )}
      </Answered>
    </Section>
  );
}
