import type { PayerMonth } from '../../domain/line-item/delivered-month.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import type { StoredCharge } from '../../domain/statement/billable.ts';
import type { StoredDelivery } from '../book.ts';
import type { Desk } from '../desk.ts';
import { BadInput, type Fault } from '../errors.ts';
import type { FoundDelivery } from '../ports.ts';

/** The charges of some accounts of one payer's month, per usage day where their owner changes. */
export type FinerCharges = {
  readonly month: PayerMonth;
  readonly usageAccounts: readonly string[];
  readonly charges: readonly StoredCharge[];
};

/**
 * Reads the delivered files again for accounts whose tenure was corrected after the import, so that their
 * charges stand per usage day. Says which files it needs when they are gone or no longer the same. Source: P3.
 */
export async function rereadByDay(
  desk: Desk,
  wanted: readonly { readonly usageAccount: string; readonly period: BillingPeriod }[],
  deliveries: readonly StoredDelivery[],
  serviceAliases: Readonly<Record<string, string>>,
  morePaths: readonly string[],
): Promise<FinerCharges[]> {
  const accountsOf = Map.groupBy(wanted, (one) => one.period);
  const concerned = deliveries.filter((delivery) =>
    accountsOf.get(delivery.period)?.some((one) => delivery.usageAccounts.includes(one.usageAccount)),
  );
  const files = await filesOf(desk, concerned, morePaths, wanted);
  const onlyAccounts = [...new Set(wanted.map((one) => one.usageAccount))];
  const months = await desk.billingFiles.summarise(
    files,
    { serviceAliases, changers: wanted, onlyAccounts },
    () => undefined,
  );
  const isConcerned = (month: (typeof months)[number]): boolean =>
    concerned.some(
      ({ cloud, payerAccount, period }) =>
        cloud === month.delivery.cloud &&
        payerAccount === month.delivery.payerAccount &&
        period === month.delivery.period,
    );
  return months.filter(isConcerned).map(({ delivery, charges }) => {
    const { cloud, payerAccount, period } = delivery;
    const usageAccounts = (accountsOf.get(period) ?? []).map((one) => one.usageAccount);
    return {
      month: { cloud, payerAccount, period },
      usageAccounts,
      charges: charges
        .filter((charge) => usageAccounts.includes(charge.usageAccount))
        .map((charge) => ({ cloud, payerAccount, period, ...charge })),
    };
  });
}

/** The delivered files as they lie now, found by their content wherever they were moved to. */
async function filesOf(
  desk: Desk,
  deliveries: readonly StoredDelivery[],
  morePaths: readonly string[],
  wanted: readonly { readonly usageAccount: string; readonly period: BillingPeriod }[],
): Promise<FoundDelivery[]> {
  const needed = new Map(deliveries.flatMap((d) => d.files.map((file) => [file.contentHash, file] as const)));
  const found = new Map<string, FoundDelivery>();
  for (const path of [...morePaths, ...new Set([...needed.values()].map((file) => file.path))]) {
    for (const one of await foundAt(desk, path)) {
      for (const file of one.files) {
        if (needed.has(file.contentHash)) found.set(file.contentHash, { files: [file], manifest: null });
      }
    }
  }
  const faults: Fault[] = [...needed.values()]
    .filter((file) => !found.has(file.contentHash))
    .map((file) => ({
      file: file.path,
      row: null,
      column: null,
      seen: `it gone or changed, but the corrected tenure of ${wanted.map((one) => `${one.usageAccount} in ${one.period}`).join(', ')} needs its charges per day`,
      todo: 'put the delivered file back, or name the place it was moved to on the command line, with --files',
    }));
  if (faults.length > 0) throw new BadInput(faults);
  return [...found.values()];
}

async function foundAt(desk: Desk, path: string): Promise<readonly FoundDelivery[]> {
  try {
    return await desk.billingFiles.find([path]);
  } catch (error) {
    if (error instanceof BadInput) return [];
    throw error;
  }
}
