import { z } from 'zod';
import {
  actions,
  amount,
  currency,
  instant,
  named,
  objectId,
  page,
  paging,
  partyId,
  period,
  text,
} from './primitives.ts';
import { ACCOUNT_KEEPERS, ADMIN, EVERYONE, type Routes, SELLER_READERS, SELLERS } from './route.ts';

export const mailKind = z.enum(['credit-communication', 'statement']).meta({ id: 'MailKind' });
export const mailState = z
  .enum(['waiting', 'sending', 'sent', 'failed', 'unclear', 'cancelled'])
  .meta({ id: 'MailState' });
const security = z.enum(['tls', 'starttls', 'none']);

const server = {
  host: text(300),
  port: z.number().int(),
  security,
  /** Take whatever certificate it shows, one of its own making too. */
  anyCertificate: z.boolean(),
  /** Blank: it asks for none. */
  user: text(1_000),
  /** From whom all mail comes; the seller's name stands before it. */
  fromAddress: text(300),
  /** How buyers reach the console: where links lead. */
  consoleUrl: text(1_000),
};
const serverBody = z.strictObject({
  ...server,
  /** Left out: the one that is kept stays; null: none any more. It never comes out again. */
  password: text(1_000).nullable().optional(),
});

export const mailServer = z
  .object({ ...server, isSet: z.boolean(), hasPassword: z.boolean(), etag: z.string(), actions })
  .meta({ id: 'MailServer' });

const template = z.strictObject({ language: text(50), subject: text(1_000), body: text(20_000) });
export const mailTemplates = z
  .object({
    seller: partyId,
    items: z.array(
      z.object({
        kind: mailKind,
        ...template.shape,
        /** Nothing of the seller's own yet. */
        isStandard: z.boolean(),
        standard: template,
        variables: z.array(z.object({ name: z.string(), says: z.string() })),
        etag: z.string(),
      }),
    ),
    actions,
  })
  .meta({ id: 'MailTemplates' });

const content = z.object({
  fromName: z.string(),
  replyTo: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
});

const written = z.object({ id: z.string(), state: mailState }).nullable();

/** What became of the mail about one statement. */
export const statementMail = z
  .object({
    statement: z.string(),
    buyer: named,
    recipients: z.array(z.string()),
    written,
    /** Why it was not written now. */
    because: z.string().nullable(),
  })
  .meta({ id: 'StatementMail' });

const money = z.object({ amount, currency });
export const creditCommunications = z
  .object({
    seller: partyId,
    period,
    items: z.array(
      z.object({
        buyer: named,
        recipients: z.array(z.string()),
        lines: z.array(money.extend({ customer: z.string(), account: z.string(), description: z.string() })),
        /** What the ledger granted; the lines sum to it. */
        totals: z.array(money),
        content,
        written,
        /** Why it is not sent; null: it can be, or was just now. */
        because: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'CreditCommunications' });

export const mail = z
  .object({
    id: z.string(),
    event: z.enum([...mailKind.options, 'test']),
    seller: z.string(),
    sellerName: z.string(),
    addressee: z.string(),
    addresseeName: z.string(),
    recipients: z.array(z.string()),
    /** Those of them that have it. */
    takenBy: z.array(z.string()),
    state: mailState,
    createdAt: instant,
    /** The next attempt, of one that waits. */
    dueAt: instant.nullable(),
    sentAt: instant.nullable(),
    content,
    attempts: z.array(z.object({ at: instant, ok: z.boolean(), answer: z.string() })),
    actions,
  })
  .meta({ id: 'Mail' });

const wishes = z.object({ party: partyId, unwanted: z.array(mailKind), actions }).meta({ id: 'MailWishes' });

const idParam = z.object({ id: objectId });
const sellerParam = z.object({ seller: partyId });
const partyParam = z.object({ party: partyId });
const preview = { seller: partyId, kind: mailKind, template: template.optional() };

export const MAIL_ROUTES = {
  getMailServer: {
    method: 'get',
    path: '/mail/server',
    summary: 'The SMTP server that takes the book’s mail, without its password',
    who: ADMIN,
    answer: mailServer,
  },
  updateMailServer: {
    method: 'put',
    path: '/mail/server',
    summary: 'Change the mail server; its password is sealed and never shown',
    who: ADMIN,
    ifMatch: true,
    body: serverBody,
    answer: mailServer,
  },
  tryMailServer: {
    method: 'post',
    path: '/mail/server/test',
    summary: 'Talk to a mail server as these settings say, saved or not; nothing is sent',
    who: ADMIN,
    asks: true,
    body: serverBody,
    answer: z.object({ ok: z.boolean(), says: z.string() }),
  },
  getMailTemplates: {
    method: 'get',
    path: '/mail/templates/{seller}',
    summary: 'The words of a seller’s mails, and what they may name',
    who: SELLER_READERS,
    params: sellerParam,
    answer: mailTemplates,
  },
  updateMailTemplate: {
    method: 'put',
    path: '/mail/templates/{seller}/{kind}',
    summary: 'Change the words of one kind of mail, for mails that are written from now on',
    who: ACCOUNT_KEEPERS,
    params: sellerParam.extend({ kind: mailKind }),
    ifMatch: true,
    body: template,
    answer: mailTemplates,
  },
  previewMail: {
    method: 'post',
    path: '/mail/preview',
    summary: 'What a template makes of made-up figures, saved or not',
    who: SELLER_READERS,
    asks: true,
    body: z.strictObject(preview),
    answer: content,
  },
  sendTestMail: {
    method: 'post',
    path: '/mail/test',
    summary: 'Send that preview, to oneself; the distributor may name another address',
    who: ACCOUNT_KEEPERS,
    body: z.strictObject({ ...preview, to: text(300).optional() }),
    answer: z.object({ id: z.string() }),
    status: 201,
  },
  getCreditCommunications: {
    method: 'get',
    path: '/mail/credit-communications',
    summary: 'Who would be written to about the credits of a period, and what',
    who: SELLER_READERS,
    query: z.object({ seller: partyId, period }),
    answer: creditCommunications,
  },
  sendCreditCommunications: {
    method: 'post',
    path: '/mail/credit-communications',
    summary: 'Write to the buyers that earned credits in a period, each at most once',
    who: SELLERS,
    body: z.strictObject({
      seller: partyId,
      period,
      /** Only these; null: all that earned something. */
      buyers: z.array(partyId).max(100_000).nullable().default(null),
    }),
    answer: creditCommunications,
  },
  mailStatements: {
    method: 'post',
    path: '/mail/statements',
    summary: 'Tell the buyers of open statements where to find them, of each at most once',
    who: SELLERS,
    body: z.strictObject({ ids: z.array(objectId).min(1).max(10_000) }),
    answer: z.object({ items: z.array(statementMail) }),
  },
  listMails: {
    method: 'get',
    path: '/mails',
    summary: 'The outbox: mails with what became of them, newest first',
    who: SELLER_READERS,
    query: z.object({
      state: mailState.optional(),
      event: mail.shape.event.optional(),
      seller: partyId.optional(),
      ...paging,
    }),
    answer: page(mail).extend({
      counts: z.array(z.object({ state: mailState, count: z.number().int() })),
    }),
  },
  getMail: {
    method: 'get',
    path: '/mails/{id}',
    summary: 'One mail as it was written, with every attempt',
    who: SELLER_READERS,
    params: idParam,
    answer: mail,
  },
  resendMail: {
    method: 'post',
    path: '/mails/{id}/resend',
    summary: 'Send a mail again, to where its party is to be written now',
    who: SELLERS,
    params: idParam,
    body: z.strictObject({}),
    answer: mail,
  },
  cancelMail: {
    method: 'post',
    path: '/mails/{id}/cancel',
    summary: 'Do not send a mail that waits or was not taken',
    who: SELLERS,
    params: idParam,
    body: z.strictObject({}),
    answer: mail,
  },
  getMailWishes: {
    method: 'get',
    path: '/mail/wishes/{party}',
    summary: 'Which mail a party does not want',
    who: EVERYONE,
    params: partyParam,
    answer: wishes,
  },
  updateMailWishes: {
    method: 'put',
    path: '/mail/wishes/{party}',
    summary: 'Say which mail a party does not want: itself, its seller or the distributor',
    who: [...SELLERS, 'customer-user'],
    params: partyParam,
    body: z.strictObject({ unwanted: z.array(mailKind).max(mailKind.options.length) }),
    answer: wishes,
  },
} as const satisfies Routes;

export type MailServerView = z.infer<typeof mailServer>;
export type MailTemplatesView = z.infer<typeof mailTemplates>;
export type MailView = z.infer<typeof mail>;
export type StatementMailView = z.infer<typeof statementMail>;
export type MailWishesView = z.infer<typeof wishes>;
export type MailContentView = z.infer<typeof content>;
export type CreditCommunicationsView = z.infer<typeof creditCommunications>;
