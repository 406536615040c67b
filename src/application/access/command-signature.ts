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
 * An entry of one transaction of a command: the one that counts the rows, or what the verb that it ran tells by itself,
 * with values before and after, or both. Else what was before stands in the book's own versions.
 */
export function entryOfCommand(
  { asked, ...signature }: CommandSignature,
  touched: readonly TouchedRows[] | null,
  told: AuditEntry | null = null,
): AuditEntry {
  const counted = touched?.map(({ table, ...counts }) => [
    table,
    Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
  ]);
  return {
    ...signature,
    role: 'command line',
    why: signature.why || (told?.why ?? ''),
    before: told?.before ?? null,
    after: {
      ...(counted === undefined ? {} : { asked, rows: Object.fromEntries(counted) as unknown }),
      ...(told === null ? {} : { deed: told.after }),
    },
  };
}
