import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { SourceView } from '../../../contract/sources.ts';
import { whyNot } from '../../api/actions.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import type { Asked } from '../../book/opened.tsx';
import { useViewer } from '../../shell/viewer.ts';
import { Answered } from '../../ui/answered.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { momentText } from '../../ui/dates.ts';
import { useNotice } from '../../ui/notices.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { DeliveryTabs } from './delivery-tabs.tsx';
import { EditSource, SourceForm } from './edit-source.tsx';
import { LookState, lookWords } from './look-words.tsx';
import { RemoveSource } from './remove-source.tsx';
import { SourceLooks } from './source-looks.tsx';

type Opened = { readonly what: 'looks' | 'edit' | 'remove'; readonly id: string };

/** A look may be under way: its end is seen without anybody asking. */
const AGAIN_MS = 3_000;

/** The places that are watched, when each was looked at last, and what came of it. */
export function Sources() {
  const viewer = useViewer();
  const asked = useAsk('listSources', {}, { every: AGAIN_MS });
  const [adding, setAdding] = useState(false);
  const [opened, setOpened] = useState<Opened | null>(null);
  const source = asked.data?.items.find(({ id }) => id === opened?.id);
  const close = (): void => setOpened(null);
  return (
    <Page
      title="Sources"
      lead="Places in a cloud’s store that are watched: new deliveries are imported by themselves."
      beside={
        <Button
          look="primary"
          because={viewer.role === 'distributor-admin' ? null : 'Only a distributor admin adds sources.'}
          onClick={() => setAdding(true)}
        >
          <Plus aria-hidden size={14} /> Add source
        </Button>
      }
    >
      <DeliveryTabs />
      <Section title="Watched places" flush>
        <Answered asked={asked}>
          {({ items }) => (
            <Table
              label="Watched places"
              columns={columnsWith(setOpened)}
              rows={items}
              rowKey={({ id }) => id}
              empty={
                <Blank title="Nothing is watched yet">
                  Add the place an export is written to, such as s3://billing-exports/cur. The service reads
                  it with its own AWS credentials.
                </Blank>
              }
            />
          )}
        </Answered>
      </Section>
      {adding ? <SourceForm source={null} onClose={() => setAdding(false)} /> : null}
      {source === undefined ? null : (
        <Opening what={opened?.what} source={source} asked={asked} onClose={close} />
      )}
    </Page>
  );
}

type OpeningProps = {
  readonly what: Opened['what'] | undefined;
  readonly source: SourceView;
  readonly asked: Asked;
  readonly onClose: () => void;
};

function Opening({ what, source, asked, onClose }: OpeningProps) {
  if (what === 'edit') return <EditSource source={source} asked={asked} onClose={onClose} />;
  if (what === 'remove') return <RemoveSource source={source} onClose={onClose} />;
  return <SourceLooks source={source} onClose={onClose} />;
}

function columnsWith(open: (opened: Opened) => void): readonly Column<SourceView>[] {
  return [
    {
      key: 'name',
      heading: 'Source',
      className: 'min-w-72',
      cell: ({ name, place, active, from }) => (
        <>
          <span className="font-medium">{name}</span> {active ? null : <Badge tone="warn">Stopped</Badge>}
          <span className="block text-xs break-all text-ink-soft">{place}</span>
          {from === null ? null : <span className="block text-xs text-ink-faint">From {from} on</span>}
        </>
      ),
    },
    { key: 'schedule', heading: 'Looked at', className: 'whitespace-nowrap', cell: scheduleText },
    {
      key: 'last',
      heading: 'Last look',
      className: 'min-w-56',
      cell: ({ lastLook }) =>
        lastLook === null ? (
          <span className="text-ink-faint">None yet</span>
        ) : (
          <>
            <LookState look={lastLook} />
            <span className="mt-0.5 block text-xs text-ink-soft">
              {momentText(lastLook.createdAt)}, {lookWords(lastLook)}
            </span>
          </>
        ),
    },
    {
      key: 'next',
      heading: 'Next look',
      className: 'whitespace-nowrap',
      cell: ({ nextLookAt }) => (nextLookAt === null ? '–' : momentText(nextLookAt)),
    },
    {
      key: 'do',
      heading: <span className="sr-only">What can be done</span>,
      cell: (source) => <Deeds source={source} onOpen={open} />,
    },
  ];
}

const DEEDS = [
  ['looks', 'Looks'],
  ['edit', 'Edit'],
  ['remove', 'Remove'],
] as const;

function Deeds({
  source,
  onOpen,
}: {
  readonly source: SourceView;
  readonly onOpen: (opened: Opened) => void;
}) {
  const look = useAct('lookAtSource');
  const notice = useNotice();
  const lookNow = (): void =>
    look.mutate(
      { params: { id: source.id }, body: {} },
      { onError: (error) => notice({ says: faultElsewhere(error) ?? error.message, tone: 'bad' }) },
    );
  return (
    <div className="flex justify-end gap-1">
      <Button
        size="low"
        busy={look.isPending}
        because={whyNot(source.actions, 'look')}
        aria-label={`Look now: ${source.name}`}
        onClick={lookNow}
      >
        Look now
      </Button>
      {DEEDS.map(([what, label]) => (
        <Button
          key={what}
          look="quiet"
          size="low"
          because={what === 'looks' ? null : whyNot(source.actions, what)}
          aria-label={`${label}: ${source.name}`}
          onClick={() => onOpen({ what, id: source.id })}
        >
          {label}
        </Button>
      ))}
    </div>
  );
}

function scheduleText({ everyHours, dailyAt }: SourceView): string {
  if (everyHours === null) return `Daily at ${dailyAt} UTC`;
  return everyHours === 1 ? 'Every hour' : `Every ${everyHours} hours`;
}
