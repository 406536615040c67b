import type { StatementView, StoryView } from '../../../application/views/statement-view.ts';
import { isZero } from './amounts.ts';
import { ink } from './ink.ts';
import { stateText } from './statement-tables.ts';
import { type Column, heading, oneLine, table } from './table.ts';

type Line = StatementView['lines'][number];
type AdjustmentLine = StatementView['adjustmentLines'][number];

/** One statement as a person reads it from top to bottom. */
export function statementText(statement: StatementView, full: boolean): string {
  const { currency } = statement;
  return [
    ink.bold(`Statement ${statement.id}`),
    `  ${stateText(statement)}, period ${statement.period}`,
    `  ${party(statement.sellerName, statement.seller)} → ${party(statement.buyerName, statement.buyer)}`,
    statement.useCredits ? '  credits are used' : '  Use credits is off',
    heading(`Charges in ${currency}`),
    table(lineColumns(), statement.lines, { rows: 'lines', full }),
    ...adjustmentText(statement, full),
    heading(`What is owed in ${currency}`),
    sums(statement),
    heading(`The story of the credit in ${currency}`),
    storyText(statement, full),
  ].join('\n');
}

function party(name: string, id: string): string {
  return oneLine(name === id ? id : `${name} (${id})`);
}

function lineColumns(): Column<Line>[] {
  return [
    { head: 'cloud', of: (line) => line.cloud },
    { head: 'account', of: (line) => line.usageAccount },
    { head: 'service', of: (line) => line.service },
    { head: 'cost', of: (line) => line.exact, right: true },
    { head: 'uplift', of: (line) => `${line.upliftPercent} %`, right: true },
    { head: 'price', of: (line) => line.price, right: true },
  ];
}

function adjustmentText({ adjustmentLines, debitLines, currency }: StatementView, full: boolean): string[] {
  const columns: Column<AdjustmentLine>[] = [
    { head: 'of', of: (line) => line.originalPeriod },
    { head: 'account', of: (line) => line.usageAccount },
    { head: 'service', of: (line) => line.service },
    { head: 'cost', of: (line) => line.exact, right: true },
    { head: 'price', of: (line) => line.price, right: true },
  ];
  const debits = debitLines.map(
    (debit) => `  ${debit.label}  ${debit.amount}  (credit ${debit.credit} was taken back)`,
  );
  return [
    ...(adjustmentLines.length === 0
      ? []
      : [
          heading(`Differences of earlier periods in ${currency}`),
          table(columns, adjustmentLines, { rows: 'lines', full }),
        ]),
    ...(debits.length === 0 ? [] : [heading(`Credit taken back in ${currency}`), ...debits]),
  ];
}

function sums(statement: StatementView): string {
  const before = statement.taxPosition === 'before_tax';
  const tax =
    statement.taxPercent === null
      ? 'tax'
      : `tax ${statement.taxPercent} % ${before ? 'after the credit' : ''}`.trim();
  const rows: [string, string, boolean][] = [
    ['charges', statement.charges, true],
    ['  of which rounding', statement.roundingLine ?? '0', false],
    [tax, statement.tax, statement.taxPercent !== null],
    ['credit taken back', statement.debits, false],
    ['differences of earlier periods', statement.adjustments, false],
    [
      'credit applied',
      isZero(statement.creditApplied) ? statement.creditApplied : `-${statement.creditApplied}`,
      true,
    ],
  ];
  const shown = rows
    .filter(([, amount, always]) => always || !isZero(amount))
    .map(([name, amount]) => [name, amount]);
  return table<string[]>(
    [
      { head: '', of: ([name = '']) => name },
      { head: '', of: ([, amount = '']) => amount, right: true },
    ],
    shown,
    { rows: 'rows', full: true, foot: [['total', statement.total]] },
  ).replace(/^\s*\n/, '');
}

/** As it went: first what came, then what was used of it, then what lapsed. */
const STORY_ORDER = ['restored', 'earned', 'applied', 'expired'] as const;

function storyText(statement: StatementView, full: boolean): string {
  const columns: Column<StoryView>[] = [
    { head: '', of: (item) => item.movement },
    { head: '', of: (item) => item.amount, right: true },
    { head: 'account', of: (item) => item.usageAccount ?? '-' },
    { head: 'credit', of: (item) => item.description ?? item.comment },
    { head: 'customer', of: (item) => item.customer ?? '-' },
    { head: 'grant', of: (item) => item.grant },
  ];
  const story = STORY_ORDER.flatMap((movement) =>
    statement.story.filter((item) => item.movement === movement),
  );
  const items = story.length === 0 ? [] : [table(columns, story, { rows: 'movements', full })];
  return [
    `  opening ${statement.openingBalance}, earned ${statement.earned}, applied ${statement.creditApplied}, expired ${statement.expired}, closing ${statement.closingBalance}`,
    ...items,
  ].join('\n');
}
