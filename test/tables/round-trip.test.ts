import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tableOpener } from '../../src/adapters/month-folder/open-table.ts';
import { writeTable } from '../../src/adapters/month-folder/write-table.ts';
import { compileLinearRegex } from '../../src/adapters/regex/linear-regex.ts';
import { compareRows, rowChanges } from '../../src/application/tables/compare-rows.ts';
import {
  type Column,
  type RowIn,
  type RowOut,
  SUBJECTS,
  TABLE_FORMATS,
  type Table,
  type TableFormat,
} from '../../src/application/tables/table.ts';
import { TABLES } from '../../src/application/tables/tables.ts';

const open = tableOpener(compileLinearRegex);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'creditbook-tables-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function written(table: Table, rows: readonly RowOut[], format: TableFormat): Promise<string> {
  const pages = async function* () {
    yield rows;
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of writeTable(table, pages(), format)) pieces.push(piece);
  const path = join(folder, `t.${format}`);
  await writeFile(path, Buffer.concat(pieces));
  return path;
}

/** Texts that spreadsheets, CSV and XML have their own opinion of. */
const HOSTILE = fc.constantFrom(
  '=1+1',
  '+41 79 000 00 00',
  '-',
  '-5',
  '-5.50',
  '@SUM(A1)',
  "'quoted",
  "'=1+1",
  "''-x",
  '=cmd|"/c calc"!A1',
  '004471010001',
  '1e5',
  '0.30000000000000004',
  '2026-03',
  '1/2',
  'TRUE',
  'a,b;"c"',
  'two\nlines',
  'two\r\nlines',
  'tab\there',
  '_x000D_',
  '&amp;<b>',
  '\u0007 bell',
  'née Łódź 株式会社 🪙',
  '﻿mark',
);
const text = fc.oneof(
  HOSTILE,
  fc.string({ unit: 'grapheme', maxLength: 12 }).map((one) => one.replaceAll('\u0000', '')),
);
const digits = fc.bigInt(0n, 10n ** 17n);
const amount = fc.tuple(fc.boolean(), digits, fc.nat({ max: 6 })).map(([minus, of, places]) => {
  const all = of.toString().padStart(places + 1, '0');
  const whole = all.slice(0, all.length - places);
  return `${minus && of > 0n ? '-' : ''}${whole}${places === 0 ? '' : `.${all.slice(-places)}`}`;
});

function cellOf({ kind }: Column): fc.Arbitrary<string> {
  return kind === 'amount' || kind === 'percent' ? fc.option(amount, { nil: '' }).map((one) => one) : text;
}

function rowsOf(table: Table): fc.Arbitrary<RowOut[]> {
  const row = fc.record(Object.fromEntries(table.columns.map((column) => [column.name, cellOf(column)])));
  const numbered = fc.array(row, { maxLength: 6 });
  // Every thing of the book has an id of its own, and one that is not blank; the rows of a set share it.
  return numbered.map((rows) =>
    rows.map((one, at) => {
      const first = table.own === undefined ? at : at - (at % MOST_IN_SET);
      const keys = table.key.map((key): [string, string] => [key, `${first} ${rows[first]?.[key]}`]);
      return { ...one, ...Object.fromEntries(keys) };
    }),
  );
}

const MOST_IN_SET = 3;

describe.each(SUBJECTS)('a table of %s', (subject) => {
  const table = TABLES[subject];
  test.each(TABLE_FORMATS)('that nobody touched says what the book says, as %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(rowsOf(table), async (rows) => {
        const opened = await open(subject, await written(table, rows, format));
        expect(opened.faults).toEqual([]);
        const compared = compareRows(table, opened.rows, rows);
        expect([...rowChanges(table, compared)]).toEqual([]);
        const sets = table.own === undefined ? rows.length : Math.ceil(rows.length / MOST_IN_SET);
        expect(compared).toEqual({ others: [], removed: [], same: sets });
        const cells = (row: RowIn): RowOut =>
          Object.fromEntries(table.columns.map(({ name }) => [name, row.cell(name)]));
        expect(opened.rows.map(cells).map(asWritten(table))).toEqual(rows.map(asWritten(table)));
      }),
      { numRuns: 15 },
    );
  });
});

/** Cells without the white space around them; numbers by what they are worth. */
function asWritten(table: Table): (row: RowOut) => RowOut {
  return (row) =>
    Object.fromEntries(
      table.columns.map(({ name, kind }) => {
        const cell = (row[name] ?? '').trim();
        const worth =
          kind === 'amount' || kind === 'percent'
            ? cell.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
            : cell;
        return [name, worth];
      }),
    );
}
