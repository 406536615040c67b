import type { Viewer } from '../../domain/access/viewer.ts';
import type { BookOffice, Deed, Room } from '../access/act.ts';
import { listed } from '../access/credit-desk.ts';
import { grantsNamed } from '../access/grant-desk.ts';
import { NotThere } from '../access/refusals.ts';
import type { LoadCount } from '../desk.ts';
import { BadInput, type Fault } from '../errors.ts';
import { loadFolder } from '../month-folder/load-folder.ts';
import { type Compared, compareRows, keptFaults, type RowChange, rowChanges } from './compare-rows.ts';
import { decideCredits } from './decide-credits.ts';
import { creditRow, grantRow, WHOLE } from './rows-out.ts';
import type { RowIn, RowOut, Subject } from './table.ts';
import type { TableOpened } from './table-files.ts';
import { TABLES } from './tables.ts';

/** What bringing a table in did, or with a dry run would do. */
export type TableReport = {
  readonly subject: Subject;
  readonly dryRun: boolean;
  readonly count: LoadCount;
  /** The first rows that say something else than the book. */
  readonly rows: readonly RowChange[];
  /** How many more there are. */
  readonly moreRows: number;
  readonly warnings: readonly string[];
};

export type BringingIn = {
  readonly subject: Subject;
  readonly opened: TableOpened;
  readonly dryRun: boolean;
  /** Where else to look for delivered files that a corrected tenure needs again (P3). */
  readonly morePaths?: readonly string[];
};

/** In the answer, and in one entry of the audit log. */
const ROWS_TOLD = 500;

/**
 * Brings a table in: every fault of every row at once (BadInput), or all of it. Whether it is kept is up to the
 * transaction of the room.
 */
export async function bringIn(
  office: BookOffice,
  room: Room,
  viewer: Viewer,
  { subject, opened, dryRun, morePaths = [] }: BringingIn,
): Promise<Deed> {
  if (viewer.role !== 'distributor-admin') throw new NotThere();
  const table = TABLES[subject];
  const known = await knownRows(office, room, viewer, subject, opened.rows);
  const { others, removed, same } = compareRows(table, opened.rows, known);
  const { count, warnings, repeated } = await save(room, subject, opened, others, morePaths);
  const told = { others: others.filter(({ row }) => !repeated.has(row)), removed };
  const changes = (): Iterable<RowChange> => rowChanges(table, told);
  const [rows = []] = inParts(changes());
  let changed = 0;
  for (const _ of changes()) changed += 1;
  const report: TableReport = {
    subject,
    dryRun,
    count: { ...count, same: count.same + same },
    rows,
    moreRows: changed - rows.length,
    warnings,
  };
  return {
    answer: report,
    object: `table of ${subject}`,
    after: { added: count.added, changed: count.changed, rows },
    more: laterParts(changes()),
    why: 'from a file',
  };
}

/** As many rows as are told at once. */
function* inParts(changes: Iterable<RowChange>): Generator<RowChange[], void> {
  let part: RowChange[] = [];
  for (const change of changes) {
    part.push(change);
    if (part.length < ROWS_TOLD) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

function* laterParts(changes: Iterable<RowChange>): Generator<{ rows: RowChange[]; part: number }, void> {
  let at = 0;
  for (const rows of inParts(changes)) {
    at += 1;
    if (at > 1) yield { rows, part: at };
  }
}

type Saved = {
  readonly count: LoadCount;
  readonly warnings: readonly string[];
  /** Rows of other words that come to what the book has. */
  readonly repeated: ReadonlySet<RowIn>;
};

async function save(
  room: Room,
  subject: Subject,
  opened: TableOpened,
  others: readonly Compared[],
  morePaths: readonly string[],
): Promise<Saved> {
  const kept = keptFaults(TABLES[subject], others);
  if (subject === 'credits') {
    const { faults, repeated } = await decideCredits(room, others, [...opened.faults, ...kept]);
    if (faults.length > 0) throw new BadInput(inOrder(faults));
    const changed = others.length - repeated.size;
    return { count: { added: 0, changed, same: repeated.size }, warnings: [], repeated };
  }
  const { folder, faults } = opened.reading(others.map(({ row }) => row));
  const all = [...faults, ...kept, ...(subject === 'grants' ? shareFaults(others) : [])];
  try {
    const report = await loadFolder(
      room.desk,
      { folder, faults: all },
      { dryRun: false, morePaths, arriving: [] },
    );
    return { count: report[subject], warnings: report.warnings, repeated: new Set() };
  } catch (error) {
    throw error instanceof BadInput ? new BadInput(inOrder(error.faults)) : error;
  }
}

/** A share of a credit is not a grant that was added by hand, whatever a table says of it. */
function shareFaults(others: readonly Compared[]): Fault[] {
  return others
    .filter(({ before }) => before?.['source'] === 'credit')
    .map(({ row }) => ({
      file: row.file,
      row: row.row,
      column: 'grant_id',
      seen: JSON.stringify(row.cell('grant_id')),
      todo: 'it is a share of a credit: divide the credit by hand instead, and leave this row as it was',
    }));
}

function inOrder(faults: readonly Fault[]): Fault[] {
  return faults.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0));
}

const AT_ONCE = 2_000;

/** What the book has of the things that the file names; of long lists only these. */
async function knownRows(
  office: BookOffice,
  room: Room,
  viewer: Viewer,
  subject: Subject,
  rows: readonly RowIn[],
): Promise<readonly RowOut[]> {
  if (subject !== 'credits' && subject !== 'grants') return WHOLE[subject](office, room, viewer, {});
  const ids = [...new Set(rows.map((row) => row.cell(subject === 'credits' ? 'credit_id' : 'grant_id')))];
  const known: RowOut[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    if (subject === 'credits') known.push(...(await listed(room, viewer, some)).map(creditRow));
    else known.push(...(await grantsNamed(office, room, viewer, some)).map(grantRow));
  }
  return known;
}
