import {
  CHECKS,
  type CheckName,
  type CheckResult,
  checkResult,
  type Finding,
  SHOWN,
} from '../../domain/checks/checks.ts';
import { amountOf } from '../../domain/credit/credit.ts';
import { LINE_TYPES, lineTypesOf } from '../../domain/line-item/line-type.ts';
import { exactToText } from '../../domain/money/exact-amount.ts';
import { minorToText } from '../../domain/money/minor.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import type { Shelves } from '../book.ts';
import { proposerOf } from '../credits/propose.ts';
import type { Desk } from '../desk.ts';
import { checkCharges } from './check-charges.ts';

/** Runs every named check on the live book (K). With a period, the checks of charges and waiting things look at it alone. */
export function checkBook(desk: Desk, period: BillingPeriod | null): Promise<CheckResult[]> {
  return desk.book.readTogether(async (shelves, beside) => {
    if (beside === shelves) return checkBookOn(desk, shelves, period);
    // What the database sums up by itself takes about as long as what is compared here.
    const [summed, compared] = await bothOf(
      foundBy(beside.checks),
      foundBy(comparisons(desk, shelves, period)),
    );
    return resultsOf({ ...summed, ...compared });
  });
}

/** The same inside a transaction that is under way. */
export async function checkBookOn(
  desk: Desk,
  shelves: Shelves,
  period: BillingPeriod | null,
): Promise<CheckResult[]> {
  return resultsOf({
    ...(await foundBy(shelves.checks)),
    ...(await foundBy(comparisons(desk, shelves, period))),
  });
}

/** `count`: how many there are when not all are listed. */
type Found = { readonly findings: readonly Finding[]; readonly count?: number };
type Finders = { readonly [name in CheckName]?: () => Promise<readonly Finding[] | Found> };
type FoundByName = { readonly [name in CheckName]?: Found };

/** The checks that need more than the database knows: who owns what, what a rule would say. */
function comparisons(desk: Desk, shelves: Shelves, period: BillingPeriod | null): Finders {
  return {
    'charges-billed': async () => {
      const all = (await shelves.periods.list()).map((row) => row.period);
      return checkCharges(shelves, period === null ? all : all.filter((one) => one === period));
    },
    'nothing-pending': () => pending(desk, shelves, period),
    'nothing-unmapped': () => unmapped(shelves, period),
    'unknown-line-types': () => unknownTypes(shelves, period),
  };
}

async function foundBy(finders: Finders): Promise<FoundByName> {
  const found: { [name in CheckName]?: Found } = {};
  for (const { name } of CHECKS) {
    const one = await finders[name]?.();
    if (one !== undefined) found[name] = 'findings' in one ? one : { findings: one };
  }
  return found;
}

function resultsOf(found: FoundByName): CheckResult[] {
  return CHECKS.map((check) => {
    const one = found[check.name];
    if (one === undefined) throw new Error(`nobody asked ${check.name}`);
    return checkResult(check, one.findings, one.count);
  });
}

/** Neither is left alone under way when the other fails. */
async function bothOf<T>(one: Promise<T>, other: Promise<T>): Promise<[T, T]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
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
