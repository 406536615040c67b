import type { BillLine } from './bill-line.ts';
import { type Cost, creditAmountText, plainText } from './cost.ts';
import type { ExamplePeriod } from './story.ts';

/** What a delivery adds up to, worked out from the made-up lines and not by reading the files. */
export type DeliveryTruth = {
  readonly folder: ExamplePeriod;
  readonly payer: string;
  readonly period: ExamplePeriod;
  /** Inside the folder's cur/, separated by `;`. */
  readonly files: string;
  readonly lines: number;
  readonly total: string;
  readonly byLineType: Readonly<Record<string, string>>;
  readonly credits: readonly CreditTruth[];
};

type CreditTruth = {
  readonly usageAccount: string;
  readonly service: string;
  /** As the cloud writes it, with the owner's suffix if it has one. */
  readonly description: string;
  readonly lines: number;
  readonly exact: string;
  /** The credit's worth in cents; blank for a refund. */
  readonly amount: string;
};

export function truthOf(
  where: Pick<DeliveryTruth, 'folder' | 'payer' | 'period' | 'files'>,
  lines: readonly BillLine[],
): DeliveryTruth {
  const byType = [...Map.groupBy(lines, ({ lineType }) => lineType)].toSorted(byKey);
  return {
    ...where,
    lines: lines.length,
    total: plainText(sumOf(lines)),
    byLineType: Object.fromEntries(byType.map(([type, some]) => [type, plainText(sumOf(some))])),
    credits: creditsIn(lines.filter(({ lineType }) => lineType === 'Credit')),
  };
}

function creditsIn(lines: readonly BillLine[]): CreditTruth[] {
  const groups = Map.groupBy(lines, (line) => JSON.stringify([line.account, line.service, line.description]));
  return [...groups].toSorted(byKey).map(([key, some]) => {
    const [usageAccount, service, description] = JSON.parse(key) as [string, string, string];
    const exact = sumOf(some);
    return {
      usageAccount,
      service,
      description,
      lines: some.length,
      exact: plainText(exact),
      amount: creditAmountText(exact),
    };
  });
}

function sumOf(lines: readonly BillLine[]): Cost {
  return lines.reduce((all, { cost }) => all + cost, 0n);
}

function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}
