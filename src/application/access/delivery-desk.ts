import type { Viewer } from '../../domain/access/viewer.ts';
import { lineClassOf } from '../../domain/line-item/line-type.ts';
import { EXACT_ZERO, subtractExact } from '../../domain/money/exact-amount.ts';
import { exactToReadable } from '../../domain/money/minor.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import type { StoredDelivery } from '../book.ts';
import { holdersOf } from '../parties/holders-of.ts';
import { look, type Office, type Room } from './act.ts';
import { fileName } from './file-name.ts';
import { found } from './refusals.ts';

export type ListedDelivery = Omit<StoredDelivery, 'files' | 'usageAccounts'> & {
  readonly unmapped: number;
  readonly unknown: number;
};

/** What was read: the deliveries in force, with what of them reaches nobody's bill. */
export function deliveryList(
  office: Office,
  viewer: Viewer,
  period: BillingPeriod | undefined,
): Promise<{ items: ListedDelivery[] }> {
  return look(office, viewer, async (room) => {
    const deliveries = await room.shelves.deliveries.current(period);
    return { items: (await listed(room, deliveries)).toReversed() };
  });
}

/** One delivery with its control totals, and how they differ from those of the delivery before it (C8, N). */
export function deliveryStory(office: Office, viewer: Viewer, id: string) {
  return look(office, viewer, async (room) => {
    const ids = await room.shelves.figures.deliveriesOf(null);
    found(ids.find((one) => one.id === id));
    const all = await room.shelves.deliveries.ofMonths(await monthsOf(room, id));
    const delivery = found(all.find((one) => one.id === id));
    const versions = all.toSorted((a, b) => b.version - a.version);
    const before = versions.find((one) => one.version < delivery.version);
    const totals = await room.shelves.deliveries.totals([id, ...(before === undefined ? [] : [before.id])]);
    const own = totals.filter((total) => total.deliveryId === id);
    const holders = await holdersOf(room.shelves);
    const shown = own.map((total) => ({ by: total.by, ...totalText(total) }));
    const of = (by: string) => shown.filter((total) => total.by === by).map(({ by: _by, ...total }) => total);
    const [view] = await listed(room, [delivery]);
    return {
      delivery: found(view),
      files: delivery.files.map((file) => ({
        name: fileName(file.path),
        bytes: file.bytes,
        contentHash: file.contentHash,
      })),
      byLineType: of('line-type'),
      byUsageAccount: of('usage-account'),
      byInvoice: of('invoice'),
      changed:
        before === undefined
          ? []
          : differences(
              own,
              totals.filter((total) => total.deliveryId === before.id),
            ),
      unmapped: of('usage-account').filter((total) => holders.ofCredit(total.key, delivery.period) === null),
      unknown: of('line-type').filter((total) => total.lineClass === 'unknown'),
      versions: await listed(room, versions),
    };
  });
}

type Total = Awaited<ReturnType<Room['shelves']['deliveries']['totals']>>[number];

function totalText({ by, key, currency, exact, lines }: Total) {
  return {
    key,
    lineClass: by === 'line-type' ? lineClassOf(key) : null,
    currency,
    exact: exactToReadable(exact, currency),
    lines,
  };
}

function differences(now: readonly Total[], before: readonly Total[]) {
  const key = (total: Total): string => JSON.stringify([total.by, total.key, total.currency]);
  const was = new Map(before.map((total) => [key(total), total]));
  const is = new Map(now.map((total) => [key(total), total]));
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((one) => {
    const [a, b] = [was.get(one), is.get(one)];
    const either = b ?? a;
    if (either === undefined || either.by === 'invoice') return [];
    const [old, current] = [a?.exact ?? EXACT_ZERO, b?.exact ?? EXACT_ZERO];
    const difference = subtractExact(current, old);
    if (difference.digits === 0n) return [];
    const text = (exact: typeof old): string => exactToReadable(exact, either.currency);
    const { by, key: name, currency } = either;
    return [{ by, key: name, currency, before: text(old), now: text(current), difference: text(difference) }];
  });
}

async function listed({ shelves }: Room, deliveries: readonly StoredDelivery[]): Promise<ListedDelivery[]> {
  const holders = await holdersOf(shelves);
  const totals = await shelves.deliveries.totals(deliveries.map((one) => one.id));
  const unknown = Map.groupBy(
    totals.filter((total) => total.by === 'line-type' && lineClassOf(total.key) === 'unknown'),
    (total) => total.deliveryId,
  );
  return deliveries.map(({ files: _files, usageAccounts, ...delivery }) => ({
    ...delivery,
    unmapped: usageAccounts.filter((account) => holders.ofCredit(account, delivery.period) === null).length,
    unknown: unknown.get(delivery.id)?.length ?? 0,
  }));
}

/** The month a delivery is of: older versions are found through the one in force. */
async function monthsOf({ shelves }: Room, id: string) {
  for (const current of await shelves.deliveries.current()) {
    if (current.id === id) return [current];
    const versions = await shelves.deliveries.ofMonths([current]);
    if (versions.some((one) => one.id === id)) return [current];
  }
  return [];
}
