import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { refuseNotBuilt } from '../../src/main/open-console.ts';
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
