import type { Placed, RuleRow } from '../../application/month-folder/month-folder.ts';
import { TABLES } from '../../application/tables/tables.ts';
import { checkTerms, type RuleFault, storedTerms } from '../../domain/credit-rule/check-terms.ts';
import { isCreatedAt } from '../../domain/credit-rule/created-at.ts';
import type { CreditRuleTerms, ForWhom, MatchMode } from '../../domain/credit-rule/credit-rule.ts';
import type { CompileRegex } from '../../domain/credit-rule/description.ts';
import type { Percent, PercentFault } from '../../domain/money/percent.ts';
import { percentFromText } from '../../domain/money/percent.ts';
import { idCell, LONGEST, nameCell, periodCell, textCell, wordCell } from './cells.ts';
import { type Notes, quoted } from './notes.ts';
import { columnsOf, readTable } from './read-table.ts';
import { scopeCell } from './scope-cell.ts';
import type { TableRow } from './table-row.ts';

const MODES = new Map(
  (['exact', 'contains', 'wildcard', 'regex'] satisfies MatchMode[]).map((mode) => [mode, mode]),
);
const FOR_WHOM = new Map((['consumer', 'owner'] satisfies ForWhom[]).map((whom) => [whom, whom]));
const YES_NO = new Map([
  ['yes', true],
  ['no', false],
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
]);

/** rules.csv (R, S1), in the file's order; null when there is none. */
export async function readRuleRows(
  path: string,
  compile: CompileRegex,
  notes: Notes,
): Promise<Placed<RuleRow>[] | null> {
  const rows = await readTable(path, columnsOf(TABLES.rules), notes);
  return rows === null ? null : rulesIn(rows, compile);
}

export function rulesIn(rows: readonly TableRow[], compile: CompileRegex): Placed<RuleRow>[] {
  const known = namesAndIds(rows);
  return rows.flatMap((row) => {
    const id = idCell(row, 'rule_id');
    const rule = { id: id === '' ? null : id, terms: termsOf(row, compile), createdAt: createdAtCell(row) };
    noteDuplicate(row, rule.id, known);
    return row.whole ? [row.placed(rule)] : [];
  });
}

const COLUMN_OF: Readonly<Record<keyof CreditRuleTerms, string>> = {
  name: 'name',
  description: 'description',
  match: 'match',
  customerPercent: 'customer_percent',
  resellerPercent: 'reseller_percent',
  forWhom: 'for_whom',
  firstPeriod: 'first_period',
  lastPeriod: 'last_period',
  customers: 'customers',
  resellers: 'resellers',
  services: 'services',
  note: 'note',
  active: 'active',
};

const AS_TYPED: ReadonlySet<RuleFault['code']> = new Set(['bad-regex', 'empty-only-selected']);

function termsOf(row: TableRow, compile: CompileRegex): CreditRuleTerms {
  const terms: CreditRuleTerms = {
    name: nameCell(row, 'name'),
    description: textCell(row, 'description', LONGEST.text),
    match: wordCell<MatchMode>(row, 'match', MODES, 'exact'),
    customerPercent: percentCell(row, 'customer_percent'),
    resellerPercent: percentCell(row, 'reseller_percent'),
    forWhom: wordCell<ForWhom>(row, 'for_whom', FOR_WHOM, 'consumer'),
    firstPeriod: periodCell(row, 'first_period'),
    lastPeriod: periodCell(row, 'last_period'),
    customers: scopeCell(row, 'customers'),
    resellers: scopeCell(row, 'resellers'),
    services: scopeCell(row, 'services'),
    note: textCell(row, 'note', LONGEST.text),
    active: wordCell<boolean>(row, 'active', YES_NO, true),
  };
  for (const { code, field, seen, todo } of checkTerms(terms, compile)) {
    const column = COLUMN_OF[field];
    row.fault(column, AS_TYPED.has(code) ? quoted(row.cell(column)) : seen, todo);
  }
  if (terms.customers.kind !== 'all')
    terms.customers.ids.forEach((id) => row.refer('customers', id, 'scope-customer'));
  if (terms.resellers.kind !== 'all')
    terms.resellers.ids.forEach((id) => row.refer('resellers', id, 'scope-reseller'));
  return storedTerms(terms);
}

const PERCENT_FAULTS: Readonly<Record<PercentFault, string>> = {
  'not-a-number': 'write a number from 0 to 100 such as 62.5, without %',
  'too-many-decimals': 'a percent has at most 4 decimals: round it to them',
  'out-of-range': 'write a percent from 0 to 100',
};

function percentCell(row: TableRow, column: string): Percent {
  const cell = row.needed(column, 'write a number from 0 to 100');
  if (cell === '') return 0n;
  const percent = percentFromText(cell);
  if (typeof percent === 'bigint') return percent;
  row.fault(column, quoted(cell), PERCENT_FAULTS[percent]);
  return 0n;
}

function createdAtCell(row: TableRow): string {
  const cell = row.needed(
    'created_at',
    'write when the rule was made: between equal rules the later one wins',
  );
  if (cell === '' || isCreatedAt(cell)) return cell;
  row.fault('created_at', quoted(cell), 'write a date (YYYY-MM-DD) or an ISO instant (YYYY-MM-DDTHH:MM:SSZ)');
  return '';
}

type Known = {
  readonly byId: ReadonlyMap<string, number>;
  readonly byName: ReadonlyMap<string, readonly TableRow[]>;
};

function namesAndIds(rows: readonly TableRow[]): Known {
  const byId = new Map<string, number>();
  for (const row of rows) if (!byId.has(row.cell('rule_id'))) byId.set(row.cell('rule_id'), row.row);
  return { byId, byName: Map.groupBy(rows, (row) => row.cell('name')) };
}

/** An id stands once; a rule without one is known by its name, which no other rule may then have (P5). */
function noteDuplicate(row: TableRow, id: string | null, known: Known): void {
  const name = row.cell('name');
  const first = id === null ? undefined : known.byId.get(id);
  if (id !== null && first !== row.row)
    row.fault('rule_id', quoted(id), `row ${first} has this id already: keep one`);
  const others = known.byName.get(name)?.filter((other) => other !== row) ?? [];
  const other = others.find((one) => one.row < row.row) ?? others.find((one) => one.cell('rule_id') !== '');
  if (id !== null || name === '' || other === undefined) return;
  row.fault(
    'name',
    quoted(name),
    `row ${other.row} has this name too: give the rules a rule_id, or other names`,
  );
}
