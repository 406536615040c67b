import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../src/domain/access/viewer.ts';
import { serve } from '../../src/main/serve.ts';
import { type ExampleService, exampleService, MONTHS, type Person } from './example-service.ts';

type Job = {
  readonly id: string;
  readonly state: string;
  readonly done: number;
  readonly of: number;
  readonly result: unknown;
  readonly errors: { field: string }[];
  readonly detail: string | null;
};
const ADMIN: Viewer = { id: 'test', name: 'the test', kind: 'user', role: 'distributor-admin', party: null };

let house: ExampleService;

beforeAll(async () => {
  house = await exampleService('2026-01');
});

afterAll(async () => {
  await house.close();
});

async function monthFile(month: string): Promise<FormData> {
  const folder = join(MONTHS, month, 'cur', 'azure');
  const [name = ''] = await readdir(folder);
  const form = new FormData();
  form.append('files', new Blob([new Uint8Array(await readFile(join(folder, name)))]), name);
  return form;
}

/** The last of the job's events: it ends when the job is over. */
async function lastEvent(id: string, who: Person = 'analyst'): Promise<Job> {
  const { text } = await house.ask(who, 'GET', `/jobs/${id}/events`);
  const data = text.split('\n').filter((line) => line.startsWith('data: '));
  return JSON.parse(data.at(-1)?.slice(6) ?? '{}') as Job;
}

describe('long work', () => {
  it('an import of sent files runs as a job, tells how far it is, and its files are gone afterwards', async () => {
    const started = await house.ask('admin', 'POST', '/imports', { raw: await monthFile('2026-02') });
    expect(started.status).toBe(202);
    const done = await lastEvent(started.json<Job>().id);
    expect(done.state).toBe('done');
    expect(JSON.stringify(done.result)).toContain('"outcome":"new"');
    const deliveries = (await house.ask('admin', 'GET', '/deliveries?period=2026-02')).json<{
      items: unknown[];
    }>().items;
    expect(deliveries.length).toBe(1);
    const audit = (await house.ask('admin', 'GET', '/audit?what=startImport')).json<{ items: unknown[] }>()
      .items;
    expect(audit.length).toBeGreaterThan(0);
  });

  it('a file that is no billing file fails with what is wrong, and nothing is kept', async () => {
    const form = new FormData();
    form.append('files', new Blob(['a,b\n1,2\n']), 'not-a-bill.csv');
    const started = await house.ask('admin', 'POST', '/imports', { raw: form });
    const failed = await lastEvent(started.json<Job>().id);
    expect(failed.state).toBe('failed');
    expect(failed.errors[0]?.field).toContain('not-a-bill.csv');
  });

  it('drafts are made by a job too', async () => {
    const started = await house.ask('admin', 'POST', '/jobs/generate', { body: { period: '2026-02' } });
    const { state, done, of } = await lastEvent(started.json<Job>().id);
    expect([state, done > 0, done === of]).toEqual(['done', true, true]);
  });

  it('a job that a service left behind is done by the next one', async () => {
    await addJob('left-behind', { period: '2026-02', useCredits: null });
    await house.book.pool.query("update jobs set state = 'running', begun = 1 where job_id = 'left-behind'");
    const next = await serve(house.book, { port: 0, log: () => undefined });
    try {
      expect((await lastEvent('left-behind')).state).toBe('done');
    } finally {
      await next.close();
    }
  });

  it('a job that took its service down three times is given up, and begun again when a person says so', async () => {
    await addJob('deadly', { period: '2026-02', useCredits: null });
    await house.book.pool.query(
      "update jobs set state = 'running', begun = 3, lost = 2 where job_id = 'deadly'",
    );
    const next = await serve(house.book, { port: 0, log: () => undefined });
    try {
      const given = await lastEvent('deadly');
      expect([given.state, given.detail]).toEqual([
        'failed',
        expect.stringContaining('3 times in the middle'),
      ]);
      const again = () => house.ask('admin', 'POST', '/jobs/deadly/again', { body: {} });
      expect((await again()).status).toBe(200);
      expect((await lastEvent('deadly')).state).toBe('done');
      const refused = await again();
      expect([refused.status, refused.json()['code']]).toEqual([409, 'job-not-given-up']);
    } finally {
      await next.close();
    }
  });

  it('a cancelled job leaves nothing, and cancelling it again says so', async () => {
    const before = (await house.ask('admin', 'GET', '/statements?limit=500')).text;
    await addJob('stopped', { period: '2026-01', useCredits: false, late: true }, true);
    expect((await lastEvent('stopped')).state).toBe('cancelled');
    expect((await house.ask('admin', 'GET', '/statements?limit=500')).text).toBe(before);
    const again = await house.ask('admin', 'POST', '/jobs/stopped/cancel', { body: {} });
    expect([again.status, again.json()['state']]).toEqual([200, 'cancelled']);
    const late = await house.ask('admin', 'POST', '/jobs/left-behind/cancel', { body: {} });
    expect([late.status, late.json()['code']]).toEqual([409, 'job-over']);
  });

  it('a reseller drafts its own customers by a job, and sees no other jobs', async () => {
    const started = await house.ask('harborAdmin', 'POST', '/jobs/generate', { body: { period: '2026-02' } });
    const { id } = started.json<Job>();
    expect((await lastEvent(id, 'harborUser')).state).toBe('done');
    const ids = async (who: Person): Promise<string[]> =>
      (await house.ask(who, 'GET', '/jobs')).json<{ items: Job[] }>().items.map((job) => job.id);
    expect(await ids('harborUser')).toEqual([id]);
    expect(await ids('lanternAdmin')).toEqual([]);
    expect(await ids('analyst')).toContain(id);
    expect((await house.ask('lanternAdmin', 'GET', `/jobs/${id}`)).status).toBe(404);
    expect((await house.ask('harborAdmin', 'POST', '/jobs/left-behind/cancel', { body: {} })).status).toBe(
      404,
    );
  });
});

async function addJob(id: string, asked: object, cancelled = false): Promise<void> {
  const input = { late: false, seller: null, buyers: null, ...asked };
  await house.book.pool.query(
    `insert into jobs (job_id, kind, state, viewer, origin, input, cancel_asked)
     values ($1, 'generate', 'waiting', $2, 'test', $3, $4)`,
    [id, JSON.stringify(ADMIN), JSON.stringify(input), cancelled],
  );
}
