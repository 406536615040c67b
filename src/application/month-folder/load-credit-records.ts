import {
  type CreditRecord,
  type Drawdown,
  drawdownKey,
  isOlder,
  sameDrawdown,
  sameRecord,
} from '../../domain/credit-record/credit-record.ts';
import type { Currency } from '../../domain/money/currency.ts';
import { EXACT_ZERO } from '../../domain/money/exact-amount.ts';
import type { Shelves } from '../book.ts';
import type { LoadCount } from '../desk.ts';
import type { Fault } from '../errors.ts';
import type { InAnswer, RecordAnswers } from './month-folder.ts';

export type RecordChanges = {
  readonly records: readonly CreditRecord[];
  readonly drawdowns: readonly Drawdown[];
  readonly recordCount: LoadCount;
  readonly drawdownCount: LoadCount;
  readonly warnings: readonly string[];
  readonly faults: readonly Fault[];
};

/**
 * AWS's answers over what the book has: the same state again changes nothing, another one is a new state and the
 * earlier ones are kept. `currency`: of amounts that come without one. Source: semantics A6.
 */
export async function recordChanges(
  shelves: Shelves,
  answers: RecordAnswers,
  currency: Currency,
): Promise<RecordChanges> {
  const faults: Fault[] = [];
  const records = onceEach(
    answers.creditRecords.map((row) => ({
      ...row,
      value: { ...row.value, currency: row.value.currency ?? currency },
    })),
    (record) => record.id,
    sameRecord,
    faults,
  );
  const drawdowns = onceEach(
    answers.drawdowns.map((row) => ({
      ...row,
      value: { ...row.value, currency: row.value.currency ?? currency },
    })),
    drawdownKey,
    sameDrawdown,
    faults,
  );
  const named = [...records, ...drawdowns].map(({ value }) => ('id' in value ? value.id : value.record));
  const known = new Map((await shelves.records.list([...new Set(named)])).map((one) => [one.id, one]));
  faults.push(...records.flatMap((row) => otherCurrency(row, row.value.id, known.get(row.value.id))));
  const newest = new Map([...known, ...records.map(({ value }) => [value.id, value] as const)]);
  faults.push(
    ...drawdowns.flatMap((row) => otherCurrency(row, row.value.record, newest.get(row.value.record))),
  );
  const changed = records.map(({ value }) => value).filter((record) => isNews(record, known.get(record.id)));
  const used = await drawdownChanges(
    shelves,
    drawdowns.map(({ value }) => value),
  );
  return {
    records: changed,
    drawdowns: used.changed,
    recordCount: countOf(records.length, changed, (record) => known.has(record.id)),
    drawdownCount: used.count,
    warnings: [...answers.warnings, ...used.warnings],
    faults,
  };
}

export async function saveRecords(
  shelves: Shelves,
  changes: Pick<RecordChanges, 'records' | 'drawdowns'>,
  idOf: (kind: string, key: string) => string,
): Promise<void> {
  await shelves.records.saveRecords(changes.records);
  await shelves.records.saveDrawdowns(
    changes.drawdowns.map((drawdown) => ({ ...drawdown, id: idOf('drw', drawdownKey(drawdown)) })),
  );
}

/** Pages overlap and accounts are asked twice: the same content is one; other content is a fault, with both places. */
function onceEach<T>(
  rows: readonly InAnswer<T>[],
  keyOf: (value: T) => string,
  same: (a: T, b: T) => boolean,
  faults: Fault[],
): InAnswer<T>[] {
  const first = new Map<string, InAnswer<T>>();
  for (const row of rows) {
    const before = first.get(keyOf(row.value));
    if (before === undefined) first.set(keyOf(row.value), row);
    else if (!same(before.value, row.value)) {
      faults.push({
        file: row.file,
        row: null,
        column: row.at,
        seen: `the same credit as ${before.file}, ${before.at}, with other content`,
        todo: 'give only the newest answer: older ones are imported before it, by themselves',
      });
    }
  }
  return [...first.values()];
}

function otherCurrency(
  row: InAnswer<{ readonly currency: Currency }>,
  id: string,
  record: CreditRecord | undefined,
): Fault[] {
  if (record === undefined || record.currency === row.value.currency) return [];
  const seen = `${row.value.currency}, though credit ${id} is in ${record.currency}`;
  const todo = 'check that both answers are of one AWS partition and account';
  return [{ file: row.file, row: null, column: row.at, seen, todo }];
}

function isNews(record: CreditRecord, known: CreditRecord | undefined): boolean {
  return known === undefined || !sameRecord(record, known);
}

/**
 * Once a bill is final its word stands: an estimate of it is an older answer, and estimates of the same credit and
 * month that the final answer leaves out came to nothing.
 */
async function drawdownChanges(
  shelves: Shelves,
  given: readonly Drawdown[],
): Promise<{ changed: Drawdown[]; count: LoadCount; warnings: string[] }> {
  const records = [...new Set(given.map((drawdown) => drawdown.record))];
  const stored = records.length === 0 ? [] : await shelves.records.drawdowns({ records });
  const known = new Map(stored.map((drawdown) => [drawdownKey(drawdown), drawdown]));
  const changed: Drawdown[] = [];
  let older = 0;
  for (const drawdown of given) {
    const before = known.get(drawdownKey(drawdown));
    if (before !== undefined && isOlder(drawdown, before)) older += 1;
    else if (before === undefined || !sameDrawdown(drawdown, before)) changed.push(drawdown);
  }
  const finished = new Set(given.filter((one) => !one.estimated).map(monthOf));
  const named = new Set(given.map(drawdownKey));
  const gone = stored.filter(
    (one) => one.estimated && finished.has(monthOf(one)) && !named.has(drawdownKey(one)),
  );
  const count = countOf(given.length, changed, (one) => known.has(drawdownKey(one)));
  changed.push(...gone.map((one) => ({ ...one, exact: EXACT_ZERO, estimated: false })));
  const warnings =
    older === 0 ? [] : [`${older} estimated uses of credits were not taken: their bills are final already`];
  return { changed, count, warnings };
}

function monthOf({ record, period }: Drawdown): string {
  return `${record} ${period}`;
}

function countOf<T>(given: number, changed: readonly T[], wasKnown: (one: T) => boolean): LoadCount {
  const again = changed.filter(wasKnown).length;
  return { added: changed.length - again, changed: again, same: given - changed.length };
}
