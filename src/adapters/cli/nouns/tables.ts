import type { Command } from 'commander';
import { columnList, SUBJECTS, type Subject } from '../../../application/tables/table.ts';
import { TABLES } from '../../../application/tables/tables.ts';
import type { Perform } from '../command-run.ts';
import type { TableExportOptions, TenureLoadOptions } from '../options.ts';
import { typedPeriod } from '../typed-values.ts';
import { noun, verb } from '../verb.ts';

/** `export SUBJECT FILE`: one verb for each table, with the filters that its list has. */
export function exportTableVerbs(exporting: Command, perform: Perform): void {
  for (const subject of SUBJECTS) {
    const command = verb(exporting, subject, {
      summary: `the table of ${subject}`,
      does: `${TABLES[subject].says} Written as CSV or XLSX: the end of the file’s name says which. Columns: ${columnList(TABLES[subject])}.`,
      examples: [`export ${subject} ${subject}.csv`, `export ${subject} ${subject}.xlsx`],
    }).argument('<file>', 'ends in .csv or .xlsx');
    FILTERS[subject](command).action((file: string, options: TableExportOptions) =>
      perform(options, async (run) =>
        (await import('../run/tables.ts')).exportTable(run, subject, file, options),
      ),
    );
  }
}

/** `load SUBJECT FILE`: the same tables in again. */
export function loadNoun(program: Command, perform: Perform): void {
  const loading = noun(program, 'load', 'Bring a table into the book, from CSV or XLSX');
  for (const subject of SUBJECTS) loadTableVerb(loading, subject, subject, perform);
}

/** The one verb that brings a table in, by either of its names: `load rules` and `rules load`. */
export function loadTableVerb(under: Command, name: string, subject: Subject, perform: Perform): void {
  const typed = `${under.name()} ${name} ${subject}`;
  const command = verb(under, name, {
    summary: name === 'load' ? `load or update the table of ${subject}` : `the table of ${subject}`,
    does:
      `${TABLES[subject].says} Every row that says something else than the book is told; one fault, and nothing ` +
      `is saved. Columns: ${columnList(TABLES[subject])}.`,
    examples: [`${typed}.xlsx --dry-run`, `${typed}.csv`],
  })
    .argument('<file>', 'ends in .csv or .xlsx')
    .option('--dry-run', 'only tell what would change');
  if (TABLES[subject].own !== undefined)
    command.option(
      '--files <path...>',
      'where imported billing files were moved to, if their dates must be read again',
    );
  command.action((file: string, options: TenureLoadOptions) =>
    perform(options, async (run) =>
      (await import('../run/tables.ts')).loadTable(run, subject, file, options),
    ),
  );
}

const all = (command: Command): Command => command;
const edge = (command: Command): Command =>
  command.option('--seller <id>', 'of this seller').option('--buyer <id>', 'for this buyer');

const FILTERS: Readonly<Record<Subject, (command: Command) => Command>> = {
  resellers: all,
  customers: (command) => command.option('--reseller <id>', 'that this reseller has or had'),
  accounts: (command) => command.option('--customer <id>', 'that this customer holds or held'),
  prices: edge,
  rules: all,
  grants: edge,
  credits: (command) =>
    command
      .option('--period <YYYY-MM>', 'of this billing period', typedPeriod)
      .option('--account <id>', 'used or owned by this account')
      .option('--customer <id>', 'for this customer')
      .option('--reseller <id>', 'through this reseller')
      .option('--status <status>', 'estimated, pending, assigned, processing or processed')
      .option('--description <text>', 'whose description contains this'),
};
