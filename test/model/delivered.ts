import type { BillingFiles, FoundDelivery, ScanQuestion } from '../../src/application/ports.ts';
import type {
  ChargeSum,
  ControlTotal,
  CreditLineSum,
  DeliveredMonth,
} from '../../src/domain/line-item/delivered-month.ts';
import {
  addExact,
  EXACT_ZERO,
  type ExactAmount,
  exactFromText,
} from '../../src/domain/money/exact-amount.ts';
import { costText } from './exact.ts';
import type { Files } from './pages.ts';

export function exactOfCost(cost: bigint): ExactAmount {
  return exactFromText(costText(cost)) ?? EXACT_ZERO;
}

/** What a scan reads of these files: charges by day only for accounts that change hands (P3). */
export function deliveredMonth(files: Files, byDay: (account: string) => boolean): DeliveredMonth {
  const { payer, period, currency, hash } = files;
  const charges = new Map<string, ChargeSum>();
  for (const line of files.charges) {
    const usageDay = byDay(line.account) ? line.day : null;
    const key = JSON.stringify([line.account, line.service, line.type, usageDay]);
    const before = charges.get(key);
    charges.set(key, {
      usageAccount: line.account,
      service: line.service,
      lineType: line.type,
      currency,
      usageDay,
      exact: addExact(before?.exact ?? EXACT_ZERO, exactOfCost(line.cost)),
      lines: (before?.lines ?? 0) + 1,
    });
  }
  const creditLines = files.credits.map(
    (line): CreditLineSum => ({
      usageAccount: line.account,
      service: line.service,
      description: line.description,
      lineType: line.type,
      currency,
      exact: exactOfCost(line.cost),
      lines: 1,
    }),
  );
  const all = [...files.charges, ...files.credits];
  return {
    delivery: {
      cloud: 'AWS',
      payerAccount: payer,
      period,
      format: 'legacy-cur',
      files: [{ path: `/deliveries/${hash}`, contentHash: hash, bytes: 1 }],
      manifestTime: null,
      lines: all.length,
      lastUsageDay:
        files.charges
          .map((line) => line.day)
          .sort()
          .at(-1) ?? null,
      usageAccounts: [...new Set(all.map((line) => line.account))].sort(),
      linesWithoutInvoice: files.invoiced ? 0 : all.filter((line) => line.cost !== 0n).length,
    },
    charges: [...charges.values()],
    creditLines,
    totals: [
      ...totals('line-type', all, (line) => line.type, currency),
      ...totals('usage-account', all, (line) => line.account, currency),
    ],
  };
}

type Line = Files['charges'][number] | Files['credits'][number];

function totals(
  by: ControlTotal['by'],
  lines: readonly Line[],
  keyOf: (line: Line) => string,
  currency: string,
): ControlTotal[] {
  return [...Map.groupBy(lines, keyOf)].map(([key, of]) => ({
    by,
    key,
    currency,
    exact: of.reduce((sum, line) => addExact(sum, exactOfCost(line.cost)), EXACT_ZERO),
    lines: of.length,
  }));
}

/** The files as they lie on disk, for a tenure that is corrected after the import (P3). */
export class FilesInMemory implements BillingFiles {
  readonly #files = new Map<string, Files>();

  put(files: Files): void {
    this.#files.set(files.hash, files);
  }

  async find(paths: readonly string[]): Promise<readonly FoundDelivery[]> {
    return paths.map((path) => {
      const contentHash = path.replace('/deliveries/', '');
      return { files: [{ path, contentHash, bytes: 1 }], manifest: null };
    });
  }

  async summarise(found: readonly FoundDelivery[], question: ScanQuestion): Promise<DeliveredMonth[]> {
    const named = found.flatMap((one) => one.files).map((file) => this.#files.get(file.contentHash));
    return named.flatMap((files) => {
      if (files === undefined) return [];
      const only = question.onlyAccounts;
      const isWanted = (account: string): boolean => only === null || only.includes(account);
      const wanted = { ...files, charges: files.charges.filter((line) => isWanted(line.account)) };
      const byDay = (account: string): boolean =>
        question.changers.some((one) => one.usageAccount === account && one.period === files.period);
      return [deliveredMonth(wanted, byDay)];
    });
  }
}
