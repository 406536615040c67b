import {
  addExact,
  EXACT_ZERO,
  type ExactAmount,
  exactFromText,
  exactToText,
} from '../src/domain/money/exact-amount.ts';
import { serviceOf } from './services.ts';
import { type ExamplePeriod, east, PERIODS, type StoryRow } from './story.ts';
import { EAST_STORY } from './story-east.ts';
import { WEST_STORY } from './story-west.ts';

/** What AWS says of its own credits when a month's folder is put together: answers of its Billing API, as JSON. */
export function recordFiles(folder: ExamplePeriod): Readonly<Record<string, string>> {
  const used = drawdownsUntil(folder);
  const half = Math.ceil(used.length / 2);
  return {
    'credits.json': json({ credits: recordsOf(used) }),
    'history-1.json': json(page(used.slice(0, half), 'the-second-page')),
    'history-2.json': json(page(used.slice(half), null)),
  };
}

type Used = {
  readonly owner: string;
  readonly stem: string;
  readonly account: string;
  readonly service: string;
  readonly period: ExamplePeriod;
  readonly exact: ExactAmount;
  readonly estimated: boolean;
};

/** Amber Loom used what Salt Meadow brought along; no line of the billing files says so. */
const OWNED_ELSEWHERE: Readonly<Record<string, string>> = {
  [`${east(12, 2)} AWS Activate Promotional Credit`]: east(15, 1),
};
/** AWS has not yet answered for this one, and of the other it has an estimate. */
const NOT_ANSWERED = `${east(2, 2)} PoC Sprint Credit 2026-03`;
const ESTIMATED = `${east(5, 1)} Promotional Credit Q1 2026-03`;
const ESTIMATE = '-45';

const OWNER_SUFFIX = ', credit from account: ';

/** As AWS knows them in that month: earlier months as their newer deliveries have them by then. */
function drawdownsUntil(folder: ExamplePeriod): Used[] {
  const sums = new Map<string, Used>();
  for (const row of [...EAST_STORY, ...WEST_STORY].filter(isCredit)) {
    PERIODS.forEach((period, at) => {
      const cost = costIn(row, period, at, folder);
      if (period > folder || cost === null) return;
      const one = usedOf(row, period, cost);
      const key = JSON.stringify([one.owner, one.stem, one.account, one.service, period]);
      if (`${one.account} ${one.stem} ${period}` === NOT_ANSWERED) return;
      sums.set(key, { ...one, exact: addExact(sums.get(key)?.exact ?? EXACT_ZERO, one.exact) });
    });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** A partner programme's discount is no credit of an account, and dust is not told. */
function isCredit({ lineType, description = '' }: StoryRow): boolean {
  return lineType === 'Credit' && !/spp-|Solution Provider|Free Tier/.test(description);
}

function costIn(row: StoryRow, period: ExamplePeriod, at: number, folder: ExamplePeriod): string | null {
  const restated = row.newer?.period === period && folder > period;
  return restated ? (row.newer?.cost ?? null) : (row.costs[at] ?? null);
}

function usedOf({ account, service, description = '' }: StoryRow, period: ExamplePeriod, cost: string): Used {
  const [stem = '', named = account] = description.split(OWNER_SUFFIX);
  const estimated = `${account} ${stem} ${period}` === ESTIMATED;
  return {
    owner: OWNED_ELSEWHERE[`${account} ${stem}`] ?? named,
    stem,
    account,
    service,
    period,
    exact: exactFromText(estimated ? ESTIMATE : cost) ?? EXACT_ZERO,
    estimated,
  };
}

const INITIAL = ['1000', '500', '250'];
/** Days on which credits end, as seconds since 1970: 2026-04-20, 2026-05-15, 2026-06-25, 2026-12-31, 2027-06-30. */
const ENDS = [1_776_643_200, 1_778_803_200, 1_782_345_600, 1_798_675_200, 1_814_313_600];
const JANUARY_2026 = 1_767_225_600;

function recordsOf(used: readonly Used[]): object[] {
  return [...Map.groupBy(used, recordKey)].map(([key, of]) => {
    const [owner, stem] = JSON.parse(key) as [string, string];
    const nth = numberOf(key);
    const initial = exactFromText(INITIAL[nth % INITIAL.length] ?? '') ?? EXACT_ZERO;
    const final = of.filter((one) => !one.estimated);
    return {
      accountId: owner,
      applicableProductNames: [...new Set(of.map((one) => serviceOf(one.service).name))],
      applicationType: 'AFTER_DISCOUNTS',
      creditId: idOf(key),
      creditSharingType: of.some((one) => one.account !== owner) ? 'CUSTOM' : 'DEFAULT',
      creditStatus: 'ENABLED',
      creditType: 'Promotion',
      description: stem,
      endDate: ENDS[nth % ENDS.length],
      estimatedAmount: dollars(sumOf(of, initial)),
      initialAmount: dollars(initial),
      remainingAmount: dollars(sumOf(final, initial)),
      startDate: JANUARY_2026,
    };
  });
}

function page(used: readonly Used[], nextToken: string | null): object {
  return {
    creditAllocationHistoryList: used.map((one) => ({
      accountId: one.account,
      appliedServiceName: serviceOf(one.service).name,
      billingMonth: one.period,
      creditAmount: dollars(one.exact),
      creditId: idOf(recordKey(one)),
      isEstimatedBill: one.estimated,
    })),
    failedMonths: [],
    ...(nextToken === null ? {} : { nextToken }),
    partialResults: false,
  };
}

function recordKey({ owner, stem }: Used): string {
  return JSON.stringify([owner, stem]);
}

/** The same number in every folder: the place among all credits of the three months. */
function numberOf(key: string): number {
  return ALL_RECORDS.indexOf(key);
}

const ALL_RECORDS = [
  ...new Set(drawdownsUntil('2026-03').concat(drawdownsUntil('2026-01')).map(recordKey)),
].sort();

function idOf(key: string): string {
  return `${7_300_450_001 + numberOf(key) * 17}`;
}

function sumOf(used: readonly Used[], start: ExactAmount): ExactAmount {
  return used.reduce((sum, one) => addExact(sum, one.exact), start);
}

function dollars(exact: ExactAmount): object {
  return { currencyAmount: exactToText(exact), currencyCode: 'USD' };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
