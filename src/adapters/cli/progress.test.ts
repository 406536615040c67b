import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { shownProgress } from './progress.ts';
import type { World } from './world.ts';

it('where no terminal is, about twenty lines tell how far a large file is, and each file has one', async () => {
  const stderr = new PassThrough();
  const { scanned } = await shownProgress({ stderr } as unknown as World);
  const [of, ofBytes] = [2, 1_000];
  for (let bytes = 1; bytes <= 899; bytes += 1)
    scanned({ file: '/cur/large.csv', done: 0, of, bytes, ofBytes });
  scanned({ file: '/cur/large.csv', done: 1, of, bytes: 900, ofBytes });
  scanned({ file: '/cur/small.csv', done: 2, of, bytes: 1_000, ofBytes });
  const lines = String(stderr.read()).trimEnd().split('\n');
  expect(lines).toHaveLength(17 + 2);
  expect(lines[0]).toBe('reading large.csv: 5 % of all bytes');
  expect(lines.slice(-2)).toEqual([
    'read 1 of 2 billing files: large.csv',
    'read 2 of 2 billing files: small.csv',
  ]);
});
