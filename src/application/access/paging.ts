import { wrongField } from './refusals.ts';
import type { PageAsked } from './service-book.ts';

export type Paging = { readonly cursor?: string | undefined; readonly limit: number };
export type Page<T> = { readonly items: T[]; readonly next: string | null };

/** One row more than asked tells whether there is a next page. */
export function pageAsked({ cursor, limit }: Paging): PageAsked {
  return { after: cursor === undefined ? null : readCursor(cursor), limit: limit + 1 };
}

export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => readonly string[],
): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? writeCursor(cursorOf(last)) : null };
}

/** For lists that are read as a whole: the rows after the one whose key the cursor holds. */
export function pageOfAll<Row>(rows: readonly Row[], paging: Paging, keyOf: (row: Row) => string): Page<Row> {
  const after = paging.cursor === undefined ? null : (readCursor(paging.cursor)[0] ?? '');
  const sorted = rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const rest = after === null ? sorted : sorted.filter((row) => keyOf(row) > after);
  return pageOf(rest, paging.limit, (row) => [keyOf(row)]);
}

function writeCursor(parts: readonly string[]): string {
  return encodeURIComponent(JSON.stringify(parts));
}

function readCursor(cursor: string): string[] {
  const parts = partsOf(cursor);
  if (parts !== null && parts.length <= 3) {
    const texts = parts.filter((part) => typeof part === 'string' && !part.includes('\0'));
    if (texts.length === parts.length) return texts as string[];
  }
  throw wrongField('cursor', 'no cursor of a page before', 'give the `next` of the page before as it is');
}

function partsOf(cursor: string): readonly unknown[] | null {
  try {
    const parts: unknown = JSON.parse(decodeURIComponent(cursor));
    return Array.isArray(parts) ? parts : null;
  } catch {
    return null;
  }
}
