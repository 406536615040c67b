import {
  CHECKS,
  type CheckName,
  type CheckResult,
  checkResult,
  type Finding,
  SHOWN,
} from '../domain/checks/checks.ts';
import { amountOf } from '../domain/credit/credit.ts';
import { LINE_TYPES, lineTypesOf } from '../domain/line-item/line-type.ts';
import { exactToText } from '../domain/money/exact-amount.ts';
import { minorToText } from '../domain/money/minor.ts';
import type { BillingPeriod } from '../domain/period/billing-period.ts';
import type { Shelves } from './book.ts';
import { checkCharges } from './check-charges.ts';
import type { Desk } from './desk.ts';
import { proposerOf } from './propose.ts';

/** Runs every named check on the live book (K). With a period, the checks of charges and waiting things look at it alone. */
export function checkBook(desk: Desk, period: BillingPeriod | null): Promise<CheckResult[]> {
  return desk.book.read((shelves) => checkBookOn(desk, shelves, period));
}

type Found = { readonly findings: readonly Finding[]; readonly count?: number };

export async function checkBookOn(
  desk: Desk,
  shelves: Shelves,
  period: BillingPeriod | null,
): Promise<CheckResult[]> {
  const all = (await shelves.periods.list()).map((row) => row.period);
  const periods = period === null ? all : all.filter((one) => one === period);
  const counted: Partial<Record<CheckName, () => Promise<Found>>> = {
    'nothing-pending': () => pending(desk, shelves, period),
    'nothing-unmapped': () => unmapped(shelves, period),
  };
  const listed: Partial<Record<CheckName, () => Promise<Finding[]>>> = {
    ...shelves.checks,
    'charges-billed': async () => checkCharges(shelves, periods),
    'unknown-line-types': () => unknownTypes(shelves, period),
  };
  const results: CheckResult[] = [];
  for (const check of CHECKS) {
    const { findings, count } = (await counted[check.name]?.()) ?? {
      findings: (await listed[check.name]?.()) ?? [],
    };
    results.push(checkResult(check, findings, count));
  }
  return results;
}

/** Credits that wait for a decision, for the cloud's final word, or for a person because the cloud changed them. */
async function pending(desk: Desk, shelves: Shelves, period: BillingPeriod | null): Promise<Found> {
  const { count, first } = await shelves.waiting.credits(period, SHOWN);
  if (count === 0) return { findings: [] };
  const { propose } = await proposerOf(
    desk,
    shelves,
    first.map((one) => one.credit),
  );
  const findings = first.map(({ credit, flagged }): Finding => {
    const amount = amountOf(credit.exact, credit.currency);
    const why = flagged
      ? 'changed by the cloud since it was assigned'
      : (propose(credit).heldBecause ?? 'not yet assigned');
    const object = `${credit.period} ${credit.usageAccount} ${credit.description} (${credit.id})`;
    return { object, amount: `${minorToText(amount, credit.currency)} ${credit.currency}, ${why}` };
  });
  return { findings, count };
}

async function unmapped(shelves: Shelves, period: BillingPeriod | null): Promise<Found> {
  const { count, first } = await shelves.waiting.unmapped(period, lineTypesOf('charge'), SHOWN);
  const findings = first.map(({ exact, currency, description, ...lost }) => ({
    object: `${lost.period} ${lost.usageAccount} ${currency}`,
    amount:
      description === null
        ? `charges of ${exactToText(exact)}`
        : `credit ${description} of ${minorToText(amountOf(exact, currency), currency)}`,
  }));
  return { findings, count };
}

async function unknownTypes(shelves: Shelves, period: BillingPeriod | null): Promise<Finding[]> {
  const unknown = await shelves.waiting.lineTypesBut(period, Object.keys(LINE_TYPES));
  return unknown.map(({ payerAccount, lineType, currency, exact, lines, ...of }) => ({
    object: `${of.period} ${payerAccount} ${lineType}`,
    amount: `${lines} line(s), ${exactToText(exact)} ${currency}`,
  }));
}
