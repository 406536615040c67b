import type { WebhookView } from '../../../contract/webhooks.ts';

export type WebhookEventName = WebhookView['events'][number];

/** What a webhook may be told of, in words. */
export const EVENT_WORDS: Readonly<Record<WebhookEventName, string>> = {
  'delivery.imported': 'A delivery was imported',
  'delivery.changed-billed': 'A delivery changed what was already billed',
  'credit.needs-review': 'The cloud changed a credit that was divided by hand',
  'statements.opened': 'Statements were opened',
  'statements.voided': 'Statements were voided',
  'period.closed': 'A billing period was closed',
  'job.failed': 'Long work failed',
};
export const EVENT_NAMES = Object.keys(EVENT_WORDS) as WebhookEventName[];

export function eventWords(name: string): string {
  return EVENT_WORDS[name as WebhookEventName] ?? name;
}
