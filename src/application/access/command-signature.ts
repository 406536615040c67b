import type { AuditEntry } from './service-book.ts';

/** What the audit log says of everything that one run of a command changes. */
export type CommandSignature = Pick<AuditEntry, 'who' | 'origin' | 'what' | 'object' | 'why'> & {
  /** What was typed, without what only says how it is shown. */
  readonly asked: Readonly<Record<string, unknown>>;
};

/** How many rows of a table a transaction wrote. */
export type TouchedRows = {
  readonly table: string;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
};

/** The entry of one transaction of a command. What was before stands in the book itself: nothing in it is overwritten (N). */
export function entryOfCommand(
  { asked, ...signature }: CommandSignature,
  touched: readonly TouchedRows[],
): AuditEntry {
  const rows = touched.map(({ table, ...counts }) => [
    table,
    Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
  ]);
  return {
    ...signature,
    role: 'command line',
    before: null,
    after: { asked, rows: Object.fromEntries(rows) as unknown },
  };
}
