import type { SystemFileKind, SystemTable } from '../../application/systems/system-table.ts';

/**
 * The table as CSV, RFC 4180 with plain line ends. The usage file and FOCUS rows are read by machines, and an apostrophe
 * that nobody wrote would be part of the name there: their texts stand as they are. A journal passes through the
 * accountant's spreadsheet, so what would be a formula there gets an apostrophe before it.
 */
export function systemCsv({ kind, columns, rows }: SystemTable): string {
  return [columns, ...rows].map((row) => `${row.map((text) => cell(text, kind)).join(',')}\n`).join('');
}

function cell(text: string, kind: SystemFileKind): string {
  const plain = kind !== 'journal' || /^-?\d+(\.\d+)?$/.test(text);
  const written = !plain && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
}
