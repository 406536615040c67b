import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { MailView } from '../../../contract/mail.ts';
import { useAsk, usePages } from '../../api/ask.ts';
import { useViewer } from '../../shell/viewer.ts';
import { Badge } from '../../ui/badge.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { momentText } from '../../ui/dates.ts';
import { Failed } from '../../ui/failed.tsx';
import { BareSelect } from '../../ui/field.tsx';
import { countText } from '../../ui/money-text.ts';
import { Page } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { CreditMail } from './credit-mail.tsx';
import { MailDrawer } from './mail-drawer.tsx';
import { EVENT_LABELS, STATE_LOOKS } from './mail-words.ts';

const SELLERS = ['distributor-admin', 'reseller-admin', 'reseller-user'];
const LOOK_AGAIN_MS = 3_000;

/** The mails that were written, with what became of each; and the way to write the month's. */
export function Outbox() {
  const { state, event } = useSearch({ from: '/inside/outbox' });
  const navigate = useNavigate({ from: '/outbox' });
  const query = { limit: 100, ...(state ? { state: state as MailView['state'] } : {}) };
  const asked = { query: { ...query, ...(event ? { event: event as MailView['event'] } : {}) } };
  const pages = usePages('listMails', asked);
  const counts = useAsk('listMails', { query: { limit: 1 } }, { every: LOOK_AGAIN_MS }).data?.counts ?? [];
  // What moved on shows in the counts first; then the list is read again.
  const { refetch } = pages;
  const stand = counts.map(({ state: each, count }) => `${each} ${count}`).join();
  useEffect(() => {
    void refetch();
  }, [refetch, stand]);
  const mails = pages.data?.pages.flatMap((page) => page.items) ?? [];
  const viewer = useViewer();
  const [open, setOpen] = useState<string | null>(null);
  const [writing, setWriting] = useState(false);
  const set = (name: 'state' | 'event', value: string): void =>
    void navigate({ search: (now) => ({ ...now, [name]: value === '' ? undefined : value }), replace: true });
  return (
    <Page
      title="Outbox"
      lead={<Counts counts={counts} />}
      beside={
        SELLERS.includes(viewer.role) ? (
          <Button look="primary" onClick={() => setWriting(true)}>
            Write credit mails
          </Button>
        ) : null
      }
    >
      <section aria-label="Mails" className="panel overflow-hidden">
        <Filters state={state ?? ''} event={event ?? ''} onPick={set} />
        {pages.error !== null ? (
          <Failed error={pages.error} onRetry={() => void pages.refetch()} />
        ) : pages.data === undefined ? (
          <Waiting />
        ) : (
          <Table
            label="Mails"
            columns={columnsWith(setOpen)}
            rows={mails}
            rowKey={({ id }) => id}
            empty={
              <Blank title="No mail here">
                Mail is written when statements are opened with mail, and for the credits of a month.
              </Blank>
            }
          />
        )}
        {pages.hasNextPage ? (
          <div className="p-3">
            <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              Show more
            </Button>
          </div>
        ) : null}
      </section>
      {open === null ? null : <MailDrawer id={open} onClose={() => setOpen(null)} />}
      {writing ? <CreditMail onClose={() => setWriting(false)} /> : null}
    </Page>
  );
}

type FilterProps = {
  readonly state: string;
  readonly event: string;
  readonly onPick: (name: 'state' | 'event', value: string) => void;
};

function Filters({ state, event, onPick }: FilterProps) {
  return (
    <div role="search" aria-label="Filters" className="flex flex-wrap gap-2 border-b border-line p-3">
      <BareSelect
        label="State"
        className="w-full sm:w-48"
        value={state}
        options={[
          { value: '', label: 'Every state' },
          ...Object.entries(STATE_LOOKS).map(([value, { label }]) => ({ value, label })),
        ]}
        onText={(value) => onPick('state', value)}
      />
      <BareSelect
        label="Kind"
        className="w-full sm:w-56"
        value={event}
        options={[
          { value: '', label: 'Every kind' },
          ...Object.entries(EVENT_LABELS).map(([value, label]) => ({ value, label })),
        ]}
        onText={(value) => onPick('event', value)}
      />
    </div>
  );
}

type CountsProps = {
  readonly counts: readonly { readonly state: MailView['state']; readonly count: number }[];
};

function Counts({ counts }: CountsProps) {
  if (counts.length === 0) return 'What was written to buyers, and what became of it';
  return (
    <span className="flex flex-wrap gap-2" aria-live="polite">
      {counts.map(({ state, count }) => (
        <Badge key={state} tone={STATE_LOOKS[state].tone}>
          {countText(count)} {STATE_LOOKS[state].label.toLowerCase()}
        </Badge>
      ))}
    </span>
  );
}

function columnsWith(open: (id: string) => void): readonly Column<MailView>[] {
  return [
    {
      key: 'state',
      heading: 'State',
      cell: ({ state }) => <Badge tone={STATE_LOOKS[state].tone}>{STATE_LOOKS[state].label}</Badge>,
    },
    {
      key: 'to',
      heading: 'To',
      className: 'min-w-40 break-all',
      cell: ({ addresseeName, event, recipients }) => (
        <>
          {event === 'test' ? 'A test' : addresseeName}
          <span className="block text-xs text-ink-faint">{recipients.join('; ')}</span>
        </>
      ),
    },
    {
      key: 'subject',
      heading: 'Mail',
      className: 'min-w-48',
      cell: ({ content, event, sellerName }) => (
        <>
          <span className="font-medium">{content.subject}</span>
          <span className="block text-xs text-ink-faint">
            {EVENT_LABELS[event]}, from {sellerName}
          </span>
        </>
      ),
    },
    {
      key: 'answer',
      heading: 'Last answer',
      className: 'min-w-40 break-words',
      cell: ({ attempts, dueAt, createdAt }) => (
        <>
          {attempts.at(-1)?.answer ?? ''}
          <span className="block text-xs text-ink-faint">
            {dueAt === null ? momentText(attempts.at(-1)?.at ?? createdAt) : `Next try ${momentText(dueAt)}`}
          </span>
        </>
      ),
    },
    {
      key: 'do',
      heading: <span className="sr-only">What can be done</span>,
      cell: ({ id, content }) => (
        <Button look="quiet" size="low" aria-label={`Open: ${content.subject}`} onClick={() => open(id)}>
          Open
        </Button>
      ),
    },
  ];
}
