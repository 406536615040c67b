import { sellsAs, sightOf, type Viewer } from '../../domain/access/viewer.ts';
import type { Shelves } from '../book.ts';
import { Refusal } from '../errors.ts';
import { addressBook } from '../mail/letter.ts';
import type { MailFilter, MailRow } from '../mail/mail-shelf.ts';
import {
  type Deed,
  look,
  type Office,
  type Permission,
  permission,
  type Room,
  readOnlyReason,
} from './act.ts';
import { type Page, type Paging, pageAsked, pageOf } from './paging.ts';
import { found, NotThere } from './refusals.ts';

export type ListedMail = MailRow & { readonly actions: Permission[] };

/** The mails that were written in the viewer's name, newest first; the distributor's people see all. */
export function mailPage(
  office: Office,
  viewer: Viewer,
  filter: MailFilter,
  paging: Paging,
): Promise<Page<ListedMail> & { readonly counts: { readonly state: string; readonly count: number }[] }> {
  return look(office, viewer, async ({ shelves }) => {
    const { after, limit } = pageAsked(paging);
    const rows = await shelves.outbox.list(sightOf(viewer), filter, after?.[0] ?? null, limit);
    const page = pageOf(rows, paging.limit, ({ id }) => [id]);
    return {
      next: page.next,
      items: page.items.map((row) => mailOf(row, viewer)),
      counts: await shelves.outbox.counts(sightOf(viewer)),
    };
  });
}

export function oneMail(office: Office, viewer: Viewer, id: string): Promise<ListedMail> {
  return look(office, viewer, async ({ shelves }) => mailOf(await seen(shelves, viewer, id), viewer));
}

export async function resendMail({ shelves }: Room, viewer: Viewer, id: string): Promise<Deed> {
  const before = await own(shelves, viewer, id);
  await resend(shelves, before);
  return changed(shelves, viewer, before);
}

export async function cancelMail({ shelves }: Room, viewer: Viewer, id: string): Promise<Deed> {
  const before = await own(shelves, viewer, id);
  await cancel(shelves, before);
  return changed(shelves, viewer, before);
}

/** Sends it again, to where its party is to be written today. */
export async function resend(shelves: Shelves, mail: MailRow): Promise<void> {
  const because = whyNoResend(mail);
  if (because !== null) throw new Refusal('not-to-be-resent', `${mail.id} is not sent again: ${because}`);
  await shelves.outbox.resend(mail.id, await recipientsNow(shelves, mail));
}

export async function cancel(shelves: Shelves, mail: MailRow): Promise<void> {
  const because = whyNoCancel(mail);
  if (because !== null) throw new Refusal('not-to-be-cancelled', `${mail.id} is not cancelled: ${because}`);
  await shelves.outbox.cancel(mail.id);
}

async function recipientsNow(shelves: Shelves, mail: MailRow): Promise<readonly string[]> {
  const { event, addressee } = mail;
  if (event === 'test') return mail.recipients;
  const addresses = await addressBook(shelves, event, [addressee]);
  const because = addresses.hindered(addressee);
  if (because !== null)
    throw new Refusal('not-to-be-resent', `${mail.id} is not sent again to ${addressee}: ${because}`);
  return addresses.of(addressee);
}

async function changed(shelves: Room['shelves'], viewer: Viewer, before: MailRow): Promise<Deed> {
  const after = await seen(shelves, viewer, before.id);
  const content = ({ state, recipients }: MailRow) => ({ state, recipients });
  return {
    answer: mailOf(after, viewer),
    object: before.id,
    before: content(before),
    after: content(after),
  };
}

async function own(shelves: Shelves, viewer: Viewer, id: string): Promise<MailRow> {
  const mail = await seen(shelves, viewer, id);
  if (!sellsAs(viewer, mail.seller)) throw new NotThere();
  return mail;
}

async function seen({ outbox }: Shelves, viewer: Viewer, id: string): Promise<MailRow> {
  return found((await outbox.list(sightOf(viewer), { ids: [id] }, null, 1))[0]);
}

function mailOf(row: MailRow, viewer: Viewer): ListedMail {
  const because = readOnlyReason(viewer);
  return {
    ...row,
    actions: [
      permission('resend', because ?? whyNoResend(row)),
      permission('cancel', because ?? whyNoCancel(row)),
    ],
  };
}

function whyNoResend({ state, isOfVoid }: MailRow): string | null {
  if (isOfVoid) return 'its statement is void';
  if (state === 'waiting') return 'it is on its way';
  return state === 'sending' ? 'it is being sent' : null;
}

function whyNoCancel({ state }: MailRow): string | null {
  if (state === 'sent' || state === 'cancelled') return `it is ${state}`;
  return state === 'sending' ? 'it is being sent' : null;
}
