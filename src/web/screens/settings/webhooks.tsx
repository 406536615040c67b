import { useState } from 'react';
import type { WebhookView } from '../../../contract/webhooks.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import type { Asked } from '../../book/opened.tsx';
import { Answered } from '../../ui/answered.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { momentText } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { countText } from '../../ui/money-text.ts';
import { useNotice } from '../../ui/notices.tsx';
import { Section } from '../../ui/page.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { EditWebhook, WebhookForm } from './edit-webhook.tsx';
import { WebhookMessages } from './webhook-messages.tsx';
import { eventWords } from './webhook-words.ts';

type Opened = { readonly what: 'edit' | 'messages' | 'remove'; readonly id: string };

/** Whom the service tells by itself what happened. */
export function Webhooks() {
  const asked = useAsk('listWebhooks', {});
  const [adding, setAdding] = useState(false);
  const [opened, setOpened] = useState<Opened | null>(null);
  const webhook = asked.data?.items.find(({ id }) => id === opened?.id);
  const close = (): void => setOpened(null);
  return (
    <Section title="Webhooks" flush beside={<Button onClick={() => setAdding(true)}>Add webhook</Button>}>
      <Answered asked={asked}>
        {({ items }) => (
          <Table
            label="Webhooks"
            columns={columnsWith(setOpened)}
            rows={items}
            rowKey={({ id }) => id}
            empty={
              <Blank title="No webhooks">
                A webhook tells another program at once when a delivery was imported, statements were opened
                or a period was closed.
              </Blank>
            }
          />
        )}
      </Answered>
      {adding ? <WebhookForm webhook={null} onClose={() => setAdding(false)} /> : null}
      {webhook === undefined ? null : (
        <Opening what={opened?.what} webhook={webhook} asked={asked} onClose={close} />
      )}
    </Section>
  );
}

type OpeningProps = {
  readonly what: Opened['what'] | undefined;
  readonly webhook: WebhookView;
  readonly asked: Asked;
  readonly onClose: () => void;
};

function Opening({ what, webhook, asked, onClose }: OpeningProps) {
  if (what === 'edit') return <EditWebhook webhook={webhook} asked={asked} onClose={onClose} />;
  if (what === 'remove') return <RemoveWebhook webhook={webhook} onClose={onClose} />;
  return <WebhookMessages webhook={webhook} onClose={onClose} />;
}

function columnsWith(open: (opened: Opened) => void): readonly Column<WebhookView>[] {
  return [
    {
      key: 'url',
      heading: 'Address',
      className: 'min-w-48 break-all',
      cell: ({ url, description, active }) => (
        <>
          <span className="font-medium">{url}</span> {active ? null : <Badge tone="warn">Stopped</Badge>}
          <span className="block text-xs text-ink-faint">{description}</span>
        </>
      ),
    },
    { key: 'events', heading: 'Is told', cell: ({ events }) => events.map(eventWords).join(', ') },
    {
      key: 'state',
      heading: 'Messages',
      cell: ({ waiting, failed, lastSentAt }) => (
        <>
          {failed > 0 ? <Badge tone="bad">{countText(failed)} failed</Badge> : null}{' '}
          {waiting > 0 ? <Badge tone="warn">{countText(waiting)} waiting</Badge> : null}
          <span className="block text-xs text-ink-faint">
            {lastSentAt === null ? 'None sent yet' : `Last sent ${momentText(lastSentAt)}`}
          </span>
        </>
      ),
    },
    {
      key: 'do',
      heading: <span className="sr-only">What can be done</span>,
      cell: (webhook) => (
        <div className="flex flex-wrap justify-end gap-1">
          {(['messages', 'edit', 'remove'] as const).map((what) => (
            <Button
              key={what}
              look="quiet"
              size="low"
              aria-label={`${DEEDS[what]}: ${webhook.url}`}
              onClick={() => open({ what, id: webhook.id })}
            >
              {DEEDS[what]}
            </Button>
          ))}
        </div>
      ),
    },
  ];
}

const DEEDS = { messages: 'Messages', edit: 'Edit', remove: 'Remove' } as const;

function RemoveWebhook({
  webhook,
  onClose,
}: {
  readonly webhook: WebhookView;
  readonly onClose: () => void;
}) {
  const act = useAct('removeWebhook');
  const notice = useNotice();
  const remove = (): void =>
    act.mutate(
      { params: { id: webhook.id } },
      {
        onSuccess: onClose,
        onError: (error) => notice({ says: faultElsewhere(error) ?? error.message, tone: 'bad' }),
      },
    );
  return (
    <Dialog
      title="Remove the webhook?"
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button look="primary" busy={act.isPending} onClick={remove}>
            Remove
          </Button>
        </>
      }
    >
      <p>
        {webhook.url} is told nothing any more, and the list of its messages is gone. To pause it, edit it
        instead.
      </p>
    </Dialog>
  );
}
