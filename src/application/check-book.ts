import {
  CHECKS,
  type CheckName,
  type CheckResult,
  checkResult,
  type Finding,
} from '../domain/checks/checks.ts';
import { amountOf } from '../domain/credit/credit.ts';
import { lineClassOf } from '../domain/line-item/line-type.ts';
import { equalExact, exactToText, sumExact } from '../domain/money/exact-amount.ts';
import { minorToText } from '../domain/money/minor.ts';
import type { BillingPeriod } from '../domain/period/billing-period.ts';
import { type StoredCharge, unmappedCharges } from '../domain/statement/billable.ts';
import type { Shelves } from './book.ts';
import { checkCharges } from './check-charges.ts';
import type { Desk } from './desk.ts';
import { holdersOf } from './holders-of.ts';
import { proposerOf } from './propose.ts';

/** Runs every named check on the live book (K). With a period, the checks of charges and waiting things look at it alone. */
export function checkBook(desk: Desk, period: BillingPeriod | null): Promise<CheckResult[]> {
  return desk.book.read((shelves) => checkBookOn(desk, shelves, period));
}

export async function checkBookOn(
  desk: Desk,
  shelves: Shelves,
  period: BillingPeriod | null,
): Promise<CheckResult[]> {
  const all = (await shelves.periods.list()).map((row) => row.period);
  const periods = period === null ? all : all.filter((one) => one === period);
  const charges = await shelves.deliveries.charges(periods);
  const asked: Partial<Record<CheckName, () => Promise<Finding[]>>> = {
    ...shelves.checks,
    'charges-billed': () => checkCharges(shelves, periods, charges),
    'nothing-pending': () => pending(desk, shelves, period),
    'nothing-unmapped': () => unmapped(shelves, period, charges),
    'unknown-line-types': async () => unknownTypes(charges),
  };
  const results: CheckResult[] = [];
  for (const check of CHECKS) results.push(checkResult(check, (await asked[check.name]?.()) ?? []));
  return results;
}

/** Credits that wait for a decision, for the cloud's final word, or for a person because the cloud changed them. */
async function pending(desk: Desk, shelves: Shelves, period: BillingPeriod | null): Promise<Finding[]> {
  const filter = period === null ? {} : { period };
  const assignments = await shelves.credits.assignments(filter);
  const credits = await shelves.credits.list(filter);
  const { propose } = await proposerOf(desk, shelves, credits);
  return credits.flatMap((credit): Finding[] => {
    const amount = amountOf(credit.exact, credit.currency);
    const assigned = assignments.get(credit.id);
    const flagged = assigned !== undefined && !equalExact(assigned.exact, credit.exact);
    if ((assigned !== undefined && !flagged) || (amount === 0n && !flagged)) return [];
    const why = flagged
      ? 'changed by the cloud since it was assigned'
      : (propose(credit).heldBecause ?? 'not yet assigned');
    const object = `${credit.period} ${credit.usageAccount} ${credit.description} (${credit.id})`;
    return [{ object, amount: `${minorToText(amount, credit.currency)} ${credit.currency}, ${why}` }];
  });
}

async function unmapped(
  shelves: Shelves,
  period: BillingPeriod | null,
  charges: readonly StoredCharge[],
): Promise<Finding[]> {
  const holders = await holdersOf(shelves);
  const lost = unmappedCharges(charges, holders);
  const byAccount = Map.groupBy(
    lost,
    (charge) => `${charge.period} ${charge.usageAccount} ${charge.currency}`,
  );
  const findings = [...byAccount].map(([object, of]) => ({
    object,
    amount: `charges of ${exactToText(sumExact(of.map((charge) => charge.exact)))}`,
  }));
  const credits = await shelves.credits.list(period === null ? {} : { period });
  for (const credit of credits) {
    if (credit.kind !== 'credit' || holders.ofCredit(credit.usageAccount, credit.period) !== null) continue;
    if (credit.exact.digits === 0n) continue;
    const amount = `credit ${credit.description} of ${minorToText(amountOf(credit.exact, credit.currency), credit.currency)}`;
    findings.push({ object: `${credit.period} ${credit.usageAccount} ${credit.currency}`, amount });
  }
  return findings.sort((a, b) => (a.object < b.object ? -1 : a.object > b.object ? 1 : 0));
}

function unknownTypes(charges: readonly StoredCharge[]): Finding[] {
  const unknown = charges.filter((charge) => lineClassOf(charge.lineType) === 'unknown');
  const byType = Map.groupBy(
    unknown,
    (charge) => `${charge.period} ${charge.payerAccount} ${charge.lineType}`,
  );
  return [...byType].sort().map(([object, of]) => ({
    object,
    amount: `${of.reduce((sum, charge) => sum + charge.lines, 0)} line(s), ${exactToText(sumExact(of.map((c) => c.exact)))} ${of[0]?.currency}`,
  }));
}
