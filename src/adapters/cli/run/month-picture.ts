import type { Desk } from '../../../application/desk.ts';
import type { MonthReport } from '../../../application/month/run-month.ts';
import { type BalanceView, balanceViews } from '../../../application/views/balance-view.ts';
import { type ControlTotalView, controlTotalViews } from '../../../application/views/control-total-view.ts';
import { type CreditView, creditViews } from '../../../application/views/credit-view.ts';
import { type RecordMatchView, recordMatchView } from '../../../application/views/record-match-view.ts';
import { type RestatementView, restatementViews } from '../../../application/views/restatement-view.ts';
import { type StatementView, statementViews } from '../../../application/views/statement-view.ts';

/** What an operator wants to see of a month that was run. */
export type MonthPicture = {
  readonly settings: { readonly distributor: string };
  readonly totals: readonly ControlTotalView[];
  /** Of the imported periods. */
  readonly credits: readonly CreditView[];
  /** Divided credits of these periods that a newer delivery changed. */
  readonly restated: readonly RestatementView[];
  /** Of the imported periods, and drafts of later ones. */
  readonly statements: readonly StatementView[];
  readonly balances: readonly BalanceView[];
  /** Of the last period: AWS's own records beside its credits (A7). */
  readonly matches: RecordMatchView;
};

export async function monthPicture(desk: Desk, report: MonthReport): Promise<MonthPicture> {
  const credits: CreditView[] = [];
  const statements: StatementView[] = [];
  for (const period of report.periods) {
    credits.push(...(await creditViews(desk, { period })));
    statements.push(...(await statementViews(desk, { period })));
  }
  const shown = new Set(statements.map((statement) => statement.id));
  const drafts = await statementViews(desk, { states: ['draft'] });
  statements.push(...drafts.filter((draft) => !shown.has(draft.id)));
  const settings = await desk.book.read((shelves) => shelves.settings.load());
  return {
    settings: { distributor: settings.distributorName },
    totals: await controlTotalViews(desk, report.periods),
    credits,
    restated: await restatementViews(desk, report.periods),
    statements,
    balances: await balanceViews(desk, null),
    matches: await recordMatchView(desk, report.periods.at(-1) ?? null),
  };
}
