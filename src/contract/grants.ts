import { z } from 'zod';
import {
  actions,
  amount,
  currency,
  day,
  dryRunQuery,
  named,
  neededText,
  objectId,
  page,
  paging,
  partyId,
  period,
  querySwitch,
  text,
  typedAmount,
} from './primitives.ts';
import { ADMIN, EVERYONE, type Routes, SELLERS } from './route.ts';

/** One row of seed A's credit table: spendable credit of a buyer at a seller. */
export const grant = z
  .object({
    id: z.string(),
    seller: named,
    buyer: named,
    currency,
    source: z.enum(['credit', 'hand']),
    /** The credit it is a share of; never of a grant that a portal has no credit list for. */
    credit: z.string().nullable(),
    cloud: z.string().nullable(),
    usageAccount: z.string().nullable(),
    description: z.string().nullable(),
    comment: z.string(),
    starts: day.nullable(),
    ends: day.nullable(),
    grantedOn: day,
    /** What it passes on; only for its seller and the distributor. */
    parentCredit: z.string().nullable(),
    status: z.enum(['available', 'reserved', 'used', 'expired', 'withdrawn', 'stranded']),
    granted: amount,
    reserved: amount,
    applied: amount,
    expired: amount,
    withdrawn: amount,
    available: amount,
    /** The day its buyer stopped buying from its seller, while something is left of it (L7). */
    strandedSince: day.nullable(),
    etag: z.string(),
    actions,
  })
  .meta({ id: 'Grant' });

export const balance = z
  .object({
    seller: named,
    buyer: named,
    currency,
    granted: amount,
    reserved: amount,
    applied: amount,
    expired: amount,
    withdrawn: amount,
    available: amount,
    /** Nothing is available. */
    empty: z.boolean(),
  })
  .meta({ id: 'Balance' });

/** A day on which the balance moved, and what it was afterwards. */
export const balancePoint = z
  .object({
    day,
    kind: z.enum(['granted', 'withdrawn', 'applied', 'restored', 'expired']),
    change: amount,
    available: amount,
    grant: z.string().nullable(),
    statement: z.string().nullable(),
  })
  .meta({ id: 'BalancePoint' });

const idParam = z.object({ id: objectId });
const dryRun = z.object(dryRunQuery);

export const GRANT_ROUTES = {
  listGrants: {
    method: 'get',
    path: '/grants',
    summary:
      'Grants: of everybody for the distributor, given and received for a reseller, received for a customer',
    who: EVERYONE,
    query: z.object({
      seller: partyId.optional(),
      buyer: partyId.optional(),
      stranded: querySwitch.optional(),
      ...paging,
    }),
    answer: page(grant),
  },
  getGrant: {
    method: 'get',
    path: '/grants/{id}',
    summary: 'One grant and the statements that use it',
    who: EVERYONE,
    params: idParam,
    answer: z.object({
      grant,
      uses: z.array(
        z.object({
          statement: z.string(),
          number: z.number().int().nullable(),
          period,
          state: z.string(),
          amount,
        }),
      ),
    }),
  },
  addGrant: {
    method: 'post',
    path: '/grants',
    summary: 'Add Credit (L6): the amount in plain digits with a point, above zero',
    who: SELLERS,
    query: dryRun,
    posts: true,
    body: z.strictObject({
      seller: partyId,
      buyer: partyId,
      amount: typedAmount,
      currency: z.string().max(10),
      comment: neededText(2_000),
      cloud: text(100).nullable().default(null),
      usageAccount: text(200).nullable().default(null),
      description: text(1_000).nullable().default(null),
      starts: day.nullable().default(null),
      ends: day.nullable().default(null),
      /** The booking date; null: the first day of the newest period. */
      grantedOn: day.nullable().default(null),
      parentCredit: objectId.nullable().default(null),
      /** Add it although a rule gave the same already. */
      yes: z.boolean().default(false),
      /** Why more is passed on than was received. */
      reason: text(2_000).default(''),
    }),
    answer: z.object({ grant, balance, dryRun: z.boolean() }),
    status: 201,
  },
  withdrawGrant: {
    method: 'post',
    path: '/grants/{id}/withdrawal',
    summary: 'Take back what is left of a grant, or part of it, with a reason',
    who: SELLERS,
    params: idParam,
    query: dryRun,
    posts: true,
    ifMatch: true,
    body: z.strictObject({ amount: typedAmount.nullable().default(null), reason: neededText(2_000) }),
    answer: z.object({ grant, dryRun: z.boolean() }),
  },
  moveGrant: {
    method: 'post',
    path: '/grants/{id}/move',
    summary: 'Move what is stranded to the buyer’s new seller (L7)',
    who: ADMIN,
    params: idParam,
    query: dryRun,
    posts: true,
    ifMatch: true,
    body: z.strictObject({ toSeller: partyId, reason: neededText(2_000) }),
    answer: z.object({ grant, dryRun: z.boolean() }),
  },
  listBalances: {
    method: 'get',
    path: '/balances',
    summary: 'Balances per seller, buyer and currency; on a day, as they stood at its end',
    who: EVERYONE,
    query: z.object({ seller: partyId.optional(), buyer: partyId.optional(), at: day.optional() }),
    answer: z.object({ items: z.array(balance) }),
  },
  getBalanceHistory: {
    method: 'get',
    path: '/balances/{seller}/{buyer}/{currency}/history',
    summary: 'How a balance came to be what it is, day by day',
    who: EVERYONE,
    params: z.object({ seller: partyId, buyer: partyId, currency: z.string().max(10) }),
    answer: z.object({ balance, points: z.array(balancePoint) }),
  },
} as const satisfies Routes;

export type GrantView = z.infer<typeof grant>;
export type BalanceView = z.infer<typeof balance>;
