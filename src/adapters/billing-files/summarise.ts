import type { DuckDBConnection } from '@duckdb/node-api';
import { BadInput, type Fault } from '../../application/errors.ts';
import type { FoundDelivery, ScanProgress, ScanQuestion } from '../../application/ports.ts';
import type { DeliveredFile, DeliveredMonth } from '../../domain/line-item/delivered-month.ts';
import { atOnce } from './at-once.ts';
import { cellTroubles, locateTroubles } from './cell-faults.ts';
import { cloudNamed } from './cloud-name.ts';
import { recognise } from './columns.ts';
import { type LineTable, tablesOf } from './container.ts';
import { type Engine, withEngine } from './engine.ts';
import { engineFault } from './engine-fault.ts';
import { gather, monthCellsIn, prepareGathering } from './gather.ts';
import {
  type MonthRegister,
  monthFaults,
  monthRegister,
  type Part,
  type RegisteredMonth,
} from './month-register.ts';
import { periodStarting } from './period-start.ts';
import { type MonthSums, readMonths } from './read-months.ts';
import { type MarkedText, markOf, sameLinesFaults } from './same-lines.ts';
import { scanTable } from './scan-table.ts';
import { headOf } from './table-columns.ts';

/** Two scans keep two cores busy and leave Node's pool of four threads enough to feed both (see fed-pipe). */
const SCANS_AT_ONCE = 2;

type FileTask = { readonly file: DeliveredFile; readonly source: FoundDelivery | 'loose' };

type Work = {
  readonly engine: Engine;
  readonly question: ScanQuestion;
  readonly register: MonthRegister;
  readonly faults: Fault[];
  /** Second readings that only say in which row a fault is; done after every file was read once. */
  readonly locate: (() => Promise<readonly Fault[]>)[];
  readonly texts: MarkedText[];
  tables: number;
};

export async function summarise(
  found: readonly FoundDelivery[],
  question: ScanQuestion,
  progress: ScanProgress,
): Promise<readonly DeliveredMonth[]> {
  const tasks = found.flatMap((delivery) =>
    delivery.files.map(
      (file): FileTask => ({ file, source: delivery.manifest === null ? 'loose' : delivery }),
    ),
  );
  return withEngine(async (engine) => {
    const connection = await engine.connect();
    await prepareGathering(connection, question);
    const work: Work = {
      engine,
      question,
      register: monthRegister(),
      faults: [],
      locate: [],
      texts: [],
      tables: 0,
    };
    let done = 0;
    await atOnce(tasks, SCANS_AT_ONCE, async (task) => {
      await readFile(work, task);
      done += 1;
      progress({ file: task.file.path, done, of: tasks.length });
    });
    for (const locate of work.locate) work.faults.push(...(await locate()));
    work.faults.push(...monthFaults(work.register.months()), ...(await sameLinesFaults(work.texts)));
    if (work.faults.length === 0 && work.register.months().length === 0 && question.onlyAccounts === null) {
      work.faults.push(
        ...tasks.map(({ file }) =>
          wholeFile(file.path, 'a header and no lines', 'wait for the first delivery with lines'),
        ),
      );
    }
    if (work.faults.length > 0) throw new BadInput(inReadingOrder(work.faults));
    const sums = await readMonths(connection);
    return work.register
      .months()
      .map((month) => deliveredMonth(month, sums.get(month.number)))
      .toSorted(byMonth);
  });
}

async function readFile(work: Work, task: FileTask): Promise<void> {
  const path = task.file.path;
  const connection = await work.engine.connect();
  try {
    for (const table of await tablesOf(path)) await readTable(work, task, table, connection);
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
    work.locate.push(() => locateTroubles(connection, path, table, layout, folder, troubles));
    return;
  }
  const part: Part = { file: task.file, source: task.source, format: layout.format, kind: table.kind };
  const months = (await monthCellsIn(connection, groups)).map((cells) => {
    const billingPeriod = periodStarting(cells.period) ?? '';
    return {
      ...cells,
      billingPeriod,
      month: work.register.numberOf(cloudNamed(cells.provider), cells.payer, billingPeriod, part),
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

function wholeFile(file: string, seen: string, todo: string): Fault {
  return { file, row: null, column: null, seen, todo };
}

function deliveredMonth(month: RegisteredMonth, sums: MonthSums | undefined): DeliveredMonth {
  const [first] = month.parts;
  if (first === undefined || sums === undefined)
    throw new RangeError(`${month.payerAccount} ${month.period} has no lines`);
  const { cloud, payerAccount, period } = month;
  const { charges, creditLines, totals, usageAccounts, lines, linesWithoutInvoice, lastUsageDay } = sums;
  return {
    delivery: {
      cloud,
      payerAccount,
      period,
      format: first.format,
      files: month.parts.map((part) => part.file).toSorted((a, b) => (a.path < b.path ? -1 : 1)),
      manifestTime: first.source === 'loose' ? null : (first.source.manifest?.time ?? null),
      lines,
      lastUsageDay,
      usageAccounts,
      linesWithoutInvoice,
    },
    charges,
    creditLines,
    totals,
  };
}

function byMonth(a: DeliveredMonth, b: DeliveredMonth): number {
  const key = ({ delivery }: DeliveredMonth) =>
    `${delivery.cloud}\n${delivery.payerAccount}\n${delivery.period}`;
  return key(a) < key(b) ? -1 : 1;
}

function inReadingOrder(faults: readonly Fault[]): readonly Fault[] {
  return faults.toSorted((a, b) =>
    a.file === b.file ? (a.row ?? 0) - (b.row ?? 0) : a.file < b.file ? -1 : 1,
  );
}
