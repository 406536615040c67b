import { useNavigate, useSearch } from '@tanstack/react-router';
import { Upload } from 'lucide-react';
import { useState } from 'react';
import type { DeliveryView } from '../../../contract/deliveries.ts';
import { useAsk } from '../../api/ask.ts';
import { PeriodSelect } from '../../book/periods.tsx';
import { useViewer } from '../../shell/viewer.ts';
import { Answered } from '../../ui/answered.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { periodText } from '../../ui/dates.ts';
import { countText } from '../../ui/money-text.ts';
import { Page, Section } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { BilledChanges, useBilledChanges } from './billed-changes.tsx';
import { DeliveryDetails } from './delivery-details.tsx';
import { DeliveryTabs } from './delivery-tabs.tsx';
import { ImportFiles } from './import-files.tsx';
import { Jobs, useJobs } from './jobs.tsx';
import { Unmapped, useUnmapped } from './unmapped.tsx';

/** What was read from the clouds, and what of it nobody owns yet. */
export function Deliveries() {
  const { period } = useSearch({ from: '/inside/deliveries' });
  const navigate = useNavigate({ from: '/deliveries' });
  const viewer = useViewer();
  const asked = useAsk('listDeliveries', { query: { period } }, { keep: true });
  // What stands above the list is known before the list is shown: nothing jumps.
  const jobs = useJobs();
  const unmapped = useUnmapped(period);
  const changes = useBilledChanges();
  const early = jobs.isPending || unmapped.isPending || changes.isPending;
  const [shown, setShown] = useState<string | null>(null);
  const [importing, setImporting] = useState(false);
  return (
    <Page
      title="Deliveries"
      lead="Every line that was read stands in charges, credits, discounts, refunds, tax or unknown."
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
            <Upload aria-hidden size={14} /> Import files
          </Button>
        </>
      }
    >
      <DeliveryTabs />
      {early ? (
        <Waiting rows={10} />
      ) : (
        <>
          <BilledChanges changes={changes.data?.items ?? []} />
          <Jobs jobs={jobs.data?.items ?? []} />
          <Unmapped accounts={unmapped.data?.items ?? []} />
          <Section title="Read so far" flush>
            <Answered asked={asked}>
              {({ items }) => (
                <Table
                  label="Deliveries"
                  columns={columnsOf(setShown)}
                  rows={items}
                  rowKey={(row) => row.id}
                  empty={
                    <Blank title="Nothing was read yet">
                      Import the billing files of a month: CUR, CUR 2.0 or FOCUS, as CSV or Parquet.
                    </Blank>
                  }
                />
              )}
            </Answered>
          </Section>
        </>
      )}
      {shown === null ? null : <DeliveryDetails id={shown} onClose={() => setShown(null)} />}
      {importing ? <ImportFiles onClose={() => setImporting(false)} /> : null}
    </Page>
  );
}

function columnsOf(show: (id: string) => void): readonly Column<DeliveryView>[] {
  return [
    {
      key: 'period',
      heading: 'Period',
      cell: (row) => (
        <button
          type="button"
          onClick={() => show(row.id)}
          className="rounded-sm font-medium text-accent hover:underline"
        >
          {periodText(row.period)}
        </button>
      ),
    },
    ...COLUMNS,
  ];
}

const COLUMNS: readonly Column<DeliveryView>[] = [
  { key: 'cloud', heading: 'Cloud', cell: (row) => row.cloud },
  { key: 'payer', heading: 'Payer account', className: 'tabular-nums', cell: (row) => row.payerAccount },
  {
    key: 'version',
    heading: 'Delivery',
    cell: (row) => (
      <>
        {row.version} {row.current ? null : <Badge>Replaced</Badge>}
      </>
    ),
  },
  { key: 'format', heading: 'Format', cell: (row) => row.format },
  { key: 'lines', heading: 'Lines', figures: true, cell: (row) => countText(row.lines) },
  {
    key: 'final',
    heading: 'Final',
    cell: (row) => (row.final ? <Badge tone="good">Final</Badge> : <Badge tone="warn">Estimated</Badge>),
  },
  {
    key: 'odd',
    heading: 'To do',
    cell: (row) => (
      <span className="inline-flex gap-1">
        {row.unmapped > 0 ? <Badge tone="warn">{countText(row.unmapped)} unmapped</Badge> : null}
        {row.unknown > 0 ? <Badge tone="bad">{countText(row.unknown)} unknown line types</Badge> : null}
      </span>
    ),
  },
];
