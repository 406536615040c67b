import { equalExact } from '../../domain/money/exact-amount.ts';
import type { Room } from '../access/act.ts';
import type { Assignment } from '../book.ts';
import { type HandOrder, judgeByHand } from '../credits/assign-by-hand.ts';
import { type Redivision, redivide } from '../credits/redivide.ts';
import { type Fault, Refusal } from '../errors.ts';
import type { Compared } from './compare-rows.ts';
import { type Note, orderOf } from './hand-order.ts';
import type { RowIn } from './table.ts';

/** By hand means by a person: more than that in one file is a rule that nobody wrote yet. */
const MOST = 10_000;

export type Decided = {
  readonly faults: readonly Fault[];
  /** Rows that say what a hand decided before, with its reason: nothing was written for them (P5). */
  readonly repeated: ReadonlySet<RowIn>;
};

/**
 * Divides by hand the credits of rows that give a reason (S4), all or none. Every row is judged once and answered with
 * what is wrong with it; only where nothing is, is anything booked.
 */
export async function decideCredits(
  { desk, shelves }: Room,
  others: readonly Compared[],
  found: readonly Fault[],
): Promise<Decided> {
  const faults = [...found];
  const repeated = new Set<RowIn>();
  const [first] = others;
  if (first !== undefined && others.length > MOST) {
    const todo = `at most ${MOST} credits are divided by hand at once: take the others out, or write a rule`;
    faults.push({
      file: first.row.file,
      row: null,
      column: null,
      seen: `${others.length} changed rows`,
      todo,
    });
    return { faults, repeated };
  }
  const ids = others.map(({ row }) => row.cell('credit_id'));
  const credits = new Map((await shelves.credits.list({ ids })).map((credit) => [credit.id, credit]));
  const inForce = await shelves.credits.assignments({ ids });
  const rowOf = new Map<string, number>();
  const noted: Noted[] = [];
  for (const one of others) {
    const { row } = one;
    const note = noteOn(row, faults);
    const id = row.cell('credit_id');
    const credit = credits.get(id);
    const twice = rowOf.get(id);
    rowOf.set(id, twice ?? row.row);
    if (credit === undefined)
      note('credit_id', id, 'there is no such credit: write an id of the credit list');
    else if (twice !== undefined) note('credit_id', id, `row ${twice} decides it already: keep one`);
    else {
      const order = orderOf(one, credit, inForce.get(id), note);
      if (order === 'repeated') repeated.add(row);
      else if (order !== null) noted.push({ row, order, note });
    }
  }
  const judged = await judgeByHand(
    desk,
    shelves,
    noted.map(({ order }) => order),
  );
  const decided = judged.flatMap((one, at) => {
    const asked = noted[at];
    if (asked === undefined) return [];
    if (one instanceof Refusal) return tellRefusal(one, asked);
    if (!isInForce(one, inForce.get(one.credit.id))) return [one];
    repeated.add(asked.row);
    return [];
  });
  if (faults.length === 0 && decided.length > 0) await redivide(desk, shelves, decided);
  return { faults, repeated };
}

type Noted = { readonly row: RowIn; readonly order: HandOrder; readonly note: Note };

function noteOn({ file, row }: RowIn, faults: Fault[]): Note {
  return (column, seen, todo) =>
    void faults.push({ file, row, column, seen: seen === '' ? 'a blank cell' : JSON.stringify(seen), todo });
}

function tellRefusal({ code, message }: Refusal, { order, note }: Noted): [] {
  note(
    COLUMN_OF[code] ?? 'credit_id',
    order.creditId,
    message.replaceAll('--allow-more', 'allow_more = yes'),
  );
  return [];
}

const COLUMN_OF: Readonly<Record<string, string>> = {
  'named-twice': 'by_hand',
  'percent-over-100': 'by_hand',
  'unknown-party': 'by_hand',
  'more-than-credit': 'allow_more',
  held: 'move_to_account_id',
  'unknown-account': 'move_to_account_id',
};

/** Whether this very decision, reason and all, is in force already. */
function isInForce({ assignmentAt }: Redivision, before: Assignment | undefined): boolean {
  if (before?.madeBy !== 'hand') return false;
  const after = assignmentAt(before.version);
  return (
    before.reason === after.reason &&
    before.account === after.account &&
    equalExact(before.exact, after.exact) &&
    sharesText(before) === sharesText(after)
  );
}

function sharesText({ shares }: Assignment): string {
  return shares
    .filter(({ amount }) => amount !== 0n)
    .map((share) =>
      share.party === 'distributor' ? `${share.amount}` : `${share.party} ${share.id} ${share.amount}`,
    )
    .toSorted()
    .join('\n');
}
