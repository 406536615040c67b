import { z } from 'zod';

/** The roles of console.md. What each may do stands at each route (`who`) and, below the routes, in src/domain/access. */
export const ROLES = [
  'distributor-admin',
  'distributor-analyst',
  'auditor',
  'reseller-admin',
  'reseller-user',
  'customer-user',
] as const;
export const role = z.enum(ROLES).meta({ id: 'Role' });
export type RoleName = z.infer<typeof role>;

/** Plain text without NUL and half characters: what every store can keep. */
export function text(most: number) {
  return z
    .string()
    .max(most, { error: `at most ${most} characters` })
    .refine((value) => !value.includes('\u0000') && value.isWellFormed(), {
      error: 'write plain text without NUL or broken characters',
    });
}

export function neededText(most: number) {
  return text(most).refine((value) => value.trim() !== '', { error: 'write something here' });
}

export const partyId = neededText(200).meta({
  id: 'PartyId',
  description: '`distributor`, or the id of a reseller or customer',
});
export const objectId = neededText(200);
export const usageAccount = neededText(200);
export const period = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'write a billing period as YYYY-MM' })
  .meta({ id: 'BillingPeriod', examples: ['2026-03'] });
export const day = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { error: 'write a day as YYYY-MM-DD' })
  .meta({ id: 'Day', examples: ['2026-03-31'] });
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: 'write a currency as three capital letters, such as USD' })
  .meta({ id: 'Currency', examples: ['USD'] });
/** A decimal amount as text, never a number; its currency stands beside it. */
export const amount = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .meta({
    id: 'Amount',
    description: 'A decimal as text, in the currency that stands beside it',
    examples: ['1234.50'],
  });
/** As a person typed it: the answer says what is wrong with it (L6). */
export const typedAmount = text(60).meta({ id: 'TypedAmount', examples: ['100.00'] });
/** A percentage as text with at most four decimals. */
export const percentText = z.string().meta({ id: 'Percent', examples: ['62.5'] });
export const instant = z.string().meta({ id: 'Instant', description: 'ISO 8601, UTC' });

export const taxPosition = z.enum(['after_tax', 'before_tax']);

/** What may be done with an object now, and if not, why not: the console copies no rule. */
export const action = z
  .object({ name: z.string(), allowed: z.boolean(), because: z.string().nullable() })
  .meta({ id: 'Action' });
export const actions = z.array(action);

export const named = z.object({ id: z.string(), name: z.string() }).meta({ id: 'Named' });
export const money = z.object({ currency, amount }).meta({ id: 'Money' });

/** Query of every list: `limit` rows after `cursor`, the `next` of the page before. */
export const paging = {
  cursor: text(2_000).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
};
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    /** Give it as `cursor` to get the next page; null: this is the last one. */
    next: z.string().nullable(),
  });
}

/** In a query a switch is `true` or `false`. */
export const querySwitch = z.enum(['true', 'false']).transform((value) => value === 'true');

export const dryRunQuery = { dryRun: querySwitch.optional() };

export const fieldError = z
  .object({
    /** Dotted path in the body or query; blank: the whole of it. */
    field: z.string(),
    /** Of a table: the row as a spreadsheet shows it; the field is its column. */
    row: z.number().int().optional(),
    seen: z.string(),
    todo: z.string(),
  })
  .meta({ id: 'FieldError' });

/** RFC 9457 with a stable code, and the field, what was seen and what to do. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string(),
    errors: z.array(fieldError),
    /** Of a replayed key with another body: what was sent the first time, and now. */
    first: z.unknown().optional(),
    now: z.unknown().optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;
export type FieldErrorView = z.infer<typeof fieldError>;
export type ActionView = z.infer<typeof action>;
