import type { Fault } from '../../application/errors.ts';
import type { FoundDelivery } from '../../application/ports.ts';
import type { BillingFormat, DeliveredFile, PayerMonth } from '../../domain/line-item/delivered-month.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import type { LineTable } from './container.ts';

/** A file's part in a month. `source` is one manifest's delivery, or all loose files together (N1). */
export type Part = {
  readonly file: DeliveredFile;
  readonly source: FoundDelivery | 'loose';
  readonly format: BillingFormat;
  readonly kind: LineTable['kind'];
};

export type RegisteredMonth = PayerMonth & { readonly number: number; readonly parts: Part[] };

/** The months of one command by cloud, payer and period, numbered as they turn up. */
export type MonthRegister = {
  readonly numberOf: (cloud: string, payerAccount: string, period: BillingPeriod, part: Part) => number;
  readonly months: () => readonly RegisteredMonth[];
};

export function monthRegister(): MonthRegister {
  const byKey = new Map<string, RegisteredMonth>();
  const numberOf: MonthRegister['numberOf'] = (cloud, payerAccount, period, part) => {
    const key = JSON.stringify([cloud, payerAccount, period]);
    const month = byKey.get(key) ?? { cloud, payerAccount, period, number: byKey.size, parts: [] };
    byKey.set(key, month);
    if (!month.parts.some((known) => known.file === part.file)) month.parts.push(part);
    return month.number;
  };
  return { numberOf, months: () => [...byKey.values()] };
}

/** N1: in one command a month has one delivery, in one format. */
export function monthFaults(months: readonly RegisteredMonth[]): readonly Fault[] {
  return months.flatMap((month) => {
    const parts = month.parts.toSorted((a, b) => (a.file.path < b.file.path ? -1 : 1));
    const [first, ...others] = parts;
    if (first === undefined) return [];
    const name = `${month.cloud} payer ${month.payerAccount}, ${month.period}`;
    return others.flatMap((part): Fault[] => {
      const seen = strangerTo(first, part);
      if (seen === null) return [];
      return [
        {
          file: part.file.path,
          row: null,
          column: null,
          seen: `${name} ${seen} ${first.file.path}`,
          todo: 'give one delivery of a month in one format at a time',
        },
      ];
    });
  });
}

function strangerTo(first: Part, part: Part): string | null {
  if (part.format !== first.format) return `as ${part.format}, which is also there as ${first.format} in`;
  if (part.kind !== first.kind) {
    const [here, there] = part.kind === 'parquet' ? ['Parquet', 'CSV'] : ['CSV', 'Parquet'];
    return `as ${here}, which is also there as ${there} in`;
  }
  return part.source === first.source ? null : 'in a second delivery beside';
}
