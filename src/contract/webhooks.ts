import { z } from 'zod';
import { actions, instant, neededText, objectId, page, paging, text } from './primitives.ts';
import { ADMIN, type Routes } from './route.ts';

/** What a webhook may be told of. */
export const WEBHOOK_EVENTS = [
  'delivery.imported',
  'delivery.changed-billed',
  'credit.needs-review',
  'statements.opened',
  'statements.voided',
  'period.closed',
  'job.failed',
] as const;
const event = z.enum(WEBHOOK_EVENTS).meta({ id: 'WebhookEvent' });
const events = z.array(event).min(1, { error: 'choose at least one event' }).max(WEBHOOK_EVENTS.length);

export const webhook = z
  .object({
    id: z.string(),
    url: z.string(),
    description: z.string(),
    events: z.array(event),
    active: z.boolean(),
    createdAt: instant,
    /** Messages that wait to be sent, and that were given up. */
    waiting: z.number().int(),
    failed: z.number().int(),
    lastSentAt: instant.nullable(),
    etag: z.string(),
    actions,
  })
  .meta({ id: 'Webhook' });

export const webhookMessage = z
  .object({
    /** Sent as `webhook-id`: the same for every attempt. */
    id: z.string(),
    event: z.string(),
    state: z.enum(['waiting', 'sent', 'failed']),
    createdAt: instant,
    /** The next attempt, of one that waits. */
    dueAt: instant.nullable(),
    sentAt: instant.nullable(),
    payload: z.string(),
    attempts: z.array(z.object({ at: instant, ok: z.boolean(), answer: z.string() })),
    actions,
  })
  .meta({ id: 'WebhookMessage' });

const idParam = z.object({ id: objectId });
const url = neededText(2_000);
const description = text(200);

export const WEBHOOK_ROUTES = {
  listWebhooks: {
    method: 'get',
    path: '/webhooks',
    summary: 'Whom the service tells by itself',
    who: ADMIN,
    answer: z.object({ items: z.array(webhook) }),
  },
  createWebhook: {
    method: 'post',
    path: '/webhooks',
    summary: 'Add a webhook; the secret that signs its messages (Standard Webhooks) is shown this once',
    who: ADMIN,
    body: z.strictObject({ url, description: description.default(''), events }),
    answer: z.object({ webhook, secret: z.string() }),
    status: 201,
  },
  updateWebhook: {
    method: 'patch',
    path: '/webhooks/{id}',
    summary: 'Change its address or events, stop it or let it go on',
    who: ADMIN,
    params: idParam,
    ifMatch: true,
    body: z.strictObject({
      url: url.optional(),
      description: description.optional(),
      events: events.optional(),
      active: z.boolean().optional(),
    }),
    answer: webhook,
  },
  renewWebhookSecret: {
    method: 'post',
    path: '/webhooks/{id}/secret',
    summary: 'A new secret, shown this once; the old one signs nothing any more',
    who: ADMIN,
    params: idParam,
    body: z.strictObject({}),
    answer: z.object({ webhook, secret: z.string() }),
  },
  removeWebhook: {
    method: 'delete',
    path: '/webhooks/{id}',
    summary: 'Remove a webhook with its messages',
    who: ADMIN,
    params: idParam,
    answer: 'nothing',
    status: 204,
  },
  listWebhookMessages: {
    method: 'get',
    path: '/webhooks/{id}/messages',
    summary: 'What it was told, newest first, with every attempt',
    who: ADMIN,
    params: idParam,
    query: z.object(paging),
    answer: page(webhookMessage),
  },
  resendWebhookMessage: {
    method: 'post',
    path: '/webhooks/{id}/messages/{message}/resend',
    summary: 'Send a message again, now',
    who: ADMIN,
    params: z.object({ id: objectId, message: objectId }),
    body: z.strictObject({}),
    answer: webhookMessage,
  },
} as const satisfies Routes;

export type WebhookView = z.infer<typeof webhook>;
export type WebhookMessageView = z.infer<typeof webhookMessage>;
