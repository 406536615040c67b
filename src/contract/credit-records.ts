import { z } from 'zod';
import { amount, currency, day, dryRunQuery, named, objectId, period } from './primitives.ts';
import { ADMIN, DISTRIBUTOR_READERS, type Routes } from './route.ts';

export const RECORD_STATES = [
  'not-started',
  'usable',
  'ends-soon',
  'ended',
  'used-up',
  'switched-off',
] as const;

/** What AWS itself says of one of its credits, as it stands on the service's day (A6, A9). */
export const creditRecord = z
  .object({
    id: z.string(),
    account: z.string(),
    owner: named.nullable(),
    type: z.string(),
    description: z.string(),
    currency,
    initial: amount,
    remaining: amount,
    /** When the bill under way counts too. */
    estimated: amount.nullable(),
    starts: day,
    ends: day.nullable(),
    daysLeft: z.number().int().nullable(),
    state: z.enum(RECORD_STATES),
    products: z.array(z.string()),
    applicationType: z.string().nullable(),
    sharing: z.string().nullable(),
  })
  .meta({ id: 'CreditRecord' });

/** What would lapse, by how soon; each amount stands in one of the three. `account` null: all together. */
const endingSum = z.object({
  account: z.string().nullable(),
  owner: named.nullable(),
  currency,
  within30: amount,
  within60: amount,
  within90: amount,
});

const unmatched = z.enum([
  'not-imported',
  'none-there',
  'other-service',
  'other-amount',
  'other-owner',
  'taken',
  'ambiguous',
]);

/** One AWS credit of the billing files: who owns it, who used it, and whether AWS's own record says so. */
const ownedCredit = z
  .object({
    credit: z.string(),
    period,
    usageAccount: z.string(),
    service: z.string(),
    description: z.string(),
    currency,
    amount,
    estimated: z.boolean(),
    ownerAccount: z.string(),
    ownedBy: z.enum(['record', 'description', 'itself']),
    records: z.array(z.string()),
    owner: named.nullable(),
    consumer: named.nullable(),
    /** null: it matches. */
    because: unmatched.nullable(),
    sentence: z.string().nullable(),
  })
  .meta({ id: 'OwnedCredit' });

const lostDrawdown = z.object({
  records: z.array(z.string()),
  period,
  usageAccount: z.string(),
  service: z.string(),
  currency,
  amount,
  estimated: z.boolean(),
  ownerAccount: z.string().nullable(),
  owner: named.nullable(),
  consumer: named.nullable(),
  because: unmatched,
  sentence: z.string(),
});

const count = z.object({
  added: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
});

export const CREDIT_RECORD_ROUTES = {
  listCreditRecords: {
    method: 'get',
    path: '/credit-records',
    summary: 'AWS’s own records of its credits: what is left, when it ends, and what ends within 90 days',
    who: DISTRIBUTOR_READERS,
    answer: z.object({
      today: day,
      items: z.array(creditRecord),
      endings: z.array(
        z.object({ record: z.string(), daysLeft: z.number().int(), within: z.number().int() }),
      ),
      endingSums: z.array(endingSum),
    }),
  },
  matchCreditRecords: {
    method: 'get',
    path: '/credit-records/matches',
    summary: 'Who owns and who used each AWS credit, how many match AWS’s own records, and why others do not',
    who: DISTRIBUTOR_READERS,
    query: z.object({ period: period.optional() }),
    answer: z.object({
      period: period.nullable(),
      credits: z.number().int(),
      matched: z.number().int(),
      rate: z.string().nullable(),
      drawdownsLeft: z.number().int(),
      sums: z.array(z.object({ currency, credits: amount, matched: amount, drawdownsLeft: amount })),
      items: z.array(ownedCredit),
      left: z.array(lostDrawdown),
    }),
  },
  getCreditRecord: {
    method: 'get',
    path: '/credit-records/{id}',
    summary: 'One credit record with every state it had, the newest first',
    who: DISTRIBUTOR_READERS,
    params: z.object({ id: objectId }),
    answer: z.object({ record: creditRecord, states: z.array(creditRecord) }),
  },
  importCreditRecords: {
    method: 'post',
    path: '/credit-records/imports',
    summary:
      'Read answers of AWS Billing GetCredits and GetCreditAllocationHistory; multipart with one or more `files`',
    who: ADMIN,
    query: z.object(dryRunQuery),
    posts: true,
    body: 'files',
    answer: z.object({
      creditRecords: count,
      drawdowns: count,
      warnings: z.array(z.string()),
      dryRun: z.boolean(),
    }),
  },
} as const satisfies Routes;

export type CreditRecordView = z.infer<typeof creditRecord>;
export type CreditRecordsAnswer = z.infer<(typeof CREDIT_RECORD_ROUTES)['listCreditRecords']['answer']>;
export type EndingSumView = z.infer<typeof endingSum>;
export type RecordMatchesView = z.infer<(typeof CREDIT_RECORD_ROUTES)['matchCreditRecords']['answer']>;
export type OwnedCreditView = z.infer<typeof ownedCredit>;
export type LostDrawdownView = z.infer<typeof lostDrawdown>;
