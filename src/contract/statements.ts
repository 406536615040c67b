import { z } from 'zod';
import { statementMail } from './mail.ts';
import {
  actions,
  amount,
  currency,
  dryRunQuery,
  named,
  neededText,
  objectId,
  page,
  paging,
  partyId,
  percentText,
  period,
  querySwitch,
  text,
} from './primitives.ts';
import { EVERYONE, PORTALS, type Routes, SELLER_READERS, SELLERS } from './route.ts';

export const statementState = z.enum(['draft', 'open', 'paid', 'closed', 'void', 'discarded']);

const head = {
  id: z.string(),
  number: z.number().int().nullable(),
  state: statementState,
  seller: named,
  buyer: named,
  period,
  currency,
  useCredits: z.boolean(),
  charges: amount,
  tax: amount,
  debits: amount,
  adjustments: amount,
  creditApplied: amount,
  total: amount,
  openingBalance: amount,
  earned: amount,
  expired: amount,
  closingBalance: amount,
  actions,
};

export const statementHead = z.object(head).meta({ id: 'StatementHead' });

const line = z.object({
  cloud: z.string(),
  usageAccount: z.string(),
  service: z.string(),
  price: amount,
  /** The cloud's cost; only for the distributor's people. */
  exact: amount.nullable(),
  /** The seller's uplift; only for the seller and the distributor's people. */
  upliftPercent: percentText.nullable(),
});

const movement = z.object({
  movement: z.enum(['earned', 'applied', 'expired', 'restored']),
  grant: z.string(),
  /** Whose account earned it. */
  customer: named.nullable(),
  usageAccount: z.string().nullable(),
  description: z.string().nullable(),
  comment: z.string(),
  /** What it does to the balance: below zero where it leaves it. Opening and these are the closing balance. */
  change: amount,
});

/** A statement as the viewer may see it: what it may not see is null or absent. */
export const statement = z
  .object({
    ...head,
    late: z.boolean(),
    voidReason: z.string().nullable(),
    lines: z.array(line),
    adjustmentLines: z.array(
      z.object({
        originalPeriod: period,
        /** null: the buyer had no statement in that period, and it is closed. */
        originalStatement: z.string().nullable(),
        cloud: z.string(),
        usageAccount: z.string(),
        service: z.string(),
        price: amount,
        exact: amount.nullable(),
      }),
    ),
    debitLines: z.array(z.object({ label: z.string(), amount })),
    roundingLine: amount.nullable(),
    /** The credit applied as it stands in the sum: not above zero. */
    creditLine: amount,
    taxPercent: percentText.nullable(),
    taxPosition: z.string(),
    story: z.array(movement),
  })
  .meta({ id: 'Statement' });

/** What stands behind a reseller's lump of credit: it adds up to what was earned, to the cent (T10). */
export const breakout = z
  .object({
    statement: z.string(),
    currency,
    rows: z.array(
      z.object({
        customer: named.nullable(),
        usageAccount: z.string().nullable(),
        description: z.string().nullable(),
        comment: z.string(),
        movement: z.enum(['earned', 'restored', 'expired']),
        amount,
        /** Of this, granted on to the customer, and kept by the reseller. */
        passedOn: amount,
        kept: amount,
        /** The rule that decided, as it was called then; only if the seller chose to say it. */
        rule: z.string().nullable(),
      }),
    ),
    earned: amount,
    expired: amount,
    passedOn: amount,
    kept: amount,
  })
  .meta({ id: 'Breakout' });

/** One buyer of a run of statements. */
export const draftedBuyer = z
  .object({
    statement: z.string(),
    seller: named,
    buyer: named,
    currency,
    /** What the run said, else its seller's default (T3). */
    useCredits: z.boolean(),
    charges: amount,
    tax: amount,
    available: amount,
    willApply: amount,
    left: amount,
    total: amount,
    outcome: z.enum(['new', 'replaced', 'kept']),
  })
  .meta({ id: 'DraftedBuyer' });

export const generated = z
  .object({
    period,
    buyers: z.array(draftedBuyer),
    drafted: z.number().int(),
    replaced: z.number().int(),
    kept: z.number().int(),
    discarded: z.number().int(),
    /** Has a balance that is not used because Use credits is off (T3). */
    unused: z.array(z.object({ seller: named, buyer: named, currency, balance: amount })),
    /** A later statement of the same buyer is open: not drafted unless `late` (T8). */
    blocked: z.array(z.object({ seller: named, buyer: named, openPeriod: period })),
    expiredGrants: z.number().int(),
    unmappedCharges: z.number().int(),
    dryRun: z.boolean(),
  })
  .meta({ id: 'Generated' });

export const generateBody = z.strictObject({
  period,
  /** null: each seller's default (T3). */
  useCredits: z.boolean().nullable().default(null),
  late: z.boolean().default(false),
  seller: partyId.nullable().default(null),
  /** Only these buyers; null: all. */
  buyers: z.array(partyId).max(100_000).nullable().default(null),
});

const idParam = z.object({ id: objectId });
const dryRun = z.object(dryRunQuery);
const ids = z.array(objectId).min(1).max(10_000);
const changed = z.object({ items: z.array(statementHead), dryRun: z.boolean() });

const change = <Body extends z.ZodObject>(path: string, summary: string, body: Body) =>
  ({
    method: 'post',
    path,
    summary,
    who: SELLERS,
    query: dryRun,
    posts: true,
    body,
    answer: changed,
  }) as const;

export const STATEMENT_ROUTES = {
  listStatements: {
    method: 'get',
    path: '/statements',
    summary: 'Statements: issued and received; a buyer never finds a draft',
    who: EVERYONE,
    query: z.object({
      period: period.optional(),
      seller: partyId.optional(),
      buyer: partyId.optional(),
      state: statementState.optional(),
      ...paging,
    }),
    answer: page(statementHead),
  },
  getStatement: {
    method: 'get',
    path: '/statements/{id}',
    summary: 'One statement with its lines and the story of its credit, as the viewer may see it',
    who: EVERYONE,
    params: idParam,
    answer: statement,
  },
  getBreakout: {
    method: 'get',
    path: '/statements/{id}/breakout',
    summary: 'A reseller’s lump of credit by customer, account, description and amount',
    who: SELLER_READERS,
    params: idParam,
    answer: breakout,
  },
  generateStatements: {
    method: 'post',
    path: '/statements/generate',
    summary: 'Draft a period’s statements; the dry run is the preview per buyer',
    who: SELLERS,
    query: dryRun,
    posts: true,
    body: generateBody,
    answer: generated,
  },
  openStatements: {
    ...change(
      '/statements/open',
      'Open drafts: each gets its number, uses what it reserved and never changes again; its buyer is told if asked',
      z.strictObject({ ids, mail: z.boolean().default(false) }),
    ),
    answer: changed.extend({ mails: z.array(statementMail) }),
  },
  discardStatements: change(
    '/statements/discard',
    'Throw drafts away: what they reserved is free again',
    z.strictObject({ ids }),
  ),
  redraftStatements: change(
    '/statements/redraft',
    'Undo a discard: the same buyers are drafted again, each as its draft was; all or none',
    z.strictObject({ ids }),
  ),
  voidStatements: change(
    '/statements/void',
    'Take open statements back: reversed, restored and still to be seen',
    z.strictObject({ ids, reason: neededText(2_000) }),
  ),
  payStatements: change(
    '/statements/pay',
    'Mark open statements as paid, or take a payment back',
    z.strictObject({ ids, reversed: z.boolean().default(false) }),
  ),
  closeStatements: change(
    '/statements/close',
    'The end of statements: nothing changes them any more',
    z.strictObject({ ids }),
  ),
  listOwnStatements: {
    method: 'get',
    path: '/own/statements',
    summary: 'My statements: open, paid, closed and void ones that I received',
    who: PORTALS,
    query: z.object({ period: period.optional(), ...paging }),
    answer: page(statementHead),
  },
  listOwnCredits: {
    method: 'get',
    path: '/own/credits',
    summary: 'My credits: what I was granted, by account and description, and what is left of it',
    who: PORTALS,
    query: z.object({ withEmpty: querySwitch.optional(), description: text(500).optional(), ...paging }),
    answer: page(
      z
        .object({
          id: z.string(),
          seller: named,
          /** Of a reseller's grants: whose account earned it. */
          customer: named.nullable(),
          currency,
          usageAccount: z.string().nullable(),
          description: z.string().nullable(),
          comment: z.string(),
          grantedOn: z.string(),
          starts: z.string().nullable(),
          ends: z.string().nullable(),
          granted: amount,
          used: amount,
          expired: amount,
          withdrawn: amount,
          left: amount,
        })
        .meta({ id: 'OwnCredit' }),
    ),
  },
} as const satisfies Routes;

export type StatementHead = z.infer<typeof statementHead>;
export type StatementView = z.infer<typeof statement>;
export type Generated = z.infer<typeof generated>;
export type StatementStateView = z.infer<typeof statementState>;
