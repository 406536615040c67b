import { finished } from 'node:stream/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Fault } from '../../application/errors.ts';
import type { FoundDelivery, ScanQuestion } from '../../application/ports.ts';
import type { DeliveredFile } from '../../domain/line-item/delivered-month.ts';
import { cellTroubles, locateTroubles } from './cell-faults.ts';
import { cloudNamed } from './cloud-name.ts';
import { recognise } from './columns.ts';
import { type LineTable, tablesOf } from './container.ts';
import type { Engine } from './engine.ts';
import { engineFault } from './engine-fault.ts';
import { gather, monthCellsIn } from './gather.ts';
import type { MonthRegister, Part } from './month-register.ts';
import { periodStarting } from './period-start.ts';
import { type MarkedText, markOf } from './same-lines.ts';
import { scanTable } from './scan-table.ts';
import { headOf } from './table-columns.ts';
import { wholeFile } from './whole-file.ts';

/** A file to read and whose delivery it is. */
export type FileTask = { readonly file: DeliveredFile; readonly source: FoundDelivery | 'loose' };

/** What the files of one command are read into. */
export type Work = {
  readonly engine: Engine;
  readonly question: ScanQuestion;
  readonly register: MonthRegister;
  readonly faults: Fault[];
  /** Second readings that only say in which row a fault is; done after every file was read once. */
  readonly locate: (() => Promise<readonly Fault[]>)[];
  readonly texts: MarkedText[];
  tables: number;
};

/** Reads one file into the gathered groups, or adds what is wrong with it to the faults. */
export async function readFile(work: Work, task: FileTask): Promise<void> {
  const path = task.file.path;
  try {
    for (const table of await tablesOf(path)) {
      await work.engine.connected((connection) => readTable(work, task, table, connection));
    }
  } catch (error) {
    work.faults.push(engineFault(path, error));
  }
}

async function readTable(
  work: Work,
  task: FileTask,
  table: LineTable,
  connection: DuckDBConnection,
): Promise<void> {
  const path = task.file.path;
  const { columns, firstLine } = await headOf(table, connection);
  const recognised = recognise(columns, table.kind, path);
  if (!recognised.ok) {
    // A torn file's header is not to be believed: reading to the end tells.
    if (table.kind === 'text') await finished((await table.open()).resume());
    work.faults.push(...columnFaults(path, recognised.missing, recognised.twice));
    return;
  }
  const { layout } = recognised;
  work.tables += 1;
  const groups = `scanned_${work.tables}`;
  const folder = work.engine.folder;
  await scanTable(connection, { table, layout, firstLine, question: work.question, folder, into: groups });

  const troubles = await cellTroubles(connection, groups, layout, table.kind);
  if (troubles.length > 0) {
    work.locate.push(() =>
      work.engine.connected((later) => locateTroubles(later, path, table, layout, folder, troubles)),
    );
    return;
  }
  const part: Part = { file: task.file, source: task.source, format: layout.format, kind: table.kind };
  const months = (await monthCellsIn(connection, groups)).map((cells) => {
    const billingPeriod = periodStarting(cells.period) ?? '';
    return {
      ...cells,
      billingPeriod,
      month: work.register.numberOf(cloudNamed(cells.cloud), cells.payer, billingPeriod, part),
    };
  });
  if (table.kind === 'text' && months.length > 0) {
    work.texts.push({ file: path, table, mark: await markOf(connection, groups) });
  }
  await gather(connection, groups, months);
}

function columnFaults(file: string, missing: readonly string[], twice: readonly string[]): readonly Fault[] {
  if (missing.length === 0 && twice.length === 0) {
    return [
      wholeFile(
        file,
        'a file that is not billing data',
        'give a Cost and Usage Report (legacy or 2.0) or a FOCUS export',
      ),
    ];
  }
  return [
    ...missing.map(
      (column): Fault => ({
        file,
        row: null,
        column,
        seen: 'no such column',
        todo: `export the file again with ${column}`,
      }),
    ),
    ...twice.map(
      (column): Fault => ({ file, row: 1, column, seen: 'this column twice', todo: 'keep one of the two' }),
    ),
  ];
}
