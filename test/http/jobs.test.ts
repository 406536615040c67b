import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Viewer } from '../../src/domain/access/viewer.ts';
import { serve } from '../../src/main/serve.ts';
import { type ExampleService, exampleService, MONTHS } from './example-service.ts';

type Job = {
  readonly id: string;
  readonly state: string;
  readonly result: unknown;
  readonly errors: { field: string }[];
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
async function lastEvent(id: string): Promise<Job> {
  const { text } = await house.ask('analyst', 'GET', `/jobs/${id}/events`);
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
    expect((await lastEvent(started.json<Job>().id)).state).toBe('done');
  });

  it('a job that a service left behind is done by the next one', async () => {
    const { office } = house.service;
    await office.book.writeAs(ADMIN, 'keep', async (shelves) => {
      const input = { period: '2026-02', useCredits: null, late: false, seller: null, buyers: null };
      await shelves.jobs.add({ id: 'left-behind', kind: 'generate', viewer: ADMIN, origin: 'test', input });
      await shelves.jobs.change('left-behind', { state: 'running' });
    });
    const next = await serve(house.book, { port: 0, log: () => undefined });
    try {
      expect((await lastEvent('left-behind')).state).toBe('done');
    } finally {
      await next.close();
    }
  });

  it('a cancelled job leaves nothing', async () => {
    const { office } = house.service;
    const before = (await house.ask('admin', 'GET', '/statements?limit=500')).text;
    office.stopped.add('stopped');
    await office.book.writeAs(ADMIN, 'keep', (shelves) =>
      shelves.jobs.add({
        id: 'stopped',
        kind: 'generate',
        viewer: ADMIN,
        origin: 'test',
        input: { period: '2026-01', useCredits: false, late: true, seller: null, buyers: null },
      }),
    );
    const started = await house.ask('admin', 'POST', '/jobs/generate', { body: { period: '2026-02' } });
    await lastEvent(started.json<Job>().id);
    expect((await lastEvent('stopped')).state).toBe('cancelled');
    expect((await house.ask('admin', 'GET', '/statements?limit=500')).text).toBe(before);
    const reply = await house.ask('admin', 'POST', '/jobs/stopped/cancel', { body: {} });
    expect([reply.status, reply.json()['code']]).toEqual([409, 'job-over']);
  });
});
