import { BadInput, type Fault } from '../../application/errors.ts';
import type { FoundDelivery, ScanProgress, ScanQuestion } from '../../application/ports.ts';
import type { DeliveredMonth } from '../../domain/line-item/delivered-month.ts';
import { changedFaults } from './content-hash.ts';
import { withEngine } from './engine.ts';
import { canFeed } from './fed-pipes.ts';
import { fileProgress } from './file-progress.ts';
import { alikeTables, type FileTable, type FileTask, MOST_TOGETHER, tablesIn } from './file-tables.ts';
import { prepareGathering } from './gather.ts';
import { monthFaults, monthRegister, type RegisteredMonth } from './month-register.ts';
import { type MonthSums, readMonths } from './read-months.ts';
import { readTables, type Work } from './read-tables.ts';
import { sameLinesFaults } from './same-lines.ts';
import { wholeFile } from './whole-file.ts';

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
    await engine.connected((connection) => prepareGathering(connection, question));
    const told = fileProgress(
      tasks.map(({ file }) => file),
      progress,
    );
    const work: Work = {
      engine,
      question,
      register: monthRegister(),
      faults: [],
      locate: [],
      texts: [],
      progress: told,
      scans: 0,
    };
    const tables: FileTable[] = [];
    for (const task of tasks) {
      const inFile = await tablesIn(engine, task, work.faults);
      told.found(task, inFile);
      tables.push(...inFile);
    }
    // Where texts cannot be fed, each is unpacked to disk: one at a time, so that the disk need not hold them all.
    const together = alikeTables(tables, canFeed() ? MOST_TOGETHER : 1);
    for (const alike of together) await readTables(work, alike);
    for (const locate of work.locate) work.faults.push(...(await locate()));
    work.faults.push(...monthFaults(work.register.months()), ...(await sameLinesFaults(work.texts)));
    work.faults.push(...(await changedFaults(tasks.map(({ file }) => file))));
    if (work.faults.length === 0 && work.register.months().length === 0 && question.onlyAccounts === null) {
      work.faults.push(
        ...tasks.map(({ file }) =>
          wholeFile(file.path, 'a header and no lines', 'wait for the first delivery with lines'),
        ),
      );
    }
    if (work.faults.length > 0) throw new BadInput(inReadingOrder(work.faults));
    const sums = await engine.connected(readMonths);
    return work.register
      .months()
      .map((month) => deliveredMonth(month, sums.get(month.number)))
      .toSorted(byMonth);
  });
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
