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

/**
 * The entries of one transaction of a command: one, or as many as the verb that it ran tells of by itself, with what
 * was before and after. Else what was before stands in the book's own versions.
 */
export function entriesOfCommand(
  { asked, ...signature }: CommandSignature,
  touched: readonly TouchedRows[],
  told: readonly AuditEntry[] = [],
): AuditEntry[] {
  const rows = touched.map(({ table, ...counts }) => [
    table,
    Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
  ]);
  const signed = { ...signature, role: 'command line' };
  const typed = { asked, rows: Object.fromEntries(rows) as unknown };
  if (told.length === 0) return [{ ...signed, before: null, after: typed }];
  return told.map(({ before, after, why }, at) => ({
    ...signed,
    why: signature.why || why,
    before,
    after: { ...(at === 0 ? typed : {}), deed: after },
  }));
}
