import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writtenFolder } from '../../../test/support/written-folder.ts';
import { newNotes } from './notes.ts';
import { readTable } from './read-table.ts';

const COLUMNS = { needed: ['id', 'name'], optional: ['email'] };

async function table(content: string | Uint8Array, limits?: { bytes: number; rows: number }) {
  const notes = newNotes();
  const rows = await readTable(join(writtenFolder({ 'x.csv': content }), 'x.csv'), COLUMNS, notes, limits);
  const cells = rows?.map((row) => [row.row, row.cell('id'), row.cell('name'), row.cell('email')]);
  return { cells, faults: notes.faults, unreadable: [...notes.unreadable] };
}

describe('a CSV file', () => {
  it('may begin with a byte order mark, end its lines either way, and have its columns in any order', async () => {
    const { cells, faults } = await table(
      '\ufeffname,email,id\r\nNorth Ltd,n@x.example,north\nSouth Ltd,,south\r\n',
    );
    expect(cells).toEqual([
      [2, 'north', 'North Ltd', 'n@x.example'],
      [3, 'south', 'South Ltd', ''],
    ]);
    expect(faults).toEqual([]);
  });

  it('numbers its rows as a spreadsheet does, over blank rows and line breaks inside cells', async () => {
    const { cells } = await table('id,name\n\nnorth,"North\nLtd"\n , \nsouth,South\n');
    expect(cells?.map(([row, id]) => [row, id])).toEqual([
      [3, 'north'],
      [5, 'south'],
    ]);
  });

  it('keeps quoted commas and quotes, and drops white space around a cell', async () => {
    const { cells } = await table('id,name\nnorth," Canada, Inc. ""the first"" "\n');
    expect(cells).toEqual([[2, 'north', 'Canada, Inc. "the first"', '']]);
  });

  it('with nothing but a header has no rows and no fault', async () => {
    expect(await table('id,name\n')).toEqual({ cells: [], faults: [], unreadable: [] });
  });

  it('that is not there is no fault of the table', async () => {
    const notes = newNotes();
    expect(await readTable(join(writtenFolder({}), 'x.csv'), COLUMNS, notes)).toBeNull();
    expect(notes.faults).toEqual([]);
  });

  it('with a fault in its header still has its rows read, and a missing column is told once', async () => {
    const { cells, faults } = await table('id,mail\nnorth,n@x.example\nsouth,s@x.example\n');
    expect(cells).toHaveLength(2);
    expect(faults.map((fault) => fault.seen)).toEqual(['the unknown column "mail"', 'no such column']);
  });

  it('larger than the limit is refused before it is read', async () => {
    const { faults, unreadable } = await table('id,name\nnorth,North Ltd\n', { bytes: 20, rows: 10 });
    expect(faults).toEqual([expect.objectContaining({ seen: '24 bytes', row: null })]);
    expect(unreadable).toEqual(['x.csv']);
  });

  it('with more rows than the limit is refused', async () => {
    const { cells, faults } = await table('id,name\na,A\nb,B\nc,C\n', { bytes: 1000, rows: 2 });
    expect(cells).toEqual([]);
    expect(faults).toEqual([expect.objectContaining({ seen: 'more than 2 rows', row: null })]);
  });

  it('with more rows than the limit is read no further', async () => {
    const more = 'a,A\n'.repeat(200_000);
    const bytes = Buffer.concat([Buffer.from(`id,name\n${more}`), Buffer.from([0xff])]);
    const { faults } = await table(bytes, { bytes: 1_000_000, rows: 2 });
    expect(faults).toEqual([expect.objectContaining({ seen: 'more than 2 rows' })]);
  });

  it('that breaks off has no rows, and no fault but that', async () => {
    const { cells, faults } = await table('id,name\na\nb,"B\n');
    expect(cells).toEqual([]);
    expect(faults.map((fault) => fault.seen)).toEqual(['a quote that is never closed']);
  });

  it('says on which line its first byte stands that is not UTF-8', async () => {
    const { faults } = await table(Buffer.from('id,name\nnorth,S\u00fcd\nsouth,S\u00fcd\n', 'latin1'));
    expect(faults.map((fault) => fault.seen)).toEqual(['bytes that are not UTF-8 text (line 2)']);
  });

  it('that is a folder is refused', async () => {
    const notes = newNotes();
    const rows = await readTable(join(writtenFolder({ 'x.csv/y': '' }), 'x.csv'), COLUMNS, notes);
    expect(rows).toEqual([]);
    expect(notes.faults.map((fault) => fault.seen)).toEqual(['something that is not a file']);
  });
});
