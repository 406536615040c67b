import type { Entry } from '../../domain/ledger/entry.ts';
import { exactToReadable } from '../../domain/money/minor.ts';

const COLUMNS = [
  'entry',
  'key',
  'kind',
  'booked_at',
  'credit',
  'assignment_version',
  'statement',
  'reverses',
  'reason',
  'from',
  'to',
  'amount',
  'currency',
  'grant',
];

/** One row per posting, in the order of the ledger; `entry` counts the entries from 1. Blank where nothing is named. */
export function postingsCsv(entries: readonly Entry[]): string {
  const rows = entries.flatMap((entry, at) =>
    entry.postings.map((posting) => [
      `${at + 1}`,
      entry.key,
      entry.kind,
      entry.bookedAt,
      entry.credit ?? '',
      entry.assignmentVersion === null ? '' : `${entry.assignmentVersion}`,
      entry.statement ?? '',
      entry.reverses ?? '',
      entry.reason,
      posting.from,
      posting.to,
      exactToReadable(posting.amount, posting.currency),
      posting.currency,
      posting.grant ?? '',
    ]),
  );
  return [COLUMNS, ...rows].map((row) => `${row.map(cellText).join(',')}\n`).join('');
}

/**
 * RFC 4180: quoted where a comma, a quote or a line break stands in it. A cell that a spreadsheet would take for a
 * formula gets an apostrophe before it: a reason is whatever somebody typed.
 */
function cellText(text: string): string {
  const plain = /^-?\d+(\.\d+)?$/.test(text);
  const harmless = !plain && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
