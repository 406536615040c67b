import type { DeliveredMonth } from '../../domain/line-item/delivered-month.ts';
import type { StoredDelivery } from '../book.ts';

export type DeliveryVerdict = {
  readonly delivery: StoredDelivery;
  readonly outcome: 'new' | 'newer' | 'unchanged' | 'superseded' | 'made-final';
  /** The delivery that was in force until now; null: there was none, or it stays. */
  readonly replaced: string | null;
  /** Why it is not taken without --replace; null when it may be (N1). */
  readonly refused: string | null;
};

/** A delivery is the set of content hashes of its files (N1). */
export function deliveryContent(contentHashes: readonly string[]): string {
  return [...new Set(contentHashes)].sort().join(' ');
}

/** What a delivery is to the book: new, newer, the same again, or one that looks older than what is there (N1). */
export function compareDelivery(
  { delivery }: DeliveredMonth,
  stored: readonly StoredDelivery[],
  options: { readonly final: boolean; readonly replace: boolean },
  idOf: (kind: string, key: string) => string,
): DeliveryVerdict {
  const { cloud, payerAccount, period } = delivery;
  const versions = stored.filter(
    (d) => d.cloud === cloud && d.payerAccount === payerAccount && d.period === period,
  );
  const current = versions.find((d) => d.current) ?? null;
  const version = versions.reduce((last, d) => Math.max(last, d.version), 0) + 1;
  const content = deliveryContent(delivery.files.map((file) => file.contentHash));
  const taken: StoredDelivery = {
    ...delivery,
    id: idOf('dlv', JSON.stringify([cloud, payerAccount, period, version, content])),
    version,
    final: options.final || delivery.linesWithoutInvoice === 0,
    current: true,
  };
  const sameAs = (d: StoredDelivery): boolean =>
    deliveryContent(d.files.map((file) => file.contentHash)) === content;
  if (current === null) return { delivery: taken, outcome: 'new', replaced: null, refused: null };
  if (sameAs(current)) {
    const outcome = taken.final && !current.final ? 'made-final' : 'unchanged';
    return {
      delivery: { ...current, final: taken.final || current.final },
      outcome,
      replaced: null,
      refused: null,
    };
  }
  if (options.replace) return { delivery: taken, outcome: 'newer', replaced: current.id, refused: null };
  const before = versions.find(sameAs);
  if (before !== undefined) return { delivery: before, outcome: 'superseded', replaced: null, refused: null };
  return { delivery: taken, outcome: 'newer', replaced: current.id, refused: reasonToDoubt(taken, current) };
}

function reasonToDoubt(taken: StoredDelivery, current: StoredDelivery): string | null {
  const what = `${taken.cloud} ${taken.payerAccount} ${taken.period}`;
  const cure = 'nothing was changed; use --replace if it is right';
  if (
    taken.manifestTime !== null &&
    current.manifestTime !== null &&
    taken.manifestTime < current.manifestTime
  ) {
    return `${what}: this delivery was written at ${taken.manifestTime}, before the one in the book (${current.manifestTime}); ${cure}`;
  }
  if ((taken.lastUsageDay ?? '') < (current.lastUsageDay ?? '')) {
    return `${what}: this delivery ends on ${taken.lastUsageDay ?? 'no day'}, the one in the book on ${current.lastUsageDay}; ${cure}`;
  }
  const here = new Set(taken.usageAccounts);
  const gone = current.usageAccounts.filter((account) => !here.has(account));
  if (gone.length === 0) return null;
  return `${what}: ${gone.length} usage account(s) of the delivery in the book are gone from this one (${gone.slice(0, 5).join(', ')}); ${cure}`;
}
