import type { PayerMonth } from '../../domain/line-item/delivered-month.ts';
import type { ReadDeliveries } from '../deliveries/import-deliveries.ts';
import type { Fault } from '../errors.ts';
import type { DeliveryElsewhere, FoundDelivery } from '../ports.ts';
import type { Source } from './source-shelf.ts';

/** The months that were read of a delivery, by the content of its files. */
export function monthsOf(
  { files }: DeliveryElsewhere,
  found: readonly FoundDelivery[],
  read: ReadDeliveries,
): PayerMonth[] {
  const paths = new Set(files);
  const own = found.flatMap((one) => one.files.filter(({ path }) => paths.has(path)));
  const contents = new Set(own.map(({ contentHash }) => contentHash));
  const months = ('known' in read ? read.known : read.months).map(({ delivery }) => delivery);
  return months
    .filter((month) => month.files.some(({ contentHash }) => contents.has(contentHash)))
    .map(({ cloud, payerAccount, period }) => ({ cloud, payerAccount, period }));
}

/** N1: a month has one delivery at a place, whether both are new or one of them was imported by an earlier look. */
export function secondDeliveries(
  changed: readonly { readonly name: string; readonly months: readonly PayerMonth[] }[],
  unchanged: readonly DeliveryElsewhere[],
  seen: Source['seen'],
): Fault[] {
  const keyOf = ({ cloud, payerAccount, period }: PayerMonth): string =>
    `${cloud} payer ${payerAccount}, ${period}`;
  const known = new Map(
    unchanged.flatMap(({ name }) => (seen[name]?.months ?? []).map((month) => [keyOf(month), name])),
  );
  return changed.flatMap(({ name, months }) =>
    months.flatMap((month): Fault[] => {
      const first = known.get(keyOf(month));
      if (first === undefined) return [];
      const told = `${keyOf(month)} in a second delivery beside ${first}`;
      const todo = 'watch a place that holds one delivery of a month, in one format';
      return [{ file: name, row: null, column: null, seen: told, todo }];
    }),
  );
}
