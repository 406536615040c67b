import type { ImportedMonth } from '../../../application/deliveries/import-deliveries.ts';
import type { MonthReport } from '../../../application/month/run-month.ts';
import type { DraftReport } from '../../../application/statements/draft-statements.ts';
import type { ControlTotalView } from '../../../application/views/control-total-view.ts';
import type { CreditView } from '../../../application/views/credit-view.ts';
import type { RecordMatchView } from '../../../application/views/record-match-view.ts';
import { addExact, EXACT_ZERO, type ExactAmount, exactFromText } from '../../../domain/money/exact-amount.ts';
import { exactToReadable } from '../../../domain/money/minor.ts';
import type { MonthPicture } from '../run/month-picture.ts';
import { counted } from './amounts.ts';
import { controlSheet } from './control-sheet.ts';
import { dividedTable, heldTable, restatedTable } from './credit-tables.ts';
import { draftText } from './draft-text.ts';
import { importTable } from './import-text.ts';
import { ink } from './ink.ts';
import { loadText } from './load-text.ts';
import { leftTables, matchLine } from './record-tables.ts';
import { statementTable } from './statement-tables.ts';
import { type Column, heading, oneLine, table } from './table.ts';

/** The month as an operator reads it, from what came in to the control sheet. */
export function monthText(report: MonthReport, picture: MonthPicture, full: boolean): string {
  const period = report.periods.at(-1) ?? 'no period';
  return [
    ink.bold(`${oneLine(picture.settings.distributor)} · ${period}`),
    '',
    loadText(report.loaded, false),
    heading('Deliveries'),
    importTable(report.imported.months, full),
    ...incomeText(report.imported.months, picture.totals, full),
    ...report.periods.flatMap((one) => creditText(one, one === period, picture, full)),
    ...recordText(period, picture.matches, full),
    ...statementText(report, picture, full),
    heading('Control sheet'),
    controlSheet(report.checks),
  ].join('\n');
}

/** What came in per cloud and line type, of the deliveries that were given. */
function incomeText(
  months: readonly ImportedMonth[],
  totals: readonly ControlTotalView[],
  full: boolean,
): string[] {
  const given = new Set(months.map((month) => monthKey(month)));
  const rows = totals.filter((total) => given.has(monthKey(total)));
  const columns: Column<ControlTotalView>[] = [
    { head: 'cloud', of: (total) => total.cloud },
    { head: 'payer account', of: (total) => total.payerAccount },
    { head: 'period', of: (total) => total.period },
    { head: 'line type', of: (total) => total.lineType },
    { head: 'is', of: (total) => CLASSES[total.lineClass] },
    { head: 'lines', of: (total) => `${total.lines}`, right: true },
    { head: 'exact', of: (total) => total.exact, right: true },
    { head: '', of: (total) => total.currency },
  ];
  const foot = [...Map.groupBy(rows, (total) => total.currency)].sort().map(([currency, of]) => {
    const lines = of.reduce((sum, total) => sum + total.lines, 0);
    const exact = of.reduce((sum, total) => addExact(sum, exactOf(total.exact)), EXACT_ZERO);
    return ['total', '', '', '', '', `${lines}`, exactToReadable(exact, currency), currency];
  });
  return [heading('What came in'), table(columns, rows, { rows: 'line types', full, most: 60, foot })];
}

const CLASSES: Readonly<Record<ControlTotalView['lineClass'], string>> = {
  charge: 'charge',
  credit: 'credit',
  'kept-discount': 'kept discount',
  refund: 'refund',
  tax: 'tax',
  unknown: 'UNKNOWN',
};

function monthKey(one: {
  readonly cloud: string;
  readonly payerAccount: string;
  readonly period: string;
}): string {
  return JSON.stringify([one.cloud, one.payerAccount, one.period]);
}

function exactOf(text: string): ExactAmount {
  return exactFromText(text) ?? EXACT_ZERO;
}

/**
 * Who got what and what is held. Of a period that was only delivered again, what waits and what changed is listed, the
 * rest is counted.
 */
function creditText(period: string, isNewest: boolean, picture: MonthPicture, full: boolean): string[] {
  const ofPeriod = picture.credits.filter((credit) => credit.period === period);
  const credits = ofPeriod.filter((credit) => full || !credit.dust);
  const divided = credits.filter(isDivided);
  const held = credits.filter((credit) => !isDivided(credit));
  const restated = picture.restated.filter((credit) => credit.period === period);
  const dust = ofPeriod.length - credits.length;
  const counts = `${counted(divided.length, 'credit')} divided, ${held.length} held${dust === 0 ? '' : `, ${dust} that round to nothing`}`;
  return [
    heading(`Credits of ${period}: ${counts}`),
    ...(divided.length > 0 && (isNewest || full) ? [dividedTable(divided, full)] : []),
    ...(restated.length === 0
      ? []
      : [heading(`Changed in ${period} by a newer delivery`), restatedTable(restated, full)]),
    ...(held.length === 0 ? [] : [heading(`Held in ${period}`), heldTable(held, full)]),
  ];
}

function isDivided(credit: CreditView): boolean {
  return credit.madeBy !== null;
}

/** AWS's own records of the month, if any were imported: how many match, and what does not. */
function recordText(period: string, matches: RecordMatchView, full: boolean): string[] {
  const said = matches.left.length > 0 || matches.items.some((item) => item.because !== 'not-imported');
  return said
    ? [heading(`AWS's own records of ${period}`), `  ${matchLine(matches)}`, ...leftTables(matches, full)]
    : [];
}

/** An open month that was delivered again has nothing to draft: its differences stand on a later statement. */
function hasNews(report: DraftReport): boolean {
  const { drafted, kept, discarded, blocked, unused } = report;
  return drafted + kept + discarded + blocked.length + unused.length > 0;
}

/** The statements of the month itself, and every draft of another. */
function statementText(report: MonthReport, picture: MonthPicture, full: boolean): string[] {
  const period = report.periods.at(-1);
  const shown = picture.statements.filter(
    (statement) => full || statement.period === period || statement.state === 'draft',
  );
  return [
    heading('Statements'),
    ...report.drafted.filter(hasNews).map((drafted) => `  ${draftText(drafted)}`),
    ...(shown.length === 0 ? [] : [statementTable(shown, full, false)]),
  ];
}
