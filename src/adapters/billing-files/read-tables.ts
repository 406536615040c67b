import type { DuckDBConnection } from '@duckdb/node-api';
import type { Fault } from '../../application/errors.ts';
import type { ScanQuestion } from '../../application/ports.ts';
import { cloudNamed } from '../../domain/party/cloud-name.ts';
import { cellTroubles, locateTroubles } from './cell-faults.ts';
import { isPacked, type LineTable } from './container.ts';
import type { Engine } from './engine.ts';
import { engineFault } from './engine-fault.ts';
import { toldWhile } from './engine-progress.ts';
import type { FileProgress } from './file-progress.ts';
import type { FileTable } from './file-tables.ts';
import { gather, type MonthCells, monthCellsIn } from './gather.ts';
import type { MonthRegister } from './month-register.ts';
import { periodStarting } from './period-start.ts';
import type { ScannedText } from './same-lines.ts';
import { scanTables } from './scan-tables.ts';

/** What the files of one command are read into. */
export type Work = {
  readonly engine: Engine;
  readonly question: ScanQuestion;
  readonly register: MonthRegister;
  readonly faults: Fault[];
  /** Second readings that only say in which row a fault is; done after every file was read once. */
  readonly locate: (() => Promise<readonly Fault[]>)[];
  readonly texts: ScannedText[];
  readonly progress: Pick<FileProgress, 'reached' | 'read'>;
  scans: number;
};

/**
 * Reads tables with the same columns into the gathered groups in one scan. When it fails, each is read by itself: that
 * tells whose fault it is, and what else is wrong with the others.
 */
export async function readTables(work: Work, alike: readonly FileTable[]): Promise<void> {
  try {
    await work.engine.connected((connection) => readTogether(work, alike, connection));
  } catch (error) {
    const [first, ...others] = alike;
    if (first !== undefined && others.length === 0) {
      work.faults.push(engineFault(first.file.path, error));
      work.progress.read(first);
    } else for (const one of alike) await readTables(work, [one]);
  }
}

async function readTogether(
  work: Work,
  alike: readonly FileTable[],
  connection: DuckDBConnection,
): Promise<void> {
  const [first] = alike;
  if (first === undefined) return;
  const { layout, firstLine } = first;
  const { folder } = work.engine;
  work.scans += 1;
  const groups = `scanned_${work.scans}`;
  const bytes = new Map<LineTable, number>();
  const { progress } = work;
  const scan = (): Promise<void> =>
    scanTables(connection, {
      tables: alike.map(({ table }) => table),
      layout,
      firstLine,
      question: work.question,
      folder,
      into: groups,
      told: {
        reached: (table, packed) => progress.reached(oneWith(alike, table), packed),
        unpacked: (table, length) => {
          bytes.set(table, length);
          progress.read(oneWith(alike, table));
        },
      },
    });
  // Of what is unpacked for it the engine cannot know how much there is.
  if (alike.some(({ table }) => isPacked(table))) await scan();
  else {
    await toldWhile(
      connection,
      (percent) => {
        for (const one of alike) progress.reached(one, Math.floor((one.file.bytes * percent) / 100));
      },
      scan,
    );
  }
  for (const one of alike) progress.read(one);

  const troubles = await cellTroubles(connection, groups, layout, first.table.kind);
  if (troubles.length > 0) {
    for (const { file, table } of alike) {
      work.locate.push(() =>
        work.engine.connected((later) => locateTroubles(later, file.path, table, layout, folder, troubles)),
      );
    }
    return;
  }
  const cells = await monthCellsIn(connection, groups);
  const months = cells.map((one) => numbered(work.register, one, alike));
  await gather(connection, groups, months);
  for (const { file, table } of tablesAt(alike, cells)) {
    if (table.kind === 'text')
      work.texts.push({ file: file.path, table, bytes: bytes.get(table) ?? file.bytes });
  }
}

function oneWith(alike: readonly FileTable[], table: LineTable): FileTable {
  const one = alike.find((other) => other.table === table);
  if (one === undefined) throw new RangeError(`${table.path} is not scanned here`);
  return one;
}

function numbered(register: MonthRegister, cells: MonthCells, alike: readonly FileTable[]) {
  const billingPeriod = periodStarting(cells.period) ?? '';
  const [month] = tablesAt(alike, [cells]).map(({ file, source, layout, table }) =>
    register.numberOf(cloudNamed(cells.cloud), cells.payer, billingPeriod, {
      file,
      source,
      format: layout.format,
      kind: table.kind,
    }),
  );
  if (month === undefined) throw new RangeError(`${cells.payer} ${cells.period} is in no table`);
  return { ...cells, billingPeriod, month };
}

/** The tables that have lines of these months. */
function tablesAt(alike: readonly FileTable[], months: readonly MonthCells[]): readonly FileTable[] {
  const bits = months.reduce((all, { tables }) => all | tables, 0n);
  return alike.filter((_, at) => ((bits >> BigInt(at)) & 1n) === 1n);
}
