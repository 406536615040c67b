import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { BadInput } from '../../src/application/errors.ts';
import { consoleSettings, refuseNotBuilt } from '../../src/main/open-console.ts';
import { serve } from '../../src/main/serve.ts';
import { type FreshBook, freshBook } from '../support/book.ts';
import { started } from '../support/started.ts';
import { writtenFolder } from '../support/written-folder.ts';
import { BIN, runBin, transcriptOf } from './run-bin.ts';

async function bookOfItsOwn(): Promise<FreshBook> {
  const book = await freshBook();
  onTestFinished(() => book.close());
  return book;
}

test('serve says where it is and who becomes its admin, answers there, and ends well when it is told to', async () => {
  const book = await bookOfItsOwn();
  const service = started(BIN, ['serve', '--port', '0', '--book', book.url]);
  const [, url = ''] = await service.until(/^Creditbook is at (\S+)$/m);
  await service.until(/setup#token/);
  expect(
    service
      .said()
      .stdout.replaceAll(url, 'URL')
      .replace(/token=[\w-]+/, 'token=…'),
  ).toBe('Creditbook is at URL\nFirst run: become its admin at URL/setup#token=…\n');
  const page = await fetch(url);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="')]);
  expect(await (await fetch(`${url}/api/v1/setup`)).json()).toMatchObject({ needed: true });
  service.process.kill('SIGINT');
  expect(await service.ended).toBe(0);
  expect(service.said().stderr).toBe(
    'Ctrl-C stops it.\nSIGINT: stopping; what was not finished goes on when it is started again\n',
  );
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('serve refuses what it cannot listen on, and says what to do', async () => {
  const book = await bookOfItsOwn();
  const cwd = writtenFolder({});
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const address = other.address();
  const port = typeof address === 'object' ? `${address?.port}` : '';
  const parts: string[] = [];
  for (const args of [
    ['serve', '--port', port],
    ['serve', '--port', '70000'],
    ['serve', '--port', '0', '--host', '192.0.2.1'],
  ]) {
    const ended = await runBin([...args, '--book', book.url], { cwd });
    parts.push(transcriptOf(args, ended, cwd).replaceAll(port, 'PORT'));
  }
  await expect(`${parts.join('\n\n')}\n`).toMatchFileSnapshot(
    join(import.meta.dirname, 'expected/serve-refused.txt'),
  );
});

test('serve without a built console says what builds it', async () => {
  await expect(refuseNotBuilt(join(writtenFolder({}), 'dist'))).rejects.toThrow(
    /saw no built console; run npm run build in /,
  );
});

test('serve listens at an address of version 6, and says it so that a browser understands', async () => {
  const book = await bookOfItsOwn();
  const service = started(BIN, ['serve', '--port', '0', '--host', '::1', '--book', book.url]);
  const [, url = ''] = await service.until(/^Creditbook is at (\S+)$/m);
  expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
  expect((await fetch(`${url}/api/v1/setup`)).status).toBe(200);
  service.process.kill('SIGINT');
  expect(await service.ended).toBe(0);
});

test.each(['credits.example.com', 'ftp://credits.example.com', 'https://example.com/credits'])(
  'serve refuses to be reached at %s before it opens a book',
  async (seen) => {
    const cwd = writtenFolder({});
    expect(() => consoleSettings({ CREDITBOOK_URL: seen })).toThrow(BadInput);
    process.env['CREDITBOOK_URL'] = seen;
    onTestFinished(() => {
      delete process.env['CREDITBOOK_URL'];
    });
    const ended = await runBin(['serve', '--port', '0'], { cwd });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(`CREDITBOOK_URL: saw ${seen}; write how browsers reach it`);
    expect(existsSync(join(cwd, 'book'))).toBe(false);
  },
);

test('a service that cannot be started leaves its port and its connections free', async () => {
  const book = await bookOfItsOwn();
  const first = await serve(book, { port: 0, log: () => undefined });
  const port = Number(new URL(first.url).port);
  await first.close();
  // What it asks last of all is not there.
  await book.pool.query('alter table accounts."user" rename to gone');
  await expect(serve(book, { port, log: () => undefined })).rejects.toThrow('does not exist');
  await book.pool.query('alter table accounts.gone rename to "user"');
  const again = await serve(book, { port, log: () => undefined });
  await again.close();
  const left = `select from pg_stat_activity where datname = current_database() and application_name = 'creditbook accounts'`;
  // The server lets go of an ended connection in its own time.
  while ((await book.pool.query(left)).rows.length > 0);
});
