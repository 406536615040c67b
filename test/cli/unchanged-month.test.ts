import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { billingFiles } from '../../src/adapters/billing-files/billing-files.ts';
import { monthFolderFiles } from '../../src/adapters/month-folder/month-folder-files.ts';
import { postgresBook } from '../../src/adapters/postgres/book.ts';
import { compileLinearRegex } from '../../src/adapters/regex/linear-regex.ts';
import { assignByHand } from '../../src/application/credits/assign-by-hand.ts';
import type { Desk } from '../../src/application/desk.ts';
import { type MonthReport, runMonth } from '../../src/application/month/run-month.ts';
import { unchangedMonth } from '../../src/application/month/unchanged-month.ts';
import { discardStatements } from '../../src/application/statements/change-statements.ts';
import { HUNDRED_PERCENT } from '../../src/domain/money/percent.ts';
import { type FreshBook, freshBook } from '../support/book.ts';
import { writtenFolder } from '../support/written-folder.ts';
import { SMALL_MONTH } from './small-month.ts';

const MARCH = { period: '2026-03', useCredits: null, program: 'this one' };

const files: Record<string, string> = { ...SMALL_MONTH };
let book: FreshBook;
let desk: Desk;

beforeAll(async () => {
  book = await freshBook();
  desk = { book: postgresBook(book.pool), compileRegex: compileLinearRegex, billingFiles: billingFiles() };
});
afterAll(() => book.close());

async function month(program: string | null = MARCH.program, useCredits: boolean | null = null) {
  const reading = await monthFolderFiles(compileLinearRegex).month(join(writtenFolder(files), 'month'));
  const options = { final: false, replace: false, useCredits, program };
  return runMonth(desk, reading, options, () => undefined);
}

async function seenWrites(): Promise<bigint> {
  return desk.book.read((shelves) => shelves.unchanged.writes());
}

async function creditNamed(description: string) {
  const credits = await desk.book.read((shelves) => shelves.credits.list({}));
  return credits.find((credit) => credit.description === description)?.id ?? '';
}

/** What a month that remembers nothing would say, and that it would write nothing, is what the remembered one said. */
async function expectAsIfComputed(report: MonthReport): Promise<void> {
  expect(await unchangedMonth(desk, MARCH)).not.toBeNull();
  const writes = await seenWrites();
  const remembered = await month();
  expect(await seenWrites()).toBe(writes);
  expect(await month(null)).toEqual(remembered);
  expect(remembered.checks).toEqual(report.checks);
  expect(remembered.drafted[0]).toMatchObject({ drafted: 0, replaced: 0, discarded: 0 });
}

const put = (name: string, text: string): void => {
  files[`month/${name}`] = text;
};
const fileOf = (name: string): string => SMALL_MONTH[`month/${name}`] ?? '';

describe('the same month again', () => {
  test('says what a month says that is computed again, and writes nothing', async () => {
    const first = await month();
    expect(first.drafted[0]).toMatchObject({ drafted: 3, kept: 0 });
    await expectAsIfComputed(first);
  });

  test.each<[string, () => unknown, Partial<MonthReport['drafted'][number]>]>([
    [
      'a file',
      () => put('cur/march.csv', fileOf('cur/march.csv').replace('120.00', '121.00')),
      { replaced: 2 },
    ],
    ['the settings', () => put('settings.json', '{ "useCredits": false }\n'), { replaced: 3 }],
    [
      'the prices',
      () => put('prices.csv', 'seller,buyer,service,uplift_percent\nharbor,*,*,6\n'),
      { kept: 3 },
    ],
    [
      'a tenure',
      () => put('accounts.csv', `${fileOf('accounts.csv')}000000000099,amber-loom\n`),
      { replaced: 1 },
    ],
    [
      'a draft that somebody discards',
      async () => {
        const drafts = await desk.book.read((shelves) => shelves.statements.list({ states: ['draft'] }));
        await discardStatements(desk, [drafts[0]?.id ?? '']);
      },
      { drafted: 1 },
    ],
    [
      'a decision by hand',
      async () => {
        const drafts = await desk.book.read((shelves) => shelves.statements.list({ states: ['draft'] }));
        await discardStatements(
          desk,
          drafts.map(({ id }) => id),
        );
        const creditId = await creditNamed('MAP 2.0 Credit');
        const parts = [{ party: 'distributor', percent: HUNDRED_PERCENT }];
        await assignByHand(desk, {
          creditId,
          parts,
          moveTo: null,
          reason: 'all of it stays with us',
          allowMore: false,
        });
      },
      { drafted: 3 },
    ],
  ])('takes up %s that changed in between', async (_, change, report) => {
    await change();
    const computed = await month();
    expect(computed.drafted[0]).toMatchObject(report);
    await expectAsIfComputed(computed);
  });

  test('is computed anew with another switch, by another program, or after anybody wrote into the book', async () => {
    const { drafted } = await month(MARCH.program, true);
    expect(drafted[0]?.replaced).toBeGreaterThan(0);
    await month();
    expect(await unchangedMonth(desk, { ...MARCH, program: 'another' })).toBeNull();
    expect(await unchangedMonth(desk, { ...MARCH, useCredits: true })).toBeNull();
    expect(await unchangedMonth(desk, MARCH)).not.toBeNull();
    // Past the triggers of the book, as a replica is loaded.
    await book.pool.query(
      'begin; set local session_replication_role = replica; update statement_lines set price = price + 1; commit',
    );
    expect(await unchangedMonth(desk, MARCH)).toBeNull();
    expect((await month()).checks.filter(({ ok }) => !ok).map(({ check }) => check)).toContain(
      'statement-adds-up',
    );
    expect(await unchangedMonth(desk, MARCH)).toBeNull();
  });

  test('sees a write to each table that a month is made of', async () => {
    const { rows } = await book.pool.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = current_schema() and not exists (
         select from pg_trigger where tgname = 'notes_write' and tgrelid = format('%I.%I', schemaname, tablename)::regclass
           and tgenabled = 'A') order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual([
      'answered_requests',
      'audit_head',
      'audit_log',
      'credit_communications',
      'jobs',
      'mail_refusals',
      'mail_server',
      'mail_templates',
      'outbox',
      'outbox_attempts',
      'schema_migration',
      'sources',
      'webhooks',
    ]);
  });
});
