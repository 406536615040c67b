import { exactToText } from '../../domain/money/exact-amount.ts';
import { minorToText } from '../../domain/money/minor.ts';
import { brokenOut } from '../../domain/statement/break-out.ts';
import type { Statement, StatementState, StoryItem } from '../../domain/statement/statement.ts';
import type { Shelves, StatementFilter } from '../book.ts';
import type { Desk } from '../desk.ts';

export type StoryView = {
  readonly movement: StoryItem['movement'];
  readonly grant: string;
  readonly credit: string | null;
  /** Of a credit's grant: the customer behind it, one row for each; null: the buyer's own share, or a hand grant (T10). */
  readonly customer: string | null;
  readonly usageAccount: string | null;
  readonly description: string | null;
  readonly comment: string;
  readonly amount: string;
};

/** One statement as the book shows it; the shape of statements.json. Amounts are decimal strings. */
export type StatementView = {
  readonly id: string;
  readonly number: number | null;
  readonly state: StatementState;
  readonly seller: string;
  readonly sellerName: string;
  readonly buyer: string;
  readonly buyerName: string;
  readonly period: string;
  readonly currency: string;
  readonly useCredits: boolean;
  readonly late: boolean;
  readonly lines: readonly {
    readonly cloud: string;
    readonly usageAccount: string;
    readonly service: string;
    readonly exact: string;
    readonly upliftPercent: string;
    readonly price: string;
  }[];
  readonly adjustmentLines: readonly {
    readonly originalPeriod: string;
    /** null: the buyer had no statement in that period, and it is closed (N4). */
    readonly originalStatement: string | null;
    readonly cloud: string;
    readonly usageAccount: string;
    readonly service: string;
    readonly exact: string;
    readonly price: string;
  }[];
  readonly debitLines: readonly {
    readonly label: 'Credit adjustment';
    readonly credit: string;
    readonly amount: string;
  }[];
  readonly roundingLine: string | null;
  readonly charges: string;
  readonly taxPercent: string | null;
  readonly taxPosition: string;
  readonly tax: string;
  readonly debits: string;
  readonly adjustments: string;
  readonly creditApplied: string;
  readonly total: string;
  readonly openingBalance: string;
  readonly earned: string;
  readonly expired: string;
  readonly closingBalance: string;
  readonly story: readonly StoryView[];
};

/** Statements with everything on them. Discarded drafts are left out unless asked for by state (T8). */
export function statementViews(desk: Desk, filter: StatementFilter): Promise<StatementView[]> {
  return desk.book.read((shelves) => statementViewsOn(shelves, filter));
}

export async function statementViewsOn(shelves: Shelves, filter: StatementFilter): Promise<StatementView[]> {
  const listed = await shelves.statements.list(filter);
  const wanted = filter.states !== undefined || filter.ids !== undefined;
  const statements = wanted ? listed : listed.filter((statement) => statement.state !== 'discarded');
  const ids = statements.map((statement) => statement.id);
  const lines = Map.groupBy(await shelves.statements.lines(ids), (line) => line.statement);
  const adjustments = Map.groupBy(await shelves.statements.adjustments(ids), (line) => line.statement);
  const debits = Map.groupBy(await shelves.statements.debits(ids), (debit) => debit.statement);
  const stories = await storiesOf(shelves, statements);
  return statements.map((statement): StatementView => {
    const text = (minor: bigint): string => minorToText(minor, statement.currency);
    const { id, seller, buyer, period, currency, number, state, useCredits, late } = statement;
    return {
      id,
      number,
      state,
      seller,
      sellerName: statement.sellerName,
      buyer,
      buyerName: statement.buyerName,
      period,
      currency,
      useCredits,
      late,
      lines: (lines.get(id) ?? []).map((line) => ({
        cloud: line.cloud,
        usageAccount: line.usageAccount,
        service: line.service,
        exact: exactToText(line.exact),
        upliftPercent: exactToText(line.upliftPercent),
        price: text(line.price),
      })),
      adjustmentLines: (adjustments.get(id) ?? []).map((line) => ({
        originalPeriod: line.originalPeriod,
        originalStatement: line.originalStatement,
        cloud: line.cloud,
        usageAccount: line.usageAccount,
        service: line.service,
        exact: exactToText(line.exact),
        price: text(line.price),
      })),
      debitLines: (debits.get(id) ?? []).map((debit) => ({
        label: 'Credit adjustment',
        credit: debit.credit,
        amount: text(debit.amount),
      })),
      roundingLine: statement.roundingLine === null ? null : text(statement.roundingLine),
      charges: text(statement.charges),
      taxPercent: statement.taxTerms.percent && exactToText(statement.taxTerms.percent),
      taxPosition: statement.taxTerms.position,
      tax: text(statement.tax),
      debits: text(statement.debits),
      adjustments: text(statement.adjustments),
      creditApplied: text(statement.creditApplied),
      total: text(statement.total),
      openingBalance: text(statement.openingBalance),
      earned: text(statement.earned),
      expired: text(statement.expired),
      closingBalance: text(statement.closingBalance),
      story: stories.get(id) ?? [],
    };
  });
}

async function storiesOf(
  shelves: Shelves,
  statements: readonly Statement[],
): Promise<Map<string, StoryView[]>> {
  const currencies = new Map(statements.map((statement) => [statement.id, statement.currency]));
  const ids = [...currencies.keys()];
  const items = await shelves.statements.stories(ids);
  const grants = new Map(
    (await shelves.ledger.grants({ ids: [...new Set(items.map((item) => item.grant))] })).map((g) => [
      g.id,
      g,
    ]),
  );
  const earners = Map.groupBy(await shelves.statements.earners(ids), lotOf);
  const views = new Map<string, StoryView[]>();
  for (const item of items) {
    const grant = grants.get(item.grant);
    const told = views.get(item.statement) ?? [];
    views.set(item.statement, told);
    for (const { customer, amount } of brokenOut(item, earners.get(lotOf(item)) ?? [])) {
      told.push({
        movement: item.movement,
        grant: item.grant,
        credit: grant?.credit ?? null,
        customer,
        usageAccount: grant?.usageAccount ?? null,
        description: grant?.description ?? null,
        comment: grant?.comment ?? '',
        amount: minorToText(amount, currencies.get(item.statement) ?? ''),
      });
    }
  }
  return views;
}

function lotOf({ statement, grant }: { readonly statement: string; readonly grant: string }): string {
  return `${statement} ${grant}`;
}
