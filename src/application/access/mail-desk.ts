import { isSellersSide, sellsAs, sightOf, type Viewer } from '../../domain/access/viewer.ts';
import { isEmailAddress } from '../../domain/party/email.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import { isSeller } from '../documents/change-letterhead.ts';
import { changeMailServer, type MailServerGiven, openedServer } from '../mail/change-mail-server.ts';
import {
  type CreditCommunication,
  creditCommunications,
  sendCreditCommunications,
} from '../mail/credit-communication.ts';
import { refuseWithoutServer } from '../mail/letter.ts';
import { MAIL_KINDS, type MailKind, VARIABLES } from '../mail/mail-kinds.ts';
import { NO_SERVER } from '../mail/mail-server.ts';
import { sampleMail } from '../mail/samples.ts';
import { STANDARD_TEMPLATES } from '../mail/standard-templates.ts';
import { mailStatements } from '../mail/statement-mail.ts';
import { isFaulty, type MailTemplate, readTemplate } from '../mail/template.ts';
import {
  type Deed,
  etagOf,
  look,
  type Office,
  permission,
  type Room,
  readOnlyReason,
  refuseStale,
} from './act.ts';
import { found, NotThere, WrongFields, wrongField } from './refusals.ts';

/** The settings without the password, which never comes out. */
export function mailServerShown(office: Office, viewer: Viewer) {
  return look(office, viewer, (room) => serverShown(office, room, viewer));
}

async function serverShown(office: Office, { shelves }: Room, viewer: Viewer) {
  const content = await serverContent(shelves);
  return { ...content, etag: etagOf(office, content), actions: [permission('edit', readOnlyReason(viewer))] };
}

/** As it is shown, compared and written into the audit log. */
async function serverContent({ mail }: Room['shelves']) {
  const server = await mail.server();
  return {
    ...(server ?? NO_SERVER),
    isSet: server !== null,
    hasPassword: (await mail.sealedPassword()) !== null,
  };
}

export async function saveMailServer(
  office: Office,
  room: Room,
  viewer: Viewer,
  asked: { readonly etag: string; readonly given: MailServerGiven },
): Promise<Deed> {
  const before = await serverContent(room.shelves);
  refuseStale(asked.etag, etagOf(office, before));
  const faults = await changeMailServer(room.shelves, office.seal, asked.given);
  if (faults.length > 0) throw new WrongFields(faults);
  const passwordGiven = asked.given.password === undefined ? {} : { password: 'set anew' };
  return {
    answer: await serverShown(office, room, viewer),
    object: 'mail server',
    before,
    after: { ...(await serverContent(room.shelves)), ...passwordGiven },
  };
}

/** Talks to the server as the settings say, saved or not, and sends nothing. */
export async function tryMailServer(office: Office, viewer: Viewer, given: MailServerGiven) {
  const server = await look(office, viewer, ({ shelves }) => openedServer(shelves, office.seal, given));
  if (!('host' in server)) throw new WrongFields(server);
  return office.tryMailServer(server);
}

export function mailTemplates(office: Office, viewer: Viewer, seller: string) {
  return look(office, viewer, (room) => templatesShown(office, room, viewer, seller));
}

async function templatesShown(office: Office, room: Room, viewer: Viewer, seller: string) {
  await refuseForeign(room, viewer, seller);
  const own = await room.shelves.mail.templates(seller);
  const items = MAIL_KINDS.map((kind) => {
    const template = own.get(kind) ?? STANDARD_TEMPLATES[kind];
    return {
      kind,
      ...template,
      isStandard: !own.has(kind),
      standard: STANDARD_TEMPLATES[kind],
      variables: VARIABLES[kind],
      etag: etagOf(office, template),
    };
  });
  return { seller, items, actions: [permission('edit', readOnlyReason(viewer))] };
}

export async function saveMailTemplate(
  office: Office,
  room: Room,
  viewer: Viewer,
  asked: {
    readonly seller: string;
    readonly kind: MailKind;
    readonly etag: string;
    readonly template: MailTemplate;
  },
): Promise<Deed> {
  const { seller, kind, template } = asked;
  await refuseForeign(room, viewer, seller);
  if (!sellsAs(viewer, seller)) throw new NotThere();
  const before = (await room.shelves.mail.templates(seller)).get(kind) ?? STANDARD_TEMPLATES[kind];
  refuseStale(asked.etag, etagOf(office, before));
  refuseFaulty(kind, template);
  await room.shelves.mail.saveTemplate(seller, kind, template);
  return {
    answer: await templatesShown(office, room, viewer, seller),
    object: `${seller} ${kind}`,
    before,
    after: template,
  };
}

export type PreviewAsked = {
  readonly seller: string;
  readonly kind: MailKind;
  readonly template?: MailTemplate | undefined;
};

/** What a template makes of made-up figures, before it is saved. */
export function previewMail(office: Office, viewer: Viewer, { seller, kind, template }: PreviewAsked) {
  return look(office, viewer, async (room) => {
    await refuseForeign(room, viewer, seller);
    if (template !== undefined) refuseFaulty(kind, template);
    return sampleMail(room.shelves, seller, kind, template);
  });
}

/** The same to a person, through the outbox. Only the distributor's own people choose whom; others write to themselves. */
export async function sendTestMail(
  office: Office,
  { shelves, ...room }: Room,
  viewer: Viewer,
  asked: PreviewAsked & { readonly to?: string | undefined },
): Promise<Deed> {
  const { seller, kind, template } = asked;
  await refuseForeign({ shelves, ...room }, viewer, seller);
  if (!sellsAs(viewer, seller)) throw new NotThere();
  if (template !== undefined) refuseFaulty(kind, template);
  const to = asked.to ?? viewer.email ?? '';
  if (!isEmailAddress(to)) throw wrongField('to', to, 'write one e-mail address');
  if (viewer.party !== null && to !== viewer.email)
    throw wrongField('to', to, 'a test goes to your own address');
  await refuseWithoutServer(shelves);
  const content = await sampleMail(shelves, seller, kind, template);
  const [added] = await shelves.outbox.add([
    {
      event: 'test',
      eventKey: office.credentials.newId(),
      addressee: seller,
      seller,
      recipients: [to],
      content,
    },
  ]);
  const id = added?.id ?? '';
  return { answer: { id }, object: id, after: { seller, kind, to } };
}

export type CommunicationAsked = {
  readonly seller: string;
  readonly period: BillingPeriod;
  readonly buyers: readonly string[] | null;
};

/** Who would be written to about the credits of a period, and what. */
export function communicationsShown(office: Office, viewer: Viewer, asked: CommunicationAsked) {
  return look(office, viewer, async (room) => {
    await refuseForeign(room, viewer, asked.seller);
    return communicationsOf(asked, await creditCommunications(room.shelves, asked));
  });
}

export async function sendCommunications(
  room: Room,
  viewer: Viewer,
  asked: CommunicationAsked,
): Promise<Deed> {
  await refuseForeign(room, viewer, asked.seller);
  if (!sellsAs(viewer, asked.seller)) throw new NotThere();
  const sent = await sendCreditCommunications(room.shelves, asked);
  const written = sent.filter(({ because }) => because === null);
  return {
    answer: communicationsOf(asked, sent),
    object: `${asked.seller} ${asked.period}`,
    after: written.map(({ buyer, recipients, totals }) => ({ buyer: buyer.id, recipients, totals })),
  };
}

function communicationsOf({ seller, period }: CommunicationAsked, all: readonly CreditCommunication[]) {
  return { seller, period, items: [...all] };
}

/** Mail about open statements of the viewer's own issuing. */
export async function writeAboutStatements(
  { shelves }: Room,
  viewer: Viewer,
  ids: readonly string[],
): Promise<Deed> {
  const unique = [...new Set(ids)];
  const known = await shelves.statements.list({ ids: unique });
  if (known.length < unique.length || known.some(({ seller }) => !sellsAs(viewer, seller)))
    throw new NotThere();
  const items = await mailStatements(shelves, unique);
  const written = items.filter(({ because }) => because === null);
  return {
    answer: { items },
    object: unique.join(' '),
    after: written.map(({ statement, recipients }) => ({ statement, recipients })),
  };
}

/** Which mail a party wants; its seller, the party itself and the distributor say so. */
export function mailWishes(office: Office, viewer: Viewer, party: string) {
  return look(office, viewer, (room) => wishesOf(office, room, viewer, party));
}

export async function saveMailWishes(
  office: Office,
  room: Room,
  viewer: Viewer,
  asked: { readonly party: string; readonly unwanted: readonly MailKind[] },
): Promise<Deed> {
  const { party } = asked;
  const before = (await wishesOf(office, room, viewer, party)).unwanted;
  const unwanted = MAIL_KINDS.filter((kind) => asked.unwanted.includes(kind));
  await room.shelves.mail.saveRefusals(party, unwanted);
  return { answer: await wishesOf(office, room, viewer, party), object: party, before, after: unwanted };
}

async function wishesOf(office: Office, { shelves }: Room, viewer: Viewer, party: string) {
  const parties = [...(await shelves.parties.resellers()), ...(await shelves.parties.customers())];
  found(parties.find(({ id }) => id === party));
  const sight = sightOf(viewer);
  const own = sight.kind === 'everything' || sight.party === party;
  if (!own && !(sight.kind === 'reseller' && (await sells(office, shelves, sight.party, party))))
    throw new NotThere();
  const refused = await shelves.mail.refusals([party]);
  return {
    party,
    unwanted: refused.map(({ kind }) => kind),
    actions: [permission('edit', readOnlyReason(viewer))],
  };
}

/** Whether it is the customer's reseller today or will be: those of the past decide nothing any more. */
async function sells(
  office: Office,
  { parties }: Room['shelves'],
  reseller: string,
  customer: string,
): Promise<boolean> {
  const today = office.today();
  const own = (await parties.resellerTenures()).filter((one) => one.customer === customer);
  return own.some(({ reseller: of, to }) => of === reseller && (to === null || to > today));
}

async function refuseForeign({ shelves }: Room, viewer: Viewer, seller: string): Promise<void> {
  if (!isSellersSide(sightOf(viewer), seller) || !(await isSeller(shelves, seller))) throw new NotThere();
}

function refuseFaulty(kind: MailKind, template: MailTemplate): void {
  const read = readTemplate(kind, template);
  if (isFaulty(read)) throw new WrongFields(read);
}
