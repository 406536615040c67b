import { z } from 'zod';
import {
  actions,
  amount,
  currency,
  dryRunQuery,
  money,
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
  typedAmount,
  usageAccount,
} from './primitives.ts';
import { ADMIN, DESK, DISTRIBUTOR_READERS, type Routes } from './route.ts';

export const creditStatus = z.enum(['estimated', 'pending', 'assigned', 'processing', 'processed']);
const shares = z.object({ customer: amount, reseller: amount, distributor: amount });

const holder = z.object({ customer: named, reseller: named.nullable() });

/** One line of the credit list. */
export const credit = z
  .object({
    id: z.string(),
    cloud: z.string(),
    payerAccount: z.string(),
    usageAccount: z.string(),
    period,
    service: z.string(),
    description: z.string(),
    ownerAccount: z.string().nullable(),
    currency,
    kind: z.enum(['credit', 'partner_discount', 'refund']),
    exact: amount,
    amount,
    residual: amount,
    lines: z.number().int(),
    final: z.boolean(),
    dust: z.boolean(),
    status: creditStatus,
    customer: named.nullable(),
    reseller: named.nullable(),
    /** Who held the account that used it; `customer` and `reseller` are those for whom it is divided (R10). */
    consumer: holder.nullable(),
    /** Whose credit it was, who says so, and who held that account (A8). */
    ownedBy: z.object({
      account: z.string(),
      by: z.enum(['record', 'description', 'itself']),
      records: z.array(z.string()),
      holder: holder.nullable(),
    }),
    ownerChanged: z.boolean(),
    rule: named.nullable(),
    ruleVersion: z.number().int().nullable(),
    decidedBy: z.string().nullable(),
    madeBy: z.enum(['rule', 'policy', 'hand', 'partner-programme']).nullable(),
    shares: shares.nullable(),
    heldBecause: z.enum(['no-rule', 'unmapped-account', 'unmapped-owner', 'estimated', 'refund']).nullable(),
    waitingPeriods: z.number().int().nullable(),
    stale: z.boolean(),
    flagged: z.boolean(),
    actions,
  })
  .meta({ id: 'Credit' });

/** Everything the drawer shows: the credit, every step, why this rule, and what was decided before. */
export const explainedCredit = z
  .object({
    credit,
    steps: z.array(z.object({ title: z.string(), lines: z.array(z.string()) })),
    decision: z.object({
      chosen: z
        .object({ rule: named, version: z.number().int(), decidedBy: z.string(), sentence: z.string() })
        .nullable(),
      losers: z.array(z.object({ rule: named, lostAt: z.string(), sentence: z.string() })),
      ineligible: z.array(z.object({ rule: named, failed: z.string(), sentence: z.string() })),
    }),
    history: z.array(
      z.object({
        version: z.number().int(),
        madeBy: z.string(),
        reason: z.string(),
        rule: z.string().nullable(),
        shares,
      }),
    ),
    /** What the rules of today would make of it; null: it would be held. */
    proposal: z.object({ rule: named.nullable(), shares }).nullable(),
  })
  .meta({ id: 'ExplainedCredit' });

/** Filters of the credit list; they are the same in the list, the sums and the export. */
const filters = {
  period: period.optional(),
  /** With a period: everything older that still waits too. */
  older: querySwitch.optional(),
  /** A credit's date is its billing period: those from this one on … */
  from: period.optional(),
  /** … up to and with this one. */
  to: period.optional(),
  account: text(200).optional(),
  /** Part of the description, upper and lower case alike. */
  description: text(500).optional(),
  customer: partyId.optional(),
  reseller: partyId.optional(),
  service: text(200).optional(),
  status: creditStatus.optional(),
  rule: objectId.optional(),
};
export const creditFilter = z.object(filters);
export const creditSort = z.enum([
  'period',
  '-period',
  'amount',
  '-amount',
  'description',
  '-description',
  'account',
  '-account',
  'service',
  '-service',
]);

/** A party's part: an amount as typed, or a percentage of the whole. */
const part = z.strictObject({
  party: partyId,
  amount: typedAmount.optional(),
  percent: percentText.optional(),
});

const reassigned = z
  .object({
    credit: z.string(),
    currency,
    before: shares,
    after: shares.nullable(),
    heldBecause: z.string().nullable(),
    /** Of a hand decision: the version to name in order to undo it; null: there is nothing to go back to. */
    undo: z.number().int().nullable(),
  })
  .meta({ id: 'Reassigned' });

const idParam = z.object({ id: objectId });
const dryRun = z.object(dryRunQuery);
const reason = neededText(2_000);

export const CREDIT_ROUTES = {
  listCredits: {
    method: 'get',
    path: '/credits',
    summary: 'The credit list of a period, with everything older that still waits',
    who: DISTRIBUTOR_READERS,
    query: z.object({ ...filters, ...paging, sort: creditSort.default('-period') }),
    answer: page(credit),
  },
  sumCredits: {
    method: 'get',
    path: '/credits/sums',
    summary: 'How many credits the filters find, their sums, and the counts per status',
    who: DISTRIBUTOR_READERS,
    query: creditFilter,
    answer: z.object({
      count: z.number().int(),
      sums: z.array(money),
      statuses: z.array(z.object({ status: creditStatus, count: z.number().int() })),
      services: z.array(z.string()),
    }),
  },
  getCredit: {
    method: 'get',
    path: '/credits/{id}',
    summary: 'One credit with its whole way: read, rounded, owner, rule, shares, postings, use',
    who: DISTRIBUTOR_READERS,
    params: idParam,
    answer: explainedCredit,
  },
  assignCredit: {
    method: 'post',
    path: '/credits/{id}/assignment',
    summary: 'Divide a credit by hand, or as if it were another account’s; a reason is always needed (S4)',
    who: ADMIN,
    params: idParam,
    query: dryRun,
    posts: true,
    body: z.strictObject({
      parts: z.array(part).max(20).default([]),
      moveTo: usageAccount.nullable().default(null),
      reason,
      /** More than the cloud gave: the distributor funds the rest. */
      allowMore: z.boolean().default(false),
    }),
    answer: z.object({ ...reassigned.shape, dryRun: z.boolean() }),
  },
  proposeCredit: {
    method: 'post',
    path: '/credits/{id}/proposal',
    summary: 'Back to what the rules propose (S4, R7)',
    who: ADMIN,
    params: idParam,
    query: dryRun,
    posts: true,
    body: z.strictObject({}),
    answer: z.object({ ...reassigned.shape, dryRun: z.boolean() }),
  },
  assignCredits: {
    method: 'post',
    path: '/credits/assign',
    summary: 'The rule run: every pending credit is divided or held with the reason',
    who: ADMIN,
    query: dryRun,
    posts: true,
    body: z.strictObject({ period: period.nullable().default(null) }),
    answer: z.object({
      assigned: z.number().int(),
      restated: z.number().int(),
      held: z.array(z.object({ credit: z.string(), because: z.string() })),
      dryRun: z.boolean(),
    }),
  },
  assignManyCredits: {
    method: 'post',
    path: '/credits/assign-many',
    summary: 'Divide several credits by hand with the same percentages and reason, all or none',
    who: ADMIN,
    query: dryRun,
    posts: true,
    body: z.strictObject({
      ids: z.array(objectId).min(1).max(1_000),
      customerPercent: percentText,
      resellerPercent: percentText,
      reason,
    }),
    answer: z.object({ items: z.array(reassigned), dryRun: z.boolean() }),
  },
  undoDivisions: {
    method: 'post',
    path: '/credits/undo',
    summary: 'Undo hand decisions: what stood before each stands again as it was; all or none (S4)',
    who: ADMIN,
    query: dryRun,
    posts: true,
    body: z.strictObject({
      items: z
        .array(z.strictObject({ credit: objectId, version: z.number().int().min(1) }))
        .min(1)
        .max(1_000),
    }),
    answer: z.object({ items: z.array(reassigned), dryRun: z.boolean() }),
  },
  reapplyRules: {
    method: 'post',
    path: '/credits/reapply',
    summary: 'Assigned credits follow today’s rules and tenures; look at the dry run first (R7)',
    who: ADMIN,
    query: dryRun,
    posts: true,
    body: z.strictObject({ period: period.nullable().default(null) }),
    answer: z.object({ items: z.array(reassigned), dryRun: z.boolean() }),
  },
  searchAll: {
    method: 'get',
    path: '/search',
    summary:
      'For the command palette: parties, accounts, rules, credits and statements that answer to a word',
    who: DESK,
    query: z.object({ q: neededText(100) }),
    answer: z.object({
      items: z.array(
        z.object({
          kind: z.enum(['customer', 'reseller', 'account', 'rule', 'credit', 'statement']),
          id: z.string(),
          title: z.string(),
          subtitle: z.string(),
        }),
      ),
    }),
  },
} as const satisfies Routes;

export type CreditView = z.infer<typeof credit>;
export type ExplainedCredit = z.infer<typeof explainedCredit>;
export type CreditSort = z.infer<typeof creditSort>;
export type ReassignedView = z.infer<typeof reassigned>;
