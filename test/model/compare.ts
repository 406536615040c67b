import { checkBook } from '../../src/application/checks/check-book.ts';
import type { Desk } from '../../src/application/desk.ts';
import { balanceViews } from '../../src/application/views/balance-view.ts';
import { type CreditView, creditViews } from '../../src/application/views/credit-view.ts';
import { type StatementView, statementViews } from '../../src/application/views/statement-view.ts';
import { amountOf, proposal } from './decide.ts';
import { costText, minorText, sum } from './exact.ts';
import type { Oracle } from './oracle.ts';
import { type Bill, type Credit, edgeText, type Grant, leftOf, type Share } from './pages.ts';

/** One side of the comparison: what a book says, one line of text per thing. */
export type Told = { readonly balances: string[]; readonly statements: string[]; readonly credits: string[] };

export async function toldByBook(desk: Desk): Promise<Told> {
  const balances = await balanceViews(desk, null);
  const states = ['draft', 'open', 'paid', 'closed', 'void'] as const;
  const statements = await statementViews(desk, { states });
  const credits = await creditViews(desk, {});
  return {
    balances: balances
      .map((b) => [
        b.seller,
        b.buyer,
        b.currency,
        b.granted,
        b.reserved,
        b.applied,
        b.expired,
        b.withdrawn,
        b.available,
      ])
      .map((cells) => cells.join(' '))
      .sort(),
    statements: statements.map(statementText).sort(),
    credits: credits.map(creditText).sort(),
  };
}

export function toldByOracle(oracle: Oracle): Told {
  const { grants, bills, credits } = oracle.pages;
  const edges = [...Map.groupBy(grants, edgeText)];
  return {
    balances: edges.map(([edge, of]) => `${edge} ${balanceText(of)}`).sort(),
    statements: bills
      .filter((bill) => bill.state !== 'discarded')
      .map(billText)
      .sort(),
    credits: credits.map((credit) => oracleCreditText(oracle, credit)).sort(),
  };
}

function balanceText(grants: readonly Grant[]): string {
  const currency = grants[0]?.currency ?? '';
  const columns: ((grant: Grant) => bigint)[] = [
    (grant) => grant.granted,
    (grant) => grant.reserved,
    (grant) => grant.applied,
    (grant) => grant.expired,
    (grant) => grant.withdrawn,
    leftOf,
  ];
  return columns.map((column) => minorText(sum(grants.map(column)), currency)).join(' ');
}

function statementText(view: StatementView): string {
  const head = [view.seller, view.buyer, view.period, view.currency, view.state, `no ${view.number}`];
  const lines = view.lines.map((l) => `${l.usageAccount} ${l.service} ${l.exact} ${l.price}`).sort();
  const adjusted = view.adjustmentLines.map(
    (l) => `${l.originalPeriod} ${l.usageAccount} ${l.service} ${l.exact} ${l.price}`,
  );
  const owed = view.debitLines.map((debit) => debit.amount).sort();
  return [
    head.join(' '),
    `credits ${view.useCredits}`,
    `lines ${lines.join(', ')}`,
    `adjusted ${adjusted.sort().join(', ')}`,
    `owed ${owed.join(', ')}`,
    `rounding ${view.roundingLine}`,
    `charges ${view.charges} tax ${view.tax} debits ${view.debits} adjustments ${view.adjustments}`,
    `applied ${view.creditApplied} total ${view.total}`,
    `opening ${view.openingBalance} earned ${view.earned} expired ${view.expired} closing ${view.closingBalance}`,
  ].join('; ');
}

function billText(bill: Bill): string {
  const text = (minor: bigint): string => minorText(minor, bill.currency);
  const f = bill.figures;
  const lines = [...bill.lines]
    .map(([key, line]) => `${key} ${costText(line.exact)} ${text(line.price)}`)
    .sort();
  const adjusted = bill.carried.map(
    (l) => `${l.original.period} ${l.line} ${costText(l.exact)} ${text(l.price)}`,
  );
  const owed = bill.owed.map((debit) => text(debit.amount)).sort();
  return [
    [bill.seller, bill.buyer, bill.period, bill.currency, bill.state, `no ${bill.number}`].join(' '),
    `credits ${bill.useCredits}`,
    `lines ${lines.join(', ')}`,
    `adjusted ${adjusted.sort().join(', ')}`,
    `owed ${owed.join(', ')}`,
    `rounding ${bill.rounding === null ? null : text(bill.rounding)}`,
    `charges ${text(f.charges)} tax ${text(f.tax)} debits ${text(f.debits)} adjustments ${text(f.adjustments)}`,
    `applied ${text(f.applied)} total ${text(f.total)}`,
    `opening ${text(f.opening)} earned ${text(f.earned)} expired ${text(f.expired)} closing ${text(f.closing)}`,
  ].join('; ');
}

function creditText(view: CreditView): string {
  const { shares } = view;
  const parts = shares === null ? 'held' : `${shares.customer} ${shares.reseller} ${shares.distributor}`;
  return [
    view.id,
    view.exact,
    view.amount,
    view.status,
    `by ${view.madeBy}`,
    `rule ${view.rule}`,
    parts,
  ].join(' ');
}

function oracleCreditText(oracle: Oracle, credit: Credit): string {
  const amount = minorText(amountOf(credit.exact, credit.currency), credit.currency);
  const by = `by ${credit.division?.by ?? null}`;
  const rule = `rule ${oracle.ruleOf(credit)}`;
  const { id, exact } = credit;
  return [id, costText(exact), amount, oracle.statusOf(credit), by, rule, sharesText(oracle, credit)].join(
    ' ',
  );
}

function sharesText(oracle: Oracle, credit: Credit): string {
  const proposed = credit.kind === 'credit' ? proposal(oracle.pages, credit, credit.exact) : null;
  const shares = (credit.division ?? proposed)?.shares ?? null;
  if (shares === null) return 'held';
  const part = (party: Share['party']): string => {
    const of = shares.filter((share) => share.party === party).map((share) => share.amount);
    return minorText(sum(of), credit.currency);
  };
  return `${part('customer')} ${part('reseller')} ${part('distributor')}`;
}

/** Every named check that says the book is wrong; none may. */
export async function brokenChecks(desk: Desk): Promise<string[]> {
  const results = await checkBook(desk, null);
  return results
    .filter((result) => !result.ok && result.severity === 'error')
    .map((result) => `${result.check}: ${result.detail}`);
}
