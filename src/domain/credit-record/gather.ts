import { stemOf } from '../credit/stem.ts';
import { normaliseStem } from '../credit-rule/stem.ts';
import type { Currency } from '../money/currency.ts';
import { addExact, type ExactAmount } from '../money/exact-amount.ts';
import type { BillingPeriod } from '../period/billing-period.ts';
import type { CreditRecord, Drawdown } from './credit-record.ts';

/**
 * The drawdowns that the billing file shows as one credit: same month, account, service, owner account and
 * description, whatever AWS's own ids are. Source: semantics A7, C1.
 */
export type GatheredDrawdown = {
  readonly period: BillingPeriod;
  readonly usageAccount: string;
  /** Comparable: see serviceKey. */
  readonly service: string;
  readonly currency: Currency;
  /** null: no record and no description says whose it was. */
  readonly ownerAccount: string | null;
  /** Normalised stems by which AWS calls it; none when it does not. */
  readonly stems: readonly string[];
  readonly exact: ExactAmount;
  readonly estimated: boolean;
  readonly drawdowns: readonly Drawdown[];
};

export function gatherDrawdowns(
  drawdowns: readonly Drawdown[],
  records: ReadonlyMap<string, CreditRecord>,
  serviceCodes: Readonly<Record<string, string>>,
): GatheredDrawdown[] {
  const gathered = new Map<string, GatheredDrawdown>();
  for (const drawdown of drawdowns) {
    const one = alone(drawdown, records.get(drawdown.record), serviceCodes);
    const key = gatheringKey(one, drawdown, records.has(drawdown.record));
    const before = gathered.get(key);
    gathered.set(key, before === undefined ? one : together(before, one));
  }
  return [...gathered].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** One service, whether AWS calls it by its code or by its display name: letters and digits, without case. */
export function serviceKey(service: string, serviceCodes: Readonly<Record<string, string>>): string {
  const code = Object.hasOwn(serviceCodes, service) ? (serviceCodes[service] ?? service) : service;
  return code.replace(/[\s()-]+/g, '').toLowerCase();
}

function alone(
  drawdown: Drawdown,
  record: CreditRecord | undefined,
  serviceCodes: Readonly<Record<string, string>>,
): GatheredDrawdown {
  const { period, usageAccount, service, currency, exact, estimated, description } = drawdown;
  const own = stemOf(description);
  const texts = [record === undefined ? '' : stemOf(record.description).description, own.description];
  return {
    period,
    usageAccount,
    service: serviceKey(service, serviceCodes),
    currency,
    ownerAccount: record?.account ?? own.ownerAccount,
    stems: [...new Set(texts.map(normaliseStem).filter((stem) => stem !== ''))],
    exact,
    estimated,
    drawdowns: [drawdown],
  };
}

/** Without a record nobody knows whether two drawdowns are one credit of the file: they stay apart. */
function gatheringKey(one: GatheredDrawdown, { record }: Drawdown, known: boolean): string {
  const { period, usageAccount, service, currency, ownerAccount, stems } = one;
  return JSON.stringify([
    period,
    usageAccount,
    service,
    currency,
    ownerAccount,
    stems[0] ?? null,
    known ? null : record,
  ]);
}

function together(a: GatheredDrawdown, b: GatheredDrawdown): GatheredDrawdown {
  const drawdowns = [...a.drawdowns, ...b.drawdowns].sort((x, y) => (orderOf(x) < orderOf(y) ? -1 : 1));
  return {
    ...a,
    stems: [...new Set([...a.stems, ...b.stems])].sort(),
    exact: addExact(a.exact, b.exact),
    estimated: a.estimated || b.estimated,
    drawdowns,
  };
}

function orderOf({ record, service, description }: Drawdown): string {
  return JSON.stringify([record, service, description]);
}
