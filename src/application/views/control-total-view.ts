import { type LineClass, lineClassOf } from '../../domain/line-item/line-type.ts';
import { exactToReadable } from '../../domain/money/minor.ts';
import type { Desk } from '../desk.ts';

/** All lines of one type in the newest delivery of one payer's month (C8). `exact` is a decimal string, as the cloud signs it. */
export type ControlTotalView = {
  readonly cloud: string;
  readonly payerAccount: string;
  readonly period: string;
  readonly lineType: string;
  readonly lineClass: LineClass;
  readonly currency: string;
  readonly lines: number;
  readonly exact: string;
};

/** What came in, per cloud, payer, period and line type. */
export function controlTotalViews(desk: Desk, periods: readonly string[]): Promise<ControlTotalView[]> {
  return desk.book.read(async (shelves) => {
    const deliveries = (await shelves.deliveries.current()).filter((one) => periods.includes(one.period));
    const totals = await shelves.deliveries.totals(deliveries.map((delivery) => delivery.id));
    const byDelivery = Map.groupBy(
      totals.filter((total) => total.by === 'line-type'),
      (total) => total.deliveryId,
    );
    return deliveries.toSorted(inOrder).flatMap(({ id, cloud, payerAccount, period }) =>
      (byDelivery.get(id) ?? []).map(({ key, currency, lines, exact }) => ({
        cloud,
        payerAccount,
        period,
        lineType: key,
        lineClass: lineClassOf(key),
        currency,
        lines,
        exact: exactToReadable(exact, currency),
      })),
    );
  });
}

type Named = { readonly cloud: string; readonly payerAccount: string; readonly period: string };

function inOrder(a: Named, b: Named): number {
  const key = (one: Named): string => JSON.stringify([one.period, one.cloud, one.payerAccount]);
  return key(a) < key(b) ? -1 : 1;
}
