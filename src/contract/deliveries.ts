import { z } from 'zod';
import {
  actions,
  amount,
  currency,
  day,
  instant,
  neededText,
  objectId,
  page,
  paging,
  period,
  querySwitch,
  text,
} from './primitives.ts';
import { ADMIN, DISTRIBUTOR_READERS, type Routes, SELLER_READERS, SELLERS } from './route.ts';
import { generateBody } from './statements.ts';

export const delivery = z
  .object({
    id: z.string(),
    cloud: z.string(),
    payerAccount: z.string(),
    period,
    version: z.number().int(),
    format: z.string(),
    manifestTime: z.string().nullable(),
    lines: z.number().int(),
    lastUsageDay: day.nullable(),
    linesWithoutInvoice: z.number().int(),
    final: z.boolean(),
    current: z.boolean(),
    unmapped: z.number().int(),
    unknown: z.number().int(),
  })
  .meta({ id: 'Delivery' });

const total = z.object({
  key: z.string(),
  lineClass: z.string().nullable(),
  currency,
  exact: amount,
  lines: z.number().int(),
});
const difference = z.object({
  by: z.enum(['line-type', 'usage-account']),
  key: z.string(),
  currency,
  before: amount,
  now: amount,
  difference: amount,
});

const jobKind = z.enum(['import', 'generate', 'look']);
export const JOB_STATES = ['waiting', 'running', 'done', 'failed', 'cancelled'] as const;

/** Long work: it goes on when the tab is closed, and after a restart of the service. */
export const job = z
  .object({
    id: z.string(),
    kind: jobKind,
    /** Of drafting: the billing period it drafts. */
    period: period.nullable(),
    state: z.enum(JOB_STATES),
    /** What it does now, in words. */
    phase: z.string(),
    done: z.number().int(),
    /** 0: not known yet. */
    of: z.number().int(),
    createdAt: instant,
    finishedAt: instant.nullable(),
    startedBy: z.string(),
    /** Of a failed one: what was wrong, like every other refusal. */
    errors: z.array(z.object({ field: z.string(), seen: z.string(), todo: z.string() })),
    detail: z.string().nullable(),
    result: z.unknown().nullable(),
    actions,
  })
  .meta({ id: 'Job' });

export const auditEntry = z
  .object({
    seq: z.number().int(),
    at: instant,
    who: z.string(),
    role: z.string(),
    from: z.string(),
    what: z.string(),
    object: z.string(),
    before: z.unknown(),
    after: z.unknown(),
    why: z.string(),
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' });

const idParam = z.object({ id: objectId });
const auditFilter = {
  who: text(254).optional(),
  what: text(100).optional(),
  object: text(200).optional(),
  from: day.optional(),
  to: day.optional(),
};
const AUDITORS = ['distributor-admin', 'auditor'] as const;

export const DELIVERY_ROUTES = {
  listDeliveries: {
    method: 'get',
    path: '/deliveries',
    summary: 'What was read: deliveries with their counts of unmapped accounts and unknown line types',
    who: DISTRIBUTOR_READERS,
    query: z.object({ period: period.optional() }),
    answer: z.object({ items: z.array(delivery) }),
  },
  getDelivery: {
    method: 'get',
    path: '/deliveries/{id}',
    summary: 'One delivery: files, control totals, what it changed, unmapped accounts, unknown line types',
    who: DISTRIBUTOR_READERS,
    params: idParam,
    answer: z.object({
      delivery,
      files: z.array(z.object({ name: z.string(), bytes: z.number().int(), contentHash: z.string() })),
      byLineType: z.array(total),
      byUsageAccount: z.array(total),
      byInvoice: z.array(total),
      changed: z.array(difference),
      unmapped: z.array(total),
      unknown: z.array(total),
      versions: z.array(delivery),
    }),
  },
  startImport: {
    method: 'post',
    path: '/imports',
    summary:
      'Read billing files into the book, as a job; multipart with one or more `files` and `final`, `replace`',
    who: ADMIN,
    body: 'files',
    answer: job,
    status: 202,
  },
  startGenerate: {
    method: 'post',
    path: '/jobs/generate',
    summary: 'Draft a period’s statements as a job, for thousands of buyers',
    who: SELLERS,
    body: generateBody,
    answer: job,
    status: 202,
  },
  listJobs: {
    method: 'get',
    path: '/jobs',
    summary: 'Long work, newest first; a reseller’s people see their own',
    who: SELLER_READERS,
    query: z.object({ kind: jobKind.optional(), unfinished: querySwitch.optional(), ...paging }),
    answer: page(job),
  },
  getJob: {
    method: 'get',
    path: '/jobs/{id}',
    summary: 'One job',
    who: SELLER_READERS,
    params: idParam,
    answer: job,
  },
  followJob: {
    method: 'get',
    path: '/jobs/{id}/events',
    summary: 'A job’s progress as server-sent events: `job` with the Job as data, until it is over',
    who: SELLER_READERS,
    params: idParam,
    answer: 'text/event-stream',
  },
  cancelJob: {
    method: 'post',
    path: '/jobs/{id}/cancel',
    summary: 'Stop a job; nothing of it is kept',
    who: SELLERS,
    params: idParam,
    body: z.strictObject({}),
    answer: job,
  },
  runJobAgain: {
    method: 'post',
    path: '/jobs/{id}/again',
    summary: 'Begin a job again that was given up because its service ended in the middle of it',
    who: SELLERS,
    params: idParam,
    body: z.strictObject({}),
    answer: job,
  },
  listAudit: {
    method: 'get',
    path: '/audit',
    summary: 'The audit log, newest first',
    who: AUDITORS,
    query: z.object({ ...auditFilter, ...paging }),
    answer: page(auditEntry),
  },
  exportAudit: {
    method: 'get',
    path: '/audit/export',
    summary: 'The audit log as one JSON object per line, oldest first, with the hashes of the chain',
    who: AUDITORS,
    query: z.object(auditFilter),
    answer: 'application/x-ndjson',
  },
  verifyAudit: {
    method: 'get',
    path: '/audit/verification',
    summary: 'Works the chain out again and names every entry that was changed or is missing',
    who: AUDITORS,
    answer: z.object({
      ok: z.boolean(),
      entries: z.number().int(),
      lastHash: z.string(),
      broken: z.array(
        z.object({
          seq: z.number().int(),
          at: instant.nullable(),
          /** The columns that were changed, as far as they can be told. */
          differs: z.array(z.string()),
          why: neededText(500),
        }),
      ),
    }),
  },
} as const satisfies Routes;

export type DeliveryView = z.infer<typeof delivery>;
export type JobView = z.infer<typeof job>;
export type AuditEntryView = z.infer<typeof auditEntry>;
