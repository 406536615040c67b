import type { Credit } from '../../domain/credit/credit.ts';
import { ruleBook } from '../../domain/credit-rule/rule-book.ts';
import { type Minor, minorToText } from '../../domain/money/minor.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import { type BillingPeriod, shiftPeriod } from '../../domain/period/billing-period.ts';
import type { Share } from '../../domain/split/share.ts';
import { proposer } from '../credits/propose.ts';
import type { Desk } from '../desk.ts';
import { BadInput } from '../errors.ts';
import { ruleChanges } from '../month-folder/load-rules.ts';
import type { Reading } from '../month-folder/month-folder.ts';
import { holdersOf } from '../parties/holders-of.ts';
import { ownershipOf } from '../parties/ownership.ts';

/** How much more (or less) one party would have kept for itself, over all credits of the periods. */
export type BacktestRow = { readonly party: string; readonly currency: string; readonly difference: string };

export type BacktestCredit = {
  readonly credit: string;
  readonly period: BillingPeriod;
  readonly usageAccount: string;
  readonly description: string;
  readonly ruleNow: string | null;
  readonly ruleThen: string | null;
};

export type Backtest = {
  readonly periods: readonly BillingPeriod[];
  readonly credits: number;
  /** Parties whose total changes, and always the distributor. */
  readonly rows: readonly BacktestRow[];
  /** Credits that another rule would have decided, or the same rule otherwise. */
  readonly changed: readonly BacktestCredit[];
};

/**
 * What the last N periods would have been under the rules of a file, loaded over the live ones. Nothing is posted;
 * both sides are decided afresh from the same tenures, so the live rules' own file gives exactly 0.00.
 */
export function backtestRules(desk: Desk, reading: Reading, periods: number): Promise<Backtest> {
  return desk.book.read(async (shelves) => {
    const live = await shelves.rules.newest();
    const changes = ruleChanges(live, reading.folder, desk.book.idOf);
    const faults = [...reading.faults, ...changes.faults];
    if (faults.length > 0) throw new BadInput(faults);
    const { noRule } = await shelves.settings.load();
    const holders = await holdersOf(shelves);
    const newest = (await shelves.periods.list()).at(-1)?.period ?? null;
    const asked = newest === null ? [] : lastPeriods(newest, periods);
    const credits = (await shelves.credits.list({})).filter(
      (credit) => credit.kind === 'credit' && asked.includes(credit.period),
    );
    const facts = { holders, noRule, ownership: await ownershipOf(shelves, credits) };
    const now = proposer(ruleBook(live, desk.compileRegex), facts);
    const then = proposer(ruleBook(changes.after, desk.compileRegex), facts);
    const totals = new Map<string, Minor>();
    const changed: BacktestCredit[] = [];
    for (const credit of credits) {
      const before = now.propose(credit);
      const after = then.propose(credit);
      addDifference(totals, credit, before.shares ?? [], after.shares ?? []);
      if (!sameChoice(before.chosen?.rule, after.chosen?.rule)) {
        const { id, period, usageAccount, description } = credit;
        changed.push({
          credit: id,
          period,
          usageAccount,
          description,
          ruleNow: before.chosen?.rule.id ?? null,
          ruleThen: after.chosen?.rule.id ?? null,
        });
      }
    }
    return { periods: asked, credits: credits.length, rows: rowsOf(totals, credits), changed };
  });
}

function lastPeriods(newest: BillingPeriod, count: number): BillingPeriod[] {
  return Array.from({ length: count }, (_, at) => shiftPeriod(newest, at - count + 1));
}

function sameChoice(
  a: { id: string; version: number } | undefined,
  b: { id: string; version: number } | undefined,
): boolean {
  return a?.id === b?.id && a?.version === b?.version;
}

/** A credit that would be held counts as nothing for anybody: it waits in unallocated. */
function addDifference(
  totals: Map<string, Minor>,
  credit: Credit,
  before: readonly Share[],
  after: readonly Share[],
): void {
  const add = (party: string, amount: Minor): void => {
    const key = JSON.stringify([party, credit.currency]);
    totals.set(key, (totals.get(key) ?? 0n) + amount);
  };
  for (const [shares, sign] of [
    [before, -1n],
    [after, 1n],
  ] as const) {
    for (const share of shares)
      add(share.party === 'distributor' ? DISTRIBUTOR : share.id, sign * share.amount);
  }
}

function rowsOf(totals: ReadonlyMap<string, Minor>, credits: readonly Credit[]): BacktestRow[] {
  const all = new Map(totals);
  for (const { currency } of credits) {
    const key = JSON.stringify([DISTRIBUTOR, currency]);
    if (!all.has(key)) all.set(key, 0n);
  }
  return [...all]
    .map(([key, difference]) => ({ key: JSON.parse(key) as [string, string], difference }))
    .filter(({ key: [party], difference }) => difference !== 0n || party === DISTRIBUTOR)
    .map(({ key: [party, currency], difference }) => ({
      party,
      currency,
      difference: minorToText(difference, currency),
    }))
    .sort((a, b) => (a.party + a.currency < b.party + b.currency ? -1 : 1));
}
