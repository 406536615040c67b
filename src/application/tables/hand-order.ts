import { amountOf, type Credit, lastFinal } from '../../domain/credit/credit.ts';
import { minorToText } from '../../domain/money/minor.ts';
import { HUNDRED_PERCENT } from '../../domain/money/percent.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import { handPart } from '../access/credit-acts.ts';
import type { FieldFault } from '../access/field-fault.ts';
import type { Assignment } from '../book.ts';
import type { HandOrder } from '../credits/assign-by-hand.ts';
import type { HandPart } from '../credits/hand-shares.ts';
import { type Compared, sameCell } from './compare-rows.ts';
import { TABLES } from './tables.ts';

/** Notes what is wrong with a cell of the row. */
export type Note = (column: string, seen: string, todo: string) => void;

/**
 * What a row of the credit list asks for: only what its edited cells mention. `repeated`: what a hand has decided
 * before, with this reason. null: something is wrong with it, and was noted.
 */
export function orderOf(
  compared: Compared,
  credit: Credit,
  inForce: Assignment | undefined,
  note: Note,
): HandOrder | 'repeated' | null {
  const { row } = compared;
  let whole = true;
  const wrong: Note = (...about) => {
    whole = false;
    note(...about);
  };
  const reason = row.cell('reason');
  const moveTo = row.cell('move_to_account_id');
  const byAmount = PARTIES.some(({ column }) => isTouched(column, compared));
  const byHand = isTouched('by_hand', compared) && (row.cell('by_hand') !== '' || moveTo === '');
  const more = wantsMore(row.cell('allow_more'), wrong);
  if (moveTo === '' && !byAmount && !byHand) {
    if (whole && inForce?.madeBy === 'hand' && inForce.reason.trim() === reason) return 'repeated';
    noteNothing(compared, reason, wrong);
    return null;
  }
  if (reason === '') wrong('reason', '', 'say why it is divided by hand, or leave the row as it was');
  if ([moveTo !== '', byHand, byAmount].filter((way) => way).length > 1)
    wrong(
      moveTo === '' ? 'by_hand' : 'move_to_account_id',
      moveTo || row.cell('by_hand'),
      'decide in one way: by the amounts, by hand, or by another account',
    );
  const parts =
    moveTo !== ''
      ? []
      : byHand
        ? partsByHand(row.cell('by_hand'), credit, wrong)
        : partsByAmount(compared, credit, wrong);
  return whole ? { creditId: credit.id, parts, moveTo: moveTo || null, reason, allowMore: more } : null;
}

function wantsMore(cell: string, wrong: Note): boolean {
  const more = /^(yes|true|1)$/i.test(cell);
  if (!more && !/^(|no|false|0)$/i.test(cell))
    wrong('allow_more', cell, 'write yes or no, or leave it blank');
  return more;
}

/** Something is edited, but nothing that says who gets what: dividing it again would be nobody's wish. */
function noteNothing(compared: Compared, reason: string, wrong: Note): void {
  const { row } = compared;
  if (isTouched('distributor_amount', compared))
    wrong(
      'distributor_amount',
      row.cell('distributor_amount'),
      'it keeps what the others leave: write what they get, 0.00 for nothing',
    );
  else {
    const todo =
      'it says nothing of who gets what: edit an amount, by_hand or move_to_account_id, or blank it';
    if (reason === '') wrong('allow_more', row.cell('allow_more'), todo);
    else wrong('reason', reason, todo);
  }
}

const PARTIES = [
  { column: 'customer_amount', idColumn: 'customer_id', whose: 'customer' },
  { column: 'reseller_amount', idColumn: 'reseller_id', whose: 'reseller' },
] as const;

const NOTHING = /^0*(\.0*)?$/;

/** Where somebody got 0.00, a blank cell says the same. */
function isTouched(name: string, { row, before }: Compared): boolean {
  const column = TABLES.credits.columns.find((one) => one.name === name);
  const was = before?.[name] ?? '';
  if (column === undefined || !row.has(name) || sameCell(column, was, row.cell(name))) return false;
  return was === '' || column.kind !== 'amount' || !NOTHING.test(was) || !NOTHING.test(row.cell(name));
}

/** The amounts of the customer and the reseller: as the row says, and as they were where it has no such column. */
function partsByAmount(compared: Compared, credit: Credit, wrong: Note): HandPart[] {
  const { row, before } = compared;
  const among = before?.['by_hand'] ?? '';
  if (among !== '') {
    wrong('by_hand', row.cell('by_hand'), `it is divided as ${among}: write there who gets how much`);
    return [];
  }
  let whole = true;
  const noting: Note = (...about) => {
    whole = false;
    wrong(...about);
  };
  const parts = PARTIES.flatMap(({ column, idColumn, whose }): HandPart[] => {
    const value = row.has(column) ? row.cell(column) : (before?.[column] ?? '');
    if (NOTHING.test(value)) return [];
    const party = before?.[idColumn] ?? '';
    if (party !== '') return partOf({ party, amount: value }, credit, column, noting);
    noting(column, value, `it has no ${whose}: map its account, or name who gets it in by_hand`);
    return [];
  });
  if (whole) checkWhatIsLeft(compared, credit, parts, wrong);
  // A row that gives nobody anything leaves the whole with the distributor.
  return parts.length > 0 ? parts : [{ party: DISTRIBUTOR, percent: HUNDRED_PERCENT }];
}

/** An amount of the distributor that a person wrote is what the others leave, or the row contradicts itself. */
function checkWhatIsLeft(compared: Compared, credit: Credit, parts: readonly HandPart[], wrong: Note): void {
  const { row } = compared;
  const typed = row.cell('distributor_amount');
  if (typed === '' || !isTouched('distributor_amount', compared)) return;
  const { exact, currency } = lastFinal(credit);
  const given = parts.reduce((sum, part) => sum + ('amount' in part ? part.amount : 0n), 0n);
  const left = minorToText(amountOf(exact, currency) - given, currency);
  if (!sameCell(AMOUNT, left, typed))
    wrong('distributor_amount', typed, `the others leave ${left}: write that, or leave it blank`);
}

const AMOUNT = { kind: 'amount', blank: '' } as const;

/** `blue-kiln=40.00;harbor=20%` */
function partsByHand(text: string, credit: Credit, wrong: Note): HandPart[] {
  const named = text.split(';').filter((one) => one.trim() !== '');
  const how = 'write party=40.00 or party=20%, several separated by ;';
  if (named.length === 0) wrong('by_hand', text, how);
  return named.flatMap((one) => {
    const at = one.lastIndexOf('=');
    const [party, value] = [one.slice(0, Math.max(at, 0)).trim(), one.slice(at + 1).trim()];
    if (party === '') wrong('by_hand', one, how);
    if (party === '') return [];
    const asked = value.endsWith('%')
      ? { party, percent: value.slice(0, -1).trim() }
      : { party, amount: value };
    return partOf(asked, credit, 'by_hand', wrong);
  });
}

type PartAsked = Parameters<typeof handPart>[0];

function partOf(asked: PartAsked, credit: Credit, column: string, wrong: Note): HandPart[] {
  const faults: FieldFault[] = [];
  const parts = handPart(asked, column, credit, faults, column);
  for (const { seen, todo } of faults) wrong(column, seen, todo);
  return parts;
}
