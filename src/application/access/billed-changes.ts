import { signatureOf, type Viewer } from '../../domain/access/viewer.ts';
import {
  type Deed,
  look,
  type Office,
  type Permission,
  permission,
  type Room,
  readOnlyReason,
} from './act.ts';
import type { BilledChange } from './billed-change-shelf.ts';
import { found } from './refusals.ts';

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
