import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { WRITE_LOCK } from '../../src/adapters/postgres/book.ts';
import { runBin } from '../cli/run-bin.ts';
import { type ExampleService, exampleService, type Person, type Reply } from '../http/example-service.ts';
import { freshBook } from '../support/book.ts';
import { writtenFolder } from '../support/written-folder.ts';
import { pdfText } from './pdf-text.ts';

let house: ExampleService;
beforeAll(async () => {
  house = await exampleService();
});
afterAll(() => house.close());

const MARK = readFileSync(join(import.meta.dirname, '../../src/web/public/mark.svg'));
const DOT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

async function change(who: Person, seller: string, body: object): Promise<Reply> {
  const { etag } = (await house.ask(who, 'GET', `/letterheads/${seller}`)).json<{ etag: string }>();
  return house.ask(who, 'PATCH', `/letterheads/${seller}`, { body, headers: { 'if-match': etag } });
}
async function idOf(query: string): Promise<string> {
  const { items } = (await house.ask('admin', 'GET', `/statements?${query}`)).json<{
    items: { id: string }[];
  }>();
  return items[0]?.id ?? 'missing';
}
async function pdf(id: string): Promise<{ readonly text: string; readonly bytes: string }> {
  const { bytes } = await house.ask('admin', 'GET', `/statements/${id}/document.pdf`);
  return { text: await pdfText(bytes), bytes: Buffer.from(bytes).toString('base64') };
}

test('a reseller’s letterhead stands on its drafts and on what it opens; an open statement keeps its own (T9)', async () => {
  const [open, draft] = await Promise.all(
    ['open', 'draft'].map((state) =>
      idOf(`seller=harbor&buyer=blue-kiln&state=${state}&period=${state === 'open' ? '2026-01' : '2026-02'}`),
    ),
  );
  const before = await pdf(open ?? '');
  const reply = await change('harborAdmin', 'harbor', {
    name: 'Harbor & Sons',
    address: 'Quay 1\nRotterdam',
    notes: 'Pay within 30 days.',
    logo: MARK.toString('base64'),
  });
  expect(reply.status).toBe(200);
  expect(reply.json()).toMatchObject({
    name: 'Harbor & Sons',
    logo: expect.stringMatching(/^data:image\/svg\+xml;base64,/) as string,
  });
  const drafted = await pdf(draft ?? '');
  for (const words of ['Harbor & Sons', 'Quay 1', 'Rotterdam', 'Pay within 30 days.'])
    expect(drafted.text).toContain(words);
  expect((await pdf(open ?? '')).bytes).toBe(before.bytes);
  expect(
    (await house.ask('harborAdmin', 'POST', '/statements/open', { body: { ids: [draft] } })).status,
  ).toBe(200);
  const opened = await pdf(draft ?? '');
  expect(opened.text).toContain('Harbor & Sons');
  await change('harborAdmin', 'harbor', { name: 'Somebody else', logo: null });
  expect((await pdf(draft ?? '')).bytes).toBe(opened.bytes);
  expect((await pdf(await idOf('seller=distributor&buyer=harbor&state=draft'))).text).not.toContain(
    'Somebody else',
  );
});

test('a customer’s new name stands on no open statement of its reseller (T9)', async () => {
  const lump = await idOf('seller=distributor&buyer=harbor&state=open');
  const before = await pdf(lump);
  expect(before.text).toContain('Blue Kiln');
  const { customer } = (await house.ask('admin', 'GET', '/customers/blue-kiln')).json<{
    customer: { etag: string };
  }>();
  const renamed = await house.ask('admin', 'PATCH', '/customers/blue-kiln', {
    body: { name: 'Red Kiln' },
    headers: { 'if-match': customer.etag },
  });
  expect(renamed.status).toBe(200);
  expect((await pdf(lump)).bytes).toBe(before.bytes);
});

test('a letterhead that cannot be printed is refused at its field, and nothing is saved', async () => {
  const torn = Buffer.from(DOT, 'base64').subarray(0, 45).toString('base64');
  for (const [body, field] of [
    [{ logo: Buffer.from('no picture').toString('base64') }, 'logo'],
    [{ logo: torn }, 'logo'],
    [{ address: 'a\n'.repeat(30) }, 'address'],
    [{ name: 'x'.repeat(300) }, 'name'],
  ] as const) {
    const reply = await change('admin', 'distributor', body);
    expect(reply.status).toBe(422);
    expect(reply.json<{ errors: { field: string }[] }>().errors.map((error) => error.field)).toEqual([field]);
  }
  expect((await house.ask('admin', 'GET', '/letterheads/distributor')).json()).toMatchObject({
    name: '',
    logo: null,
  });
});

test('a proof is printed before the book is locked: nobody waits for a picture that cannot be printed', async () => {
  const torn = Buffer.from(DOT, 'base64').subarray(0, 45).toString('base64');
  const writer = await house.book.pool.connect();
  try {
    await writer.query('select pg_advisory_lock($1)', [WRITE_LOCK]);
    expect((await change('admin', 'distributor', { logo: torn })).status).toBe(422);
  } finally {
    writer.release(true);
  }
});

test('a reseller’s admin may change its letterhead, another user of it is told that it may not', async () => {
  const edits = async (who: Person) =>
    (await house.ask(who, 'GET', '/letterheads/harbor')).json<{ actions: { allowed: boolean }[] }>().actions;
  expect(await edits('harborAdmin')).toEqual([{ name: 'edit', allowed: true, because: null }]);
  expect(await edits('harborUser')).toEqual([
    { name: 'edit', allowed: false, because: 'only a reseller’s admin changes it' },
  ]);
});

test('a change that changes nothing makes no version, and each change is in the audit log without its picture', async () => {
  for (const name of ['Meridian', 'Meridian'])
    expect((await change('admin', 'distributor', { name, logo: DOT })).status).toBe(200);
  const { rows } = await house.book.pool.query<{ count: string }>(
    "select count(*) from letterheads where seller = 'distributor'",
  );
  expect(rows[0]?.count).toBe('1');
  const { rows: audit } = await house.book.pool.query<{ after: string }>(
    "select after from audit_log where what = 'updateLetterhead' and object = 'distributor'",
  );
  expect(audit.length).toBeGreaterThan(0);
  expect(audit.some(({ after }) => after.includes(DOT.slice(0, 40)))).toBe(false);
});

test('of a long text that was sent with a key only the hash is kept, and it tells whether it is the same again', async () => {
  const send = async (notes: string): Promise<number> => {
    const { etag } = (await house.ask('admin', 'GET', '/letterheads/distributor')).json<{ etag: string }>();
    const headers = { 'if-match': etag, 'idempotency-key': 'long-notes' };
    return (await house.ask('admin', 'PATCH', '/letterheads/distributor', { body: { notes }, headers }))
      .status;
  };
  const notes = 'Thank you. '.repeat(60);
  expect([await send(notes), await send(notes), await send(`${notes}!`)]).toEqual([200, 200, 409]);
  const { rows } = await house.book.pool.query<{ request: string }>(
    "select request from answered_requests where key = 'long-notes'",
  );
  expect(rows.map(({ request }) => request.includes('Thank you'))).toEqual([false]);
});

test('the command line sets and shows it, and says what is wrong with a logo', async () => {
  const book = await freshBook();
  onTestFinished(() => book.close());
  const cwd = writtenFolder({ 'bad.png': 'no picture' });
  writeFileSync(join(cwd, 'mark.svg'), MARK);
  const run = (...args: string[]) => runBin(['letterhead', ...args, '--book', book.url], { cwd });
  const set = await run('set', '--address', 'Quay 1\\nRotterdam', '--logo', 'mark.svg');
  expect(set).toMatchObject({ code: 0 });
  expect((await run('show')).stdout).toContain('  address  Quay 1\n           Rotterdam\n');
  expect((await run('set', '--no-logo')).stdout).toContain('logo     (none)');
  const bad = await run('set', '--logo', 'bad.png');
  expect(bad.code).toBe(2);
  expect(bad.stderr).toContain(
    'bad.png, --logo: saw a file of another kind; send a PNG, JPEG or SVG picture',
  );
  expect(await run('show', '--seller', 'nobody')).toMatchObject({ code: 1 });
});
