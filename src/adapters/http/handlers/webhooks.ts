import {
  addWebhook,
  changeWebhook,
  messagePage,
  removeWebhook,
  renewSecret,
  resend,
  webhookList,
} from '../../../application/access/webhook-desk.ts';
import type { WEBHOOK_ROUTES } from '../../../contract/webhooks.ts';
import type { Handlers } from '../call.ts';
import { given } from './session.ts';

export const webhookHandlers: Handlers<keyof typeof WEBHOOK_ROUTES> = {
  listWebhooks: ({ office, viewer }) => webhookList(office, viewer),
  createWebhook: ({ office, body, write }) => write((room) => addWebhook(office, room, body)),
  updateWebhook: ({ office, params, body, etag, write }) =>
    write((room) => changeWebhook(office, room, { id: params.id, etag, change: given(body) })),
  renewWebhookSecret: ({ office, params, write }) => write((room) => renewSecret(office, room, params.id)),
  removeWebhook: ({ params, write }) => write((room) => removeWebhook(room, params.id)),
  listWebhookMessages: ({ office, viewer, params, query }) => messagePage(office, viewer, params.id, query),
  resendWebhookMessage: async ({ params, write, house }) => {
    const answer = await write((room) => resend(room, params.id, params.message));
    house.outbox.wake();
    return answer;
  },
};
