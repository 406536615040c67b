import { useNavigate, useSearch } from '@tanstack/react-router';
import { Upload } from 'lucide-react';
import { useState } from 'react';
import { useAsk } from '../../api/ask.ts';
import { PeriodSelect } from '../../book/periods.tsx';
import { useViewer } from '../../shell/viewer.ts';
import { Answered } from '../../ui/answered.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { dayText } from '../../ui/dates.ts';
import { Page, Section } from '../../ui/page.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { DeliveryTabs } from './delivery-tabs.tsx';
import { EndingTable } from './ending-table.tsx';
import { ImportRecords } from './import-records.tsx';
import { MatchTables } from './match-tables.tsx';
import { RecordTable } from './record-table.tsx';

/** AWS's own records of its credits: who owns and who used what, what does not match, and what ends soon. */
export function CreditRecords() {
  const { period } = useSearch({ from: '/inside/deliveries/records' });
  const navigate = useNavigate({ from: '/deliveries/records' });
  const viewer = useViewer();
  const records = useAsk('listCreditRecords', {});
  const matches = useAsk('matchCreditRecords', { query: { period } }, { keep: true });
  const [importing, setImporting] = useState(false);
  const none = records.data?.items.length === 0 && matches.data?.left.length === 0;
  return (
    <Page
      title="AWS credit records"
      lead="What AWS itself says of its credits: whose, who used them, how much is left, until when."
      beside={
        <>
          <PeriodSelect
            value={period ?? ''}
            any="Every period"
            onPick={(next) => void navigate({ search: { period: next === '' ? undefined : next } })}
          />
          <Button
            look="primary"
            because={viewer.role === 'distributor-admin' ? null : 'Only a distributor admin imports files.'}
            onClick={() => setImporting(true)}
          >
            <Upload aria-hidden size={14} /> Import answers
          </Button>
        </>
      }
    >
      <DeliveryTabs />
      {records.isPending || matches.isPending ? (
        <Waiting rows={10} />
      ) : none ? (
        <div className="panel">
          <Blank title="No record was imported yet">
            Import the answers of AWS Billing GetCredits and GetCreditAllocationHistory, as JSON files.
          </Blank>
        </div>
      ) : (
        <>
          <Answered asked={records}>
            {({ endingSums, today }) =>
              endingSums.length === 0 ? null : (
                <Section title={`What ends within 90 days of ${dayText(today)}`} flush>
                  <EndingTable sums={endingSums} />
                </Section>
              )
            }
          </Answered>
          <Answered asked={matches}>{(view) => <MatchTables view={view} />}</Answered>
          <Section title="Credit records" flush>
            <Answered asked={records}>{({ items }) => <RecordTable items={items} />}</Answered>
          </Section>
        </>
      )}
      {importing ? <ImportRecords onClose={() => setImporting(false)} /> : null}
    </Page>
  );
}
