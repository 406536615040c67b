import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ExampleService, exampleService } from '../http/example-service.ts';
import { writtenFolder } from '../support/written-folder.ts';
import { type Ended, runBin } from './run-bin.ts';

describe('the audit log from the command line', () => {
  let house: ExampleService;
  beforeAll(async () => {
    house = await exampleService(null);
    for (const id of ['harbor', 'lantern', 'quarry', 'ember', 'delta', 'ivory']) {
      const body = { id, name: `The ${id}`, email: null, useCredits: null };
      await house.ask('admin', 'POST', '/resellers', { body });
    }
  });
  afterAll(async () => {
    await house.close();
  });

  const audit = (...args: string[]): Promise<Ended> =>
    runBin(['audit', ...args, '--book', house.book.url], { cwd: writtenFolder({}) });
  /** What nobody may do: the triggers that refuse it are taken away for as long as it lasts. */
  const tamper = async (sql: string): Promise<void> => {
    await house.book.pool.query(
      `begin; alter table audit_log disable trigger all; ${sql}; alter table audit_log enable trigger all; commit`,
    );
  };

  test('is whole as it was written, and leaves the book as one JSON object per line', async () => {
    const verified = await audit('verify');
    expect(verified.code).toBe(0);
    expect(verified.stdout).toMatch(/^The chain is whole: 6 entries; the last seal is [0-9a-f]{64}\n$/);
    const file = join(writtenFolder({}), 'audit.ndjson');
    const written = await audit('export', file, '--json');
    expect(JSON.parse(written.stdout)).toEqual({ file, entries: 6 });
    const ofFolder = await audit('export', writtenFolder({}));
    expect(ofFolder).toMatchObject({ code: 2, stderr: expect.stringContaining('saw EISDIR') as string });
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const entries = lines.map(
      (line) => JSON.parse(line) as { seq: number; previous_hash: string; hash: string },
    );
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(entries.slice(1).map((one) => one.previous_hash)).toEqual(
      entries.slice(0, -1).map(({ hash }) => hash),
    );
    const piped = await audit('export', '-');
    expect(piped).toMatchObject({ code: 0, stdout: readFileSync(file, 'utf8'), stderr: 'wrote 6 entries\n' });
    const before = await audit('export', file, '--to', '2000-01-01', '--json');
    expect([JSON.parse(before.stdout), readFileSync(file, 'utf8')]).toEqual([{ file, entries: 0 }, '']);
  });

  test('a file that cannot be written is told, and nothing is there', async () => {
    const ended = await audit('export', '/nowhere/audit.ndjson');
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('<file> /nowhere/audit.ndjson: saw ENOENT');
  });

  test('names the entry that was changed, its time and what differs: exit 1', async () => {
    await tamper(`update audit_log set who = 'nobody', after = '{}' where seq = 2`);
    const ended = await audit('verify');
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(
      /^The chain is broken at 1 place of 6 entries\n {2}entry 2 of \d{4}-\d\d-\d\dT[\d:.]+Z: not what was written: who, after\n$/,
    );
    const { broken } = JSON.parse((await audit('verify', '--json')).stdout) as { broken: unknown[] };
    expect(broken).toEqual([
      { seq: 2, at: expect.any(String), differs: ['who', 'after'], why: 'not what was written: who, after' },
    ]);
  });

  test('an entry that was changed with its seal written anew does not fool the next', async () => {
    await tamper(
      `update audit_log set parts = audit_parts(audit_log) where seq = 2;
       update audit_log set hash = audit_hash(audit_log) where seq = 2`,
    );
    const ended = await audit('verify');
    expect(ended.stdout).toContain('it does not follow the entry before: that one was written anew');
    expect(ended.stdout).toContain('entry 3 of ');
  });

  test('entries that were taken out are missed, in the middle and at the end', async () => {
    await tamper('delete from audit_log where seq in (3, 4, 6)');
    const ended = await audit('verify');
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain(': before it entries 3 to 4 are missing');
    expect(ended.stdout).toContain(
      'entry 6: the end of the log is not what was written last: entry 6 is missing',
    );
  });
});
