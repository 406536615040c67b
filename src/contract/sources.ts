import { z } from 'zod';
import { JOB_STATES, job } from './deliveries.ts';
import {
  actions,
  fieldError,
  instant,
  named,
  neededText,
  objectId,
  page,
  paging,
  period,
} from './primitives.ts';
import { ADMIN, DISTRIBUTOR_READERS, type Routes } from './route.ts';

const lookedMonth = z.object({
  cloud: z.string(),
  payerAccount: z.string(),
  period,
  outcome: z.enum(['new', 'newer', 'unchanged', 'superseded', 'made-final']),
  creditsNew: z.number().int(),
  creditsChanged: z.number().int(),
  deliveryId: z.string(),
});

export const sourceLook = z
  .object({
    id: z.string(),
    state: z.enum(JOB_STATES),
    phase: z.string(),
    createdAt: instant,
    finishedAt: instant.nullable(),
    by: z.string(),
    /** Of a failed one: what was wrong; nothing was imported. */
    errors: z.array(fieldError),
    detail: z.string().nullable(),
    result: z
      .object({
        outcome: z.enum(['nothing-new', 'imported']),
        /** Deliveries that lie there, and those that were not as they had been imported. */
        found: z.number().int(),
        changed: z.number().int(),
        /** What had to be fetched. */
        files: z.number().int(),
        bytes: z.number().int(),
        months: z.array(lookedMonth),
      })
      .nullable(),
  })
  .meta({ id: 'SourceLook' });

const everyHours = z
  .number()
  .int()
  .min(1, { error: 'from 1 to 168 hours' })
  .max(168, { error: 'from 1 to 168 hours' });
const dailyAt = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'write a time as HH:MM, UTC' })
  .meta({ examples: ['05:30'] });

export const source = z
  .object({
    id: z.string(),
    name: z.string(),
    place: z.string(),
    from: period.nullable(),
    /** One of the two says when it is looked at by itself. */
    everyHours: everyHours.nullable(),
    dailyAt: dailyAt.nullable(),
    active: z.boolean(),
    nextLookAt: instant.nullable(),
    createdAt: instant,
    lastLook: sourceLook.nullable(),
    etag: z.string(),
    actions,
  })
  .meta({ id: 'Source' });

export const billedChange = z
  .object({
    delivery: z.string(),
    cloud: z.string(),
    payerAccount: z.string(),
    period,
    version: z.number().int(),
    at: instant,
    usageAccounts: z.array(z.string()),
    statements: z.array(
      z.object({ id: z.string(), number: z.number().int().nullable(), seller: named, buyer: named }),
    ),
    actions,
  })
  .meta({ id: 'BilledChange' });

const schedule = z
  .union([z.strictObject({ everyHours }), z.strictObject({ dailyAt })])
  .meta({ id: 'Schedule', description: 'Every so many hours, or each day at a time, UTC' });
const idParam = z.object({ id: objectId });

export const SOURCE_ROUTES = {
  listSources: {
    method: 'get',
    path: '/sources',
    summary: 'Places that are watched for new deliveries, with the last look at each',
    who: DISTRIBUTOR_READERS,
    answer: z.object({ items: z.array(source) }),
  },
  createSource: {
    method: 'post',
    path: '/sources',
    summary: 'Watch a place, `s3://bucket/prefix`; it is looked at at once and then as scheduled',
    who: ADMIN,
    body: z.strictObject({
      name: neededText(100),
      place: neededText(1_100),
      from: period.nullable().default(null),
      schedule,
      active: z.boolean().default(true),
    }),
    answer: source,
    status: 201,
  },
  updateSource: {
    method: 'patch',
    path: '/sources/{id}',
    summary: 'Change its name, place, first month or schedule, stop it or let it go on',
    who: ADMIN,
    params: idParam,
    ifMatch: true,
    body: z.strictObject({
      name: neededText(100).optional(),
      place: neededText(1_100).optional(),
      from: period.nullable().optional(),
      schedule: schedule.optional(),
      active: z.boolean().optional(),
    }),
    answer: source,
  },
  removeSource: {
    method: 'delete',
    path: '/sources/{id}',
    summary: 'Watch it no more; what was imported stays',
    who: ADMIN,
    params: idParam,
    answer: 'nothing',
    status: 204,
  },
  lookAtSource: {
    method: 'post',
    path: '/sources/{id}/looks',
    summary: 'Look now, as a job; `replace` takes deliveries that look older than those in the book',
    who: ADMIN,
    params: idParam,
    body: z.strictObject({ replace: z.boolean().default(false) }),
    answer: job,
    status: 202,
  },
  listLooks: {
    method: 'get',
    path: '/sources/{id}/looks',
    summary: 'Every look at it, newest first: what was found, fetched and imported, or why not',
    who: DISTRIBUTOR_READERS,
    params: idParam,
    query: z.object(paging),
    answer: page(sourceLook),
  },
  listBilledChanges: {
    method: 'get',
    path: '/billed-changes',
    summary: 'Newer deliveries that changed what open statements had billed, until somebody has seen to them',
    who: DISTRIBUTOR_READERS,
    answer: z.object({ items: z.array(billedChange) }),
  },
  noticeBilledChange: {
    method: 'post',
    path: '/billed-changes/{id}/notice',
    summary: 'It was seen to; `id` is the delivery’s',
    who: ADMIN,
    params: idParam,
    body: z.strictObject({}),
    answer: 'nothing',
    status: 204,
  },
} as const satisfies Routes;

export type SourceView = z.infer<typeof source>;
export type SourceLookView = z.infer<typeof sourceLook>;
export type BilledChangeView = z.infer<typeof billedChange>;
