import type { Viewer } from '../../domain/access/viewer.ts';
import { type Page, type Paging, pageAsked, pageOf } from './paging.ts';
import { wrongField } from './refusals.ts';
import type { AuditFilter, AuditVerification, ServiceBook, StoredAuditEntry } from './service-book.ts';

type AuditOffice = { readonly book: Pick<ServiceBook, 'readAs'> };

export function auditPage(
  { book }: AuditOffice,
  viewer: Viewer,
  filter: AuditFilter,
  paging: Paging,
): Promise<Page<StoredAuditEntry>> {
  return book.readAs(viewer, async (shelves) => {
    const { after, limit } = pageAsked(paging);
    const before = after?.[0] ?? null;
    if (before !== null && !/^\d{1,15}$/.test(before))
      throw wrongField('cursor', 'no cursor of a page before', 'give the `next` of the page before');
    const rows = await shelves.audit.list(filter, before === null ? null : Number(before), limit);
    return pageOf(rows, paging.limit, (row) => [`${row.seq}`]);
  });
}

const AT_ONCE = 1_000;

/** Oldest first, one JSON object per line, in pieces. */
export async function* auditExport(
  { book }: AuditOffice,
  viewer: Viewer,
  filter: AuditFilter,
): AsyncGenerator<string, void> {
  let after = 0;
  for (;;) {
    const from = after;
    const rows = await book.readAs(viewer, (shelves) => shelves.audit.exported(filter, from, AT_ONCE));
    if (rows.length > 0) yield `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
    if (rows.length < AT_ONCE) return;
    after = Number(rows.at(-1)?.['seq'] ?? after);
  }
}

/** Works the chain out again; names every entry that was changed or is missing. */
export function verifyAudit({ book }: AuditOffice, viewer: Viewer): Promise<AuditVerification> {
  return book.readAs(viewer, (shelves) => shelves.audit.verify());
}
