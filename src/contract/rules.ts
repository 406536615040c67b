import { z } from 'zod';
import {
  actions,
  amount,
  currency,
  instant,
  money,
  named,
  neededText,
  objectId,
  percentText,
  period,
  text,
} from './primitives.ts';
import { ADMIN, DESK, DISTRIBUTOR_READERS, type Routes } from './route.ts';

const scope = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('all') }),
    z.strictObject({ kind: z.literal('only'), ids: z.array(neededText(200)).max(10_000) }),
    z.strictObject({ kind: z.literal('except'), ids: z.array(neededText(200)).max(10_000) }),
  ])
  .meta({ id: 'Scope', description: 'All, Only selected, Only excluded' });

/** What a person writes down (seed B's steps). */
export const ruleTerms = z
  .strictObject({
    name: neededText(200),
    /** Blank matches every credit (R2). */
    description: text(1_000),
    match: z.enum(['exact', 'contains', 'wildcard', 'regex']),
    customerPercent: percentText,
    resellerPercent: percentText,
    /** Whose customer gets the shares: of the account that used the credit, or of the one that owns it (R10). */
    forWhom: z.enum(['consumer', 'owner']).default('consumer'),
    firstPeriod: period.nullable(),
    lastPeriod: period.nullable(),
    customers: scope,
    resellers: scope,
    services: scope,
    note: text(2_000),
    active: z.boolean(),
  })
  .meta({ id: 'RuleTerms' });

const lint = z.object({
  kind: z.enum(['never-wins', 'duplicate', 'only-by-date']),
  cause: z.string(),
  sentence: z.string(),
});

export const rule = z
  .object({
    id: z.string(),
    version: z.number().int(),
    createdAt: instant,
    ...ruleTerms.shape,
    /** Place in the order in which rules are asked, from 1, and why it is there (R4). */
    place: z.number().int(),
    behind: z.string().nullable(),
    placeReason: z.string(),
    lint: z.array(lint),
    etag: z.string(),
    actions,
  })
  .meta({ id: 'Rule' });

/** One version with what it changed of the one before. */
export const ruleVersion = z
  .object({
    version: z.number().int(),
    terms: ruleTerms,
    changes: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
  })
  .meta({ id: 'RuleVersion' });

const idParam = z.object({ id: objectId });

const draft = {
  /** The rule that is being edited; null: a new one. */
  ruleId: objectId.nullable().default(null),
  terms: ruleTerms,
  periods: z.number().int().min(1).max(24).default(3),
};

export const RULE_ROUTES = {
  listRules: {
    method: 'get',
    path: '/rules',
    summary: 'Every rule in the order in which it is asked, with the reason for its place and lint marks',
    who: DISTRIBUTOR_READERS,
    answer: z.object({ items: z.array(rule), pairsLeftOut: z.number().int(), actions }),
  },
  getRule: {
    method: 'get',
    path: '/rules/{id}',
    summary: 'One rule with all its versions and their differences',
    who: DISTRIBUTOR_READERS,
    params: idParam,
    answer: z.object({ rule, versions: z.array(ruleVersion) }),
  },
  createRule: {
    method: 'post',
    path: '/rules',
    summary: 'Add rule',
    who: ADMIN,
    body: ruleTerms,
    answer: rule,
    status: 201,
  },
  updateRule: {
    method: 'put',
    path: '/rules/{id}',
    summary: 'Edit a rule: a new version; its creation date and place by date stay',
    who: ADMIN,
    params: idParam,
    ifMatch: true,
    body: ruleTerms,
    answer: rule,
  },
  cloneRule: {
    method: 'post',
    path: '/rules/{id}/clone',
    summary: 'A new rule with the same terms under another name',
    who: ADMIN,
    params: idParam,
    body: z.strictObject({ name: neededText(200) }),
    answer: rule,
    status: 201,
  },
  deactivateRule: {
    method: 'post',
    path: '/rules/{id}/deactivation',
    summary: 'A new version that never competes (R7)',
    who: ADMIN,
    params: idParam,
    ifMatch: true,
    body: z.strictObject({}),
    answer: rule,
  },
  matchRule: {
    method: 'post',
    path: '/rules/match',
    summary: 'How many credits of the last periods these terms match, and how many they would win',
    who: DESK,
    asks: true,
    body: z.strictObject(draft),
    answer: z.object({
      periods: z.array(period),
      matched: z.number().int(),
      matchedSums: z.array(money),
      won: z.number().int(),
      wonSums: z.array(money),
      examples: z.array(
        z.object({
          credit: z.string(),
          period,
          usageAccount: z.string(),
          customer: named.nullable(),
          description: z.string(),
          currency,
          amount,
        }),
      ),
      /** The customers and resellers that the scopes name. */
      parties: z.array(named),
    }),
  },
  backtestRule: {
    method: 'post',
    path: '/rules/backtest',
    summary: 'Who would have got more or less in the last periods under these terms; nothing is posted',
    who: DESK,
    asks: true,
    body: z.strictObject(draft),
    answer: z.object({
      periods: z.array(period),
      credits: z.number().int(),
      rows: z.array(z.object({ party: z.string(), name: z.string(), currency, difference: amount })),
      changed: z.array(
        z.object({
          credit: z.string(),
          period,
          usageAccount: z.string(),
          description: z.string(),
          ruleNow: z.string().nullable(),
          ruleThen: z.string().nullable(),
        }),
      ),
      /** How many are changed in all; `changed` shows the first 200. */
      changedCount: z.number().int(),
    }),
  },
} as const satisfies Routes;

export type RuleTermsView = z.infer<typeof ruleTerms>;
export type RuleView = z.infer<typeof rule>;
export type RuleVersionView = z.infer<typeof ruleVersion>;
export type ScopeView = z.infer<typeof scope>;
