import { expect, test } from 'vitest';
import { type Column, SUBJECTS, type Table } from './table.ts';
import { TABLES } from './tables.ts';

/** docs/tables.md is written from the tables themselves: `npm test -- src/application/tables -u` writes it anew. */
test('the docs of the tables say what the tables are', async () => {
  const text = [INTRODUCTION, ...SUBJECTS.map((subject) => chapter(TABLES[subject]))].join('\n');
  await expect(text).toMatchFileSnapshot('../../../docs/tables.md');
});

test('a row is known by columns that it has', () => {
  for (const subject of SUBJECTS) {
    const { columns, key, own = [], orElse } = TABLES[subject];
    const names = columns.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
    expect(names).toEqual(
      expect.arrayContaining([...key, ...own, ...(orElse === undefined ? [] : [orElse])]),
    );
  }
});

const INTRODUCTION = `# Tables

The lists of a book as files, out and in: \`creditbook export SUBJECT FILE\` and \`creditbook load SUBJECT FILE [--dry-run]\` (\`rules load FILE\`, \`prices load FILE\` and \`grants load FILE\` are the same verb), the buttons *Export* and *Import* in the console, \`/api/v1/tables/SUBJECT\`. The first six are the files of a [month folder](month-folder.md) too. The end of a file's name says what it is: \`.csv\` or \`.xlsx\`.

## Out
- A portal takes out what its screens show and nothing else; a list's filters are the file's.
- Ids, days and periods are text in a workbook. An amount or percentage is a number with up to 15 digits, which every spreadsheet keeps exactly; a longer one is text.
- In CSV a cell that a spreadsheet would run (it begins with \`=\`, \`+\`, \`-\`, \`@\`, a tab or a carriage return and is no number) has an apostrophe before it; coming in, the apostrophe goes. In a workbook texts are never run.

## In
- First a dry run: every fault with its row, column, what was seen and what to do; or every row that is new or says something else than the book, with what stood there, and every tenure that a set leaves out. Then all of it or nothing.
- A table that nobody touched changes nothing. Rows that are not in the file stay as they are; several rows of one key are a set that replaces the one before; a column left out is blank, but in the credit list it keeps what stands there.
- A workbook has one sheet, or one named like the subject. Refused: a number where an id belongs (its zeros may be lost), a formula, a cell shown as a percentage, merged cells, macros, a password, the old format, more than 100 MB or 500,000 rows.
- Whoever brings a table in must be an admin of the distributor; the audit log has every row that changed, 500 an entry.

Below, \`?\` marks a column that may be blank or left out. *Kept*: it must say what the book says. *Shown*: for whoever reads the table; it is not brought in.
`;

function chapter({ subject, says, columns, key }: Table): string {
  const rows = columns.map((column) => `| \`${nameOf(column)}\` | ${sayOf(column)} |`);
  return [
    `## ${subject}`,
    `${says} A row is known by ${key.map((name) => `\`${name}\``).join(', ')}.`,
    '',
    '| column | |',
    '|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function nameOf({ name, needed }: Column): string {
  return needed ? name : `${name}?`;
}

function sayOf({ use, says, blank }: Column): string {
  const how = use === 'read' ? '' : use === 'kept' ? '*Kept:* ' : '*Shown:* ';
  return `${how}${says}${blank === '' || says.includes('blank') ? '' : `; blank: \`${blank}\``}`;
}
