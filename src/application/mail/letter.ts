import { addressesOf } from '../../domain/party/email.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import type { Shelves } from '../book.ts';
import { letterheadOf } from '../documents/change-letterhead.ts';
import { oneLine } from '../documents/plain-text.ts';
import { Refusal } from '../errors.ts';
import type { MailKind } from './mail-kinds.ts';
import type { MailContent } from './mail-shelf.ts';
import { type CreditLine, type CreditTotal, monthIn, renderMail } from './render.ts';
import { STANDARD_TEMPLATES } from './standard-templates.ts';
import { isFaulty, type MailTemplate, type ReadTemplate, readTemplate } from './template.ts';

/** In whose name mail of one kind is written, and with which words. */
export type Writer = {
  readonly seller: string;
  readonly sellerName: string;
  readonly replyTo: string | null;
  readonly consoleUrl: string;
  readonly template: ReadTemplate;
};

/** What one mail says, beside what its writer says in each. */
export type Said = {
  readonly buyerName: string;
  readonly period: BillingPeriod;
  /** The place in the console, below its address. */
  readonly path: string;
  readonly more: Readonly<Record<string, string>>;
  readonly credits: readonly CreditLine[];
  readonly totals: readonly CreditTotal[];
};

export async function writerOf(
  shelves: Shelves,
  seller: string,
  kind: MailKind,
  instead?: MailTemplate,
): Promise<Writer> {
  const sender = await shelves.mail.sender();
  const own = instead ?? (await shelves.mail.templates(seller)).get(kind) ?? STANDARD_TEMPLATES[kind];
  const template = readTemplate(kind, own);
  if (isFaulty(template)) throw new Error(`the template ${kind} of ${seller} was saved with a fault`);
  const printed = oneLine((await letterheadOf(shelves, seller)).name);
  const names = await shelves.mail.partyNames([seller]);
  return {
    seller,
    sellerName: printed === '' ? oneLine(names.get(seller) ?? seller) : printed,
    replyTo: await replyTo(shelves, seller),
    consoleUrl: sender?.consoleUrl ?? 'https://console.example',
    template,
  };
}

/** All mail comes from the book's one address; what is answered goes to the reseller that wrote. */
async function replyTo({ parties }: Shelves, seller: string): Promise<string | null> {
  if (seller === DISTRIBUTOR) return null;
  const reseller = (await parties.resellers()).find(({ id }) => id === seller);
  return addressesOf(reseller?.email ?? null)[0] ?? null;
}

export function letter(writer: Writer, said: Said): MailContent {
  const { language } = writer.template;
  const texts = new Map(
    Object.entries({
      ...said.more,
      seller: writer.sellerName,
      buyer: said.buyerName,
      period: said.period,
      month: monthIn(language, said.period),
    }),
  );
  const link = writer.consoleUrl.replace(/\/+$/, '') + said.path;
  const { credits, totals } = said;
  const { subject, text, html } = renderMail(writer.template, { texts, link, credits, totals });
  return { fromName: writer.sellerName, replyTo: writer.replyTo, subject, text, html };
}

/** Why a party gets no mail of a kind; null: it gets it. */
export type Hindered = (party: string) => string | null;

export type Addresses = {
  readonly of: (party: string) => readonly string[];
  readonly hindered: Hindered;
};

export async function addressBook(
  shelves: Shelves,
  kind: MailKind,
  parties: readonly string[],
): Promise<Addresses> {
  const known = new Map(
    [...(await shelves.parties.resellers()), ...(await shelves.parties.customers())].map(({ id, email }) => [
      id,
      addressesOf(email),
    ]),
  );
  const unwanted = new Set(
    (await shelves.mail.refusals(parties)).filter((one) => one.kind === kind).map(({ party }) => party),
  );
  const of = (party: string): readonly string[] => known.get(party) ?? [];
  return {
    of,
    hindered: (party) => {
      if (unwanted.has(party)) return 'it does not want this mail';
      return of(party).length === 0 ? 'it has no e-mail address' : null;
    },
  };
}

export async function refuseWithoutServer(shelves: Shelves): Promise<void> {
  if ((await shelves.mail.sender()) !== null) return;
  throw new Refusal('no-mail-server', 'no mail server is set: set one in the console, Settings → Mail');
}
