import { useNavigate, useSearch } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import { useMemo } from 'react';
import type { AuditEntryView } from '../../../contract/deliveries.ts';
import { useAsk, usePages } from '../../api/ask.ts';
import { addressOf } from '../../api/call.ts';
import { Badge } from '../../ui/badge.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Button, buttonLook } from '../../ui/button.tsx';
import { momentText } from '../../ui/dates.ts';
import { Failed } from '../../ui/failed.tsx';
import { BareText } from '../../ui/field.tsx';
import { countText } from '../../ui/money-text.ts';
import { Page } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { usePaused } from '../../ui/typed-search.ts';
import { Waiting } from '../../ui/waiting.tsx';

const FILTERS = [
  { key: 'who', label: 'Who' },
  { key: 'what', label: 'What' },
  { key: 'object', label: 'Object' },
] as const;

/** Every change: who, when, from where, what, before, after, why; each entry sealed by the one before. */
export function Audit() {
  const search = useSearch({ from: '/inside/audit' });
  const navigate = useNavigate({ from: '/audit' });
  const pages = usePages('listAudit', { query: { ...search, limit: 100 } });
  const entries = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  return (
    <Page
      title="Audit"
      lead={<Chain />}
      beside={
        <a className={buttonLook()} href={addressOf('exportAudit', { query: search })} download>
          <Download aria-hidden size={14} /> Export
        </a>
      }
    >
      <section aria-label="Audit log" className="panel overflow-hidden">
        <div role="search" aria-label="Filters" className="flex flex-wrap gap-2 border-b border-line p-3">
          {FILTERS.map(({ key, label }) => (
            <Filter
              key={key}
              label={label}
              value={search[key] ?? ''}
              onText={(text) =>
                void navigate({
                  search: (now) => ({ ...now, [key]: text === '' ? undefined : text }),
                  replace: true,
                })
              }
            />
          ))}
        </div>
        {pages.error !== null ? (
          <Failed error={pages.error} onRetry={() => void pages.refetch()} />
        ) : pages.data === undefined ? (
          <Waiting />
        ) : (
          <Table
            label="Audit log"
            columns={COLUMNS}
            rows={entries}
            rowKey={(row) => String(row.seq)}
            empty={<Blank title="No entry answers to this" />}
          />
        )}
        {pages.hasNextPage ? (
          <div className="border-t border-line p-3 text-center">
            <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              Show more
            </Button>
          </div>
        ) : null}
      </section>
    </Page>
  );
}

/** What was done is kept as the name of its endpoint: `createUser`. */
function wordsOf(what: string): string {
  const words = what.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Chain() {
  const asked = useAsk('verifyAudit', {});
  if (asked.data === undefined) return <>Checking the chain…</>;
  const { ok, entries, broken } = asked.data;
  return ok ? (
    <>
      <Badge tone="good">Chain whole</Badge> {countText(entries)} entries, each sealed by the one before.
    </>
  ) : (
    <>
      <Badge tone="bad">Chain broken</Badge> {broken.map(({ seq, why }) => `entry ${seq}: ${why}`).join('; ')}
    </>
  );
}

function Filter({
  label,
  value,
  onText,
}: {
  readonly label: string;
  readonly value: string;
  readonly onText: (text: string) => void;
}) {
  const [typed, setTyped] = usePaused(value, onText);
  return <BareText label={label} type="search" className="w-44" value={typed} onText={setTyped} />;
}

const COLUMNS: readonly Column<AuditEntryView>[] = [
  { key: 'seq', heading: '#', figures: true, className: 'text-ink-faint', cell: (row) => row.seq },
  { key: 'at', heading: 'When', className: 'whitespace-nowrap', cell: (row) => momentText(row.at) },
  {
    key: 'who',
    heading: 'Who',
    cell: (row) => (
      <>
        {row.who}
        <span className="block text-xs text-ink-faint">{row.from}</span>
      </>
    ),
  },
  { key: 'what', heading: 'What', cell: (row) => <Badge>{wordsOf(row.what)}</Badge> },
  { key: 'object', heading: 'Object', className: 'break-all', cell: (row) => row.object },
  { key: 'why', heading: 'Why', className: 'min-w-40', cell: (row) => row.why },
  {
    key: 'change',
    heading: 'Before and after',
    cell: (row) => (
      <details>
        <summary className="rounded-sm text-ink-soft hover:text-ink">Show</summary>
        <pre className="mt-1 max-w-xl overflow-x-auto text-xs whitespace-pre-wrap">
          {JSON.stringify({ before: row.before, after: row.after }, null, 2)}
        </pre>
      </details>
    ),
  },
];
