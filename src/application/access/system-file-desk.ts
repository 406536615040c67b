import type { Viewer } from '../../domain/access/viewer.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import { focusTable } from '../systems/focus-file.ts';
import { journalTable } from '../systems/journal-file.ts';
import type { SystemFileKind, SystemTable } from '../systems/system-table.ts';
import { usageTable } from '../systems/usage-file.ts';
import { look, type Office } from './act.ts';
import { found } from './refusals.ts';

/** A file for another system, of a period that the book has. */
export function systemFileFor(
  office: Office,
  viewer: Viewer,
  asked: { readonly kind: SystemFileKind; readonly period: BillingPeriod; readonly seller: string },
): Promise<SystemTable> {
  const { kind, period, seller } = asked;
  return look(office, viewer, async ({ shelves }) => {
    found((await shelves.periods.list()).find((one) => one.period === period));
    if (kind === 'usage') return usageTable(office.book.idOf, shelves, period);
    return kind === 'focus' ? focusTable(shelves, period, seller) : journalTable(shelves, period, seller);
  });
}
