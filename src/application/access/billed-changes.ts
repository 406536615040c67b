import { signatureOf, type Viewer } from '../../domain/access/viewer.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import {
  type Deed,
  look,
  type Office,
  type Permission,
  permission,
  type Room,
  readOnlyReason,
} from './act.ts';
import { found } from './refusals.ts';

/** A newer delivery that changed what statements had billed: the difference comes with the next ones (N4). */
export type BilledChange = {
  readonly delivery: string;
  readonly cloud: string;
  readonly payerAccount: string;
  readonly period: BillingPeriod;
  readonly version: number;
  readonly at: string;
  readonly usageAccounts: readonly string[];
  readonly statements: readonly {
    readonly id: string;
    readonly number: number | null;
    readonly seller: { readonly id: string; readonly name: string };
    readonly buyer: { readonly id: string; readonly name: string };
  }[];
};

export type BilledChangeShelf = {
  /** Those that nobody has seen to; newest first. */
  readonly open: (delivery?: string) => Promise<BilledChange[]>;
  readonly notice: (delivery: string, by: string) => Promise<void>;
};

export function billedChanges(
  office: Office,
  viewer: Viewer,
): Promise<{ items: (BilledChange & { readonly actions: Permission[] })[] }> {
  return look(office, viewer, async ({ shelves }) => ({
    items: (await shelves.billedChanges.open()).map((change) => ({
      ...change,
      actions: [permission('notice', readOnlyReason(viewer))],
    })),
  }));
}

/** Somebody saw to it: it is not shown any more. */
export async function noticeBilledChange({ shelves }: Room, viewer: Viewer, delivery: string): Promise<Deed> {
  const [change] = await shelves.billedChanges.open(delivery);
  const { statements } = found(change);
  await shelves.billedChanges.notice(delivery, signatureOf(viewer));
  return { answer: null, object: delivery, after: { statements: statements.map(({ id }) => id) } };
}
