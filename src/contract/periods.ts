import { z } from 'zod';
import { actions, amount, currency, dryRunQuery, money, period, text } from './primitives.ts';
import { ADMIN, DISTRIBUTOR_READERS, EVERYONE, type Routes } from './route.ts';

export const check = z
  .object({
    check: z.string(),
    ok: z.boolean(),
    /** What holds. */
    sentence: z.string(),
    /** The first of what does not hold: which object, and by how much. */
    findings: z.array(z.object({ object: z.string(), amount: z.string() })),
    /** How many there are besides. */
    more: z.number().int(),
    severity: z.enum(['error', 'warning']),
  })
  .meta({ id: 'Check' });

/** What is in the way, what to do about it, and the screen it is done on with its filters. */
export const blocker = z
  .object({
    code: z.string(),
    sentence: z.string(),
    count: z.number().int(),
    cure: z.string(),
    screen: z.enum(['deliveries', 'credits', 'statements', 'checks', 'accounts', 'close']),
    filter: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Blocker' });

/** A step of the board: how much is there, what blocks it, and where the cure is. */
export const boardStep = z
  .object({
    step: z.enum(['received', 'credits', 'reviewed', 'drafted', 'opened', 'closed']),
    state: z.enum(['waiting', 'blocked', 'ready', 'done']),
    done: z.number().int(),
    of: z.number().int(),
    sentence: z.string(),
    blockers: z.array(blocker),
  })
  .meta({ id: 'BoardStep' });

export const board = z
  .object({ period, closed: z.boolean(), steps: z.array(boardStep), actions })
  .meta({ id: 'Board' });

export const flow = z
  .object({
    currency,
    nodes: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['cloud', 'customers', 'resellers', 'distributor', 'unallocated']),
        name: z.string(),
      }),
    ),
    links: z.array(z.object({ from: z.string(), to: z.string(), amount })),
  })
  .meta({ id: 'Flow' });

export const month = z
  .object({
    period,
    currency,
    credits: amount,
    customers: amount,
    resellers: amount,
    distributor: amount,
    unallocated: amount,
    charges: amount,
    applied: amount,
    closed: z.boolean(),
  })
  .meta({ id: 'Month' });

const periodParam = z.object({ period });

export const PERIOD_ROUTES = {
  listPeriods: {
    method: 'get',
    path: '/periods',
    summary: 'Billing periods, newest first; for a portal those with a statement of its own',
    who: EVERYONE,
    answer: z.object({
      items: z.array(z.object({ period, closed: z.boolean(), closedReason: z.string().nullable() })),
    }),
  },
  getBoard: {
    method: 'get',
    path: '/periods/{period}/board',
    summary:
      'The board of a period: received, credits, reviewed, drafted, opened, closed; whether the checks hold is the control sheet’s to say',
    who: DISTRIBUTOR_READERS,
    params: periodParam,
    answer: board,
  },
  getFlow: {
    method: 'get',
    path: '/periods/{period}/flow',
    summary: 'Where the cloud credits of a period went, per currency',
    who: DISTRIBUTOR_READERS,
    params: periodParam,
    answer: z.object({ items: z.array(flow) }),
  },
  listMonths: {
    method: 'get',
    path: '/months',
    summary: 'The last months in figures, oldest first',
    who: DISTRIBUTOR_READERS,
    query: z.object({ last: z.coerce.number().int().min(1).max(36).default(12) }),
    answer: z.object({ items: z.array(month) }),
  },
  getChecks: {
    method: 'get',
    path: '/checks',
    summary: 'Every named check of the whole book, or of one period: the control sheet',
    who: DISTRIBUTOR_READERS,
    query: z.object({ period: period.optional() }),
    answer: z.object({
      items: z.array(check),
      /** Of one period: the board's last step, with what of this is in the way of it. */
      closing: boardStep.nullable(),
      /** Must read 0.00: received less granted, kept, unallocated and rounding. */
      difference: z.array(money),
    }),
  },
  closePeriod: {
    method: 'post',
    path: '/periods/{period}/close',
    summary: 'Close a period: nothing can be booked into it afterwards',
    who: ADMIN,
    params: periodParam,
    query: z.object(dryRunQuery),
    posts: true,
    body: z.strictObject({ reason: text(2_000).default('') }),
    answer: z.object({ period, reason: z.string(), warnings: z.array(z.string()), dryRun: z.boolean() }),
  },
} as const satisfies Routes;

export type Board = z.infer<typeof board>;
export type BoardStep = z.infer<typeof boardStep>;
export type Flow = z.infer<typeof flow>;
export type MonthView = z.infer<typeof month>;
export type CheckView = z.infer<typeof check>;
