import type { Viewer } from '../../domain/access/viewer.ts';
import { Refusal } from '../errors.ts';
import {
  type Deed,
  etagOf,
  look,
  type Office,
  type Permission,
  permission,
  type Room,
  refuseStale,
} from './act.ts';
import type { MessageRow, WebhookRow } from './outbox.ts';
import { type Page, type Paging, pageAsked, pageOf } from './paging.ts';
import { found, wrongField } from './refusals.ts';
import { webhookPlace } from './secret-seal.ts';

export type ListedWebhook = WebhookRow & { readonly etag: string; readonly actions: Permission[] };
export type ListedMessage = MessageRow & { readonly actions: Permission[] };
type Given = Pick<WebhookRow, 'url' | 'description' | 'events'>;

export function webhookList(office: Office, viewer: Viewer): Promise<{ items: ListedWebhook[] }> {
  return look(office, viewer, async ({ shelves }) => ({
    items: (await shelves.webhooks.list()).map((row) => webhookOf(office, row)),
  }));
}

export async function addWebhook(office: Office, { shelves }: Room, given: Given): Promise<Deed> {
  refuseAddress(office, given.url);
  const id = office.credentials.newId();
  const secret = office.credentials.newWebhookSecret();
  const webhook = { ...given, id, events: once(given.events) };
  await shelves.webhooks.add(webhook, office.seal.seal(secret, webhookPlace(id)));
  const answer = { webhook: await oneWebhook(office, shelves, id), secret };
  return { answer, object: id, after: contentOf({ ...webhook, active: true }) };
}

export async function changeWebhook(
  office: Office,
  { shelves }: Room,
  asked: {
    readonly id: string;
    readonly etag: string;
    readonly change: Partial<Given & { readonly active: boolean }>;
  },
): Promise<Deed> {
  const [before] = await shelves.webhooks.list([asked.id]);
  const row = found(before);
  refuseStale(asked.etag, etagOf(office, contentOf(row)));
  const after = { ...row, ...asked.change };
  refuseAddress(office, after.url);
  await shelves.webhooks.change({ ...after, events: once(after.events) });
  return {
    answer: await oneWebhook(office, shelves, asked.id),
    object: asked.id,
    before: contentOf(row),
    after: contentOf(after),
  };
}

export async function renewSecret(office: Office, { shelves }: Room, id: string): Promise<Deed> {
  await oneWebhook(office, shelves, id);
  const secret = office.credentials.newWebhookSecret();
  await shelves.webhooks.setSecret(id, office.seal.seal(secret, webhookPlace(id)));
  return {
    answer: { webhook: await oneWebhook(office, shelves, id), secret },
    object: id,
    after: { secret: 'renewed' },
  };
}

export async function removeWebhook({ shelves }: Room, id: string): Promise<Deed> {
  const [row] = await shelves.webhooks.list([id]);
  const before = contentOf(found(row));
  await shelves.webhooks.remove(id);
  return { answer: null, object: id, before };
}

export function messagePage(
  office: Office,
  viewer: Viewer,
  webhook: string,
  paging: Paging,
): Promise<Page<ListedMessage>> {
  return look(office, viewer, async ({ shelves }) => {
    found((await shelves.webhooks.list([webhook]))[0]);
    const { after, limit } = pageAsked(paging);
    const rows = await shelves.webhooks.messages(webhook, after?.[0] ?? null, limit);
    const page = pageOf(rows, paging.limit, (row) => [row.id]);
    return { next: page.next, items: page.items.map(messageOf) };
  });
}

export async function resend({ shelves }: Room, webhook: string, id: string): Promise<Deed> {
  const before = found(await shelves.webhooks.message(webhook, id));
  const because = notResent(before);
  if (because !== null) throw new Refusal('message-on-its-way', `the message is not sent again: ${because}`);
  await shelves.webhooks.resend(id);
  const now = found(await shelves.webhooks.message(webhook, id));
  return { answer: messageOf(now), object: id, before: { state: before.state }, after: { state: now.state } };
}

function refuseAddress(office: Office, url: string): void {
  const fault = office.webhookAddressFault(url);
  if (fault !== null) throw wrongField('url', url, fault);
}

async function oneWebhook(office: Office, shelves: Room['shelves'], id: string): Promise<ListedWebhook> {
  return webhookOf(office, found((await shelves.webhooks.list([id]))[0]));
}

function webhookOf(office: Office, row: WebhookRow): ListedWebhook {
  return {
    ...row,
    etag: etagOf(office, contentOf(row)),
    actions: ['edit', 'renew-secret', 'remove'].map((name) => permission(name, null)),
  };
}

function notResent(row: MessageRow): string | null {
  return row.state === 'waiting' ? 'it is on its way' : null;
}

function messageOf(row: MessageRow): ListedMessage {
  return { ...row, actions: [permission('resend', notResent(row))] };
}

function contentOf({ url, description, events, active }: Given & { readonly active: boolean }) {
  return { url, description, events: once(events), active };
}

function once(events: readonly string[]): string[] {
  return [...new Set(events)].sort();
}
