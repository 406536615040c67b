/** One CSV text with a header row; a cell is quoted only when it must be. */
export function csvText(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${[header, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`;
}

/** A CSV of rows that name their columns: an unnamed column is blank. */
export function csvOfRecords(
  header: readonly string[],
  records: readonly Readonly<Record<string, string>>[],
): string {
  return csvText(
    header,
    records.map((record) => header.map((column) => record[column] ?? '')),
  );
}

function cell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
