import type { Credit } from '../../domain/credit/credit.ts';
import { HUNDRED_PERCENT } from '../../domain/money/percent.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import type { Room } from '../access/act.ts';
import { handPart } from '../access/credit-acts.ts';
import type { FieldFault } from '../access/field-fault.ts';
import { assignManyByHand, type HandOrder } from '../assign-by-hand.ts';
import { type Fault, Refusal } from '../errors.ts';
import type { HandPart } from '../hand-shares.ts';
import { type Compared, sameCell } from './compare-rows.ts';
import type { RowIn } from './table.ts';
import { TABLES } from './tables.ts';

/** By hand means by a person: more than that in one file is a rule that nobody wrote yet. */
const MOST = 10_000;

/** Divides by hand the credits of rows that give a reason (S4), all or none; answers with what is wrong, row by row. */
export async function decideCredits({ desk, shelves }: Room, others: readonly Compared[]): Promise<Fault[]> {
  const faults: Fault[] = [];
  const [first] = others;
  if (first !== undefined && others.length > MOST) {
    const todo = `at most ${MOST} credits are divided by hand at once: take the others out, or write a rule`;
    return [{ file: first.row.file, row: null, column: null, seen: `${others.length} changed rows`, todo }];
  }
  const ids = others.map(({ row }) => row.cell('credit_id'));
  const credits = new Map((await shelves.credits.list({ ids })).map((credit) => [credit.id, credit]));
  const rowOf = new Map<string, number>();
  const orders: Noted[] = [];
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
      const order = orderOf(one, credit, note);
      if (order !== null) orders.push({ order, note });
    }
  }
  await decide(desk, orders);
  return faults;
}

type Note = (column: string, seen: string, todo: string) => void;

function noteOn({ file, row }: RowIn, faults: Fault[]): Note {
  return (column, seen, todo) =>
    void faults.push({ file, row, column, seen: seen === '' ? 'a blank cell' : JSON.stringify(seen), todo });
}

type Noted = { readonly order: HandOrder; readonly note: Note };

/** All at once; where that is refused, in halves until every row that is refused by itself has been told. */
async function decide(desk: Room['desk'], orders: readonly Noted[]): Promise<void> {
  const [first] = orders;
  if (first === undefined) return;
  try {
    await assignManyByHand(
      desk,
      orders.map(({ order }) => order),
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (orders.length === 1) {
      const says = error.message.replaceAll('--allow-more', 'allow_more = yes');
      first.note(COLUMN_OF[error.code] ?? 'credit_id', first.order.creditId, says);
      return;
    }
    const middle = Math.ceil(orders.length / 2);
    await decide(desk, orders.slice(0, middle));
    await decide(desk, orders.slice(middle));
  }
}

const COLUMN_OF: Readonly<Record<string, string>> = {
  'named-twice': 'by_hand',
  'percent-over-100': 'by_hand',
  'unknown-party': 'by_hand',
  'more-than-credit': 'allow_more',
  held: 'move_to_account_id',
  'unknown-account': 'move_to_account_id',
};

/** What a row asks for; null: something is wrong with it, and was noted. */
function orderOf({ row, before }: Compared, credit: Credit, note: Note): HandOrder | null {
  const reason = row.cell('reason');
  const moveTo = row.cell('move_to_account_id');
  const byHand = row.cell('by_hand');
  const touched = AMOUNTS.filter((name) => isTouched(name, row, before));
  let whole = true;
  const wrong: Note = (...about) => {
    whole = false;
    note(...about);
  };
  if (reason === '') wrong('reason', '', 'say why it is divided by hand, or leave the row as it was');
  const ways = [moveTo !== '', byHand !== '', touched.length > 0].filter((way) => way).length;
  if (ways > 1)
    wrong(
      moveTo === '' ? 'by_hand' : 'move_to_account_id',
      moveTo || byHand,
      'decide in one way: by the amounts, by hand, or by another account',
    );
  const more = /^(yes|true|1)$/i.test(row.cell('allow_more'));
  if (!more && !/^(|no|false|0)$/i.test(row.cell('allow_more')))
    wrong('allow_more', row.cell('allow_more'), 'write yes or no, or leave it blank');
  const parts =
    moveTo !== ''
      ? []
      : byHand !== ''
        ? partsByHand(byHand, credit, wrong)
        : partsByAmount(row, before, touched, credit, wrong);
  return whole ? { creditId: credit.id, parts, moveTo: moveTo || null, reason, allowMore: more } : null;
}

const AMOUNTS = ['customer_amount', 'reseller_amount', 'distributor_amount'] as const;

function isTouched(name: string, row: RowIn, before: Compared['before']): boolean {
  const column = TABLES.credits.columns.find((one) => one.name === name);
  return column !== undefined && row.has(name) && !sameCell(column, before?.[name] ?? '', row.cell(name));
}

const NOTHING = /^0*(\.0*)?$/;

/** The amounts of the customer and the reseller; the distributor's only where a person wrote another one. */
function partsByAmount(
  row: RowIn,
  before: Compared['before'],
  touched: readonly string[],
  credit: Credit,
  wrong: Note,
): HandPart[] {
  const named = [
    { column: 'customer_amount', party: before?.['customer_id'] ?? '' },
    { column: 'reseller_amount', party: before?.['reseller_id'] ?? '' },
    ...(touched.includes('distributor_amount') ? [{ column: 'distributor_amount', party: DISTRIBUTOR }] : []),
  ];
  const parts = named
    .filter(({ column }) => !NOTHING.test(row.cell(column)))
    .flatMap(({ column, party }) => {
      if (party !== '') return partOf(party, row.cell(column), credit, column, wrong);
      const whose = column === 'customer_amount' ? 'customer' : 'reseller';
      wrong(column, row.cell(column), `it has no ${whose}: map its account, or name who gets it in by_hand`);
      return [];
    });
  // A row that gives nobody anything leaves the whole with the distributor.
  return parts.length > 0 ? parts : [{ party: DISTRIBUTOR, percent: HUNDRED_PERCENT }];
}

/** `blue-kiln=40.00;harbor=20%` */
function partsByHand(text: string, credit: Credit, wrong: Note): HandPart[] {
  return text
    .split(';')
    .filter((one) => one.trim() !== '')
    .flatMap((one) => {
      const at = one.lastIndexOf('=');
      const [party, value] = [one.slice(0, Math.max(at, 0)).trim(), one.slice(at + 1).trim()];
      if (party !== '') return partOf(party, value, credit, 'by_hand', wrong);
      wrong('by_hand', one, 'write party=40.00 or party=20%, several separated by ;');
      return [];
    });
}

function partOf(party: string, value: string, credit: Credit, column: string, wrong: Note): HandPart[] {
  const faults: FieldFault[] = [];
  const asked = value.endsWith('%')
    ? { party, percent: value.slice(0, -1).trim() }
    : { party, amount: value };
  const parts = handPart(asked, column, credit, faults, column);
  for (const { todo } of faults) wrong(column, value, todo);
  return parts;
}
