import type { Viewer } from '../../domain/access/viewer.ts';
import type { Office } from './act.ts';
import { nextLook } from './look-times.ts';

/** Who looks when nobody asked for it. */
const SCHEDULE: Viewer = {
  id: 'schedule',
  name: 'the schedule',
  kind: 'key',
  role: 'distributor-admin',
  party: null,
};

/** Starts a look at every source whose time has come. Of several services one starts it. */
export async function startDueLooks(office: Office): Promise<void> {
  const now = office.now();
  const due = await office.book.readAs(SCHEDULE, (shelves) => shelves.sources.due(now));
  if (due.length === 0) return;
  await office.book.writeAs(SCHEDULE, 'keep', async (shelves) => {
    for (const { id, schedule } of await shelves.sources.due(now)) {
      const input = { source: id, replace: false };
      const job = office.credentials.newId();
      await shelves.jobs.add({ id: job, kind: 'look', viewer: SCHEDULE, origin: 'the schedule', input });
      await shelves.sources.setNext(id, nextLook(schedule, now));
    }
  });
}
