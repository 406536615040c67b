import { rm } from 'node:fs/promises';
import { streamSSE } from 'hono/streaming';
import { auditExport, auditPage, verifyAudit } from '../../../application/access/audit-desk.ts';
import { deliveryList, deliveryStory } from '../../../application/access/delivery-desk.ts';
import {
  askCancel,
  cancelJob,
  isOver,
  jobPage,
  oneJob,
  runAgain,
  startJob,
} from '../../../application/access/job-desk.ts';
import { type DELIVERY_ROUTES, job } from '../../../contract/deliveries.ts';
import type { Call, Handlers } from '../call.ts';
import { receiveFiles } from '../received-files.ts';

export const deliveryHandlers: Handlers<keyof typeof DELIVERY_ROUTES> = {
  listDeliveries: ({ office, viewer, query }) => deliveryList(office, viewer, query.period),
  getDelivery: ({ office, viewer, params }) => deliveryStory(office, viewer, params.id),
  startImport: (call) => imported(call),
  startGenerate: async ({ office, viewer, origin, body, write, house }) => {
    const answer = await write((room) => startJob(office, room, viewer, origin, 'generate', body));
    house.jobs.wake();
    return answer;
  },
  listJobs: ({ office, viewer, query }) => jobPage(office, viewer, query, query),
  getJob: ({ office, viewer, params }) => oneJob(office, viewer, params.id),
  followJob: (call) => followed(call),
  cancelJob: async ({ office, viewer, params, write, house }) => {
    await askCancel(office, viewer, params.id);
    // One that nobody runs just now is taken to be ended.
    house.jobs.wake();
    return write((room) => cancelJob(room, viewer, params.id));
  },
  runJobAgain: async ({ viewer, params, write, house }) => {
    const answer = await write((room) => runAgain(room, viewer, params.id));
    house.jobs.wake();
    return answer;
  },
  listAudit: async ({ office, viewer, query }) => {
    const { cursor, limit, ...filter } = query;
    const { items, next } = await auditPage(office, viewer, filter, { cursor, limit });
    return { next, items: items.map(({ origin, ...entry }) => ({ ...entry, from: origin })) };
  },
  exportAudit: async ({ office, viewer, query, context }) =>
    context.body(textStream(auditExport(office, viewer, query)), 200, {
      'content-type': 'application/x-ndjson',
      'content-disposition': 'attachment; filename="audit.ndjson"',
    }),
  verifyAudit: ({ office, viewer }) => verifyAudit(office, viewer),
};

async function imported({
  office,
  viewer,
  origin,
  context,
  house,
  write,
}: Call<'startImport'>): Promise<unknown> {
  const { folder, fields } = await receiveFiles(context.req.raw, house.filesFolder, house.limits);
  const input = { folder, final: fields['final'] === 'true', replace: fields['replace'] === 'true' };
  try {
    const answer = await write((room) => startJob(office, room, viewer, origin, 'import', input));
    house.jobs.wake();
    return answer;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Every state of the job as it comes, until it is over or nobody listens any more. */
async function followed({ office, viewer, params, context, house }: Call<'followJob'>): Promise<Response> {
  await oneJob(office, viewer, params.id);
  return streamSSE(context, async (stream) => {
    let told = '';
    while (!stream.aborted) {
      const moved = house.jobs.moved(params.id);
      const now = await oneJob(office, viewer, params.id);
      const data = JSON.stringify(job.parse(now));
      if (data !== told) await stream.writeSSE({ event: 'job', data });
      told = data;
      if (isOver(now)) return;
      await moved;
    }
  });
}

function textStream(pieces: AsyncGenerator<string, void>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const piece = await pieces.next();
      if (piece.done === true) controller.close();
      else controller.enqueue(encoder.encode(piece.value));
    },
  });
}
