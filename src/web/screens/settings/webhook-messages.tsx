import type { WebhookMessageView, WebhookView } from '../../../contract/webhooks.ts';
import { whyNot } from '../../api/actions.ts';
import { useAct, useAsk } from '../../api/ask.ts';
import { faultElsewhere } from '../../api/problem.ts';
import { Answered } from '../../ui/answered.tsx';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Button } from '../../ui/button.tsx';
import { momentText } from '../../ui/dates.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FormFault } from '../../ui/form-fault.tsx';
import { eventWords } from './webhook-words.ts';

const SHOWN = 50;
const STATES: Readonly<Record<WebhookMessageView['state'], { readonly label: string; readonly tone: Tone }>> =
  {
    waiting: { label: 'Waiting', tone: 'warn' },
    sent: { label: 'Sent', tone: 'good' },
    failed: { label: 'Failed', tone: 'bad' },
  };

type Props = { readonly webhook: WebhookView; readonly onClose: () => void };

/** What a webhook was told, newest first, with every attempt and its answer. */
export function WebhookMessages({ webhook, onClose }: Props) {
  const asked = useAsk('listWebhookMessages', { params: { id: webhook.id }, query: { limit: SHOWN } });
  const resend = useAct('resendWebhookMessage');
  return (
    <Dialog
      title="Messages"
      subtitle={webhook.url}
      as="drawer"
      onClose={onClose}
      foot={<Button onClick={onClose}>Close</Button>}
    >
      <FormFault says={faultElsewhere(resend.error)} />
      <Answered asked={asked}>
        {({ items }) =>
          items.length === 0 ? (
            <Blank title="Nothing was told yet" />
          ) : (
            <ul aria-label="Messages" className="grid gap-4">
              {items.map((message) => (
                <li key={message.id} className="grid gap-1 border-b border-line pb-4">
                  <div className="flex flex-wrap items-center gap-2">
                    <Badge tone={STATES[message.state].tone}>{STATES[message.state].label}</Badge>
                    <span className="grow font-medium">{eventWords(message.event)}</span>
                    <Button
                      size="low"
                      because={whyNot(message.actions, 'resend')}
                      onClick={() =>
                        resend.mutate({ params: { id: webhook.id, message: message.id }, body: {} })
                      }
                    >
                      Send again
                    </Button>
                  </div>
                  <p className="text-sm text-ink-soft">
                    {momentText(message.createdAt)}
                    {message.dueAt === null ? '' : `, next attempt ${momentText(message.dueAt)}`}
                  </p>
                  <ol className="text-sm">
                    {message.attempts.map(({ at, ok, answer }) => (
                      <li key={at} className={ok ? '' : 'text-bad'}>
                        {momentText(at)}: {answer}
                      </li>
                    ))}
                  </ol>
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
    </Dialog>
  );
}
