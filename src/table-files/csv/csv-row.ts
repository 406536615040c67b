/** One row by RFC 4180, its cells made harmless for a spreadsheet, with its line end. */
export function csvRow(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

function cell(text: string): string {
  const safe = harmless(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const A_NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * A cell that a spreadsheet would run gets an apostrophe before it; a number, negative or not, stays as it is. A cell
 * that looks as if it had been given one gets another, so that `restored` gives back every text.
 */
function harmless(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) && !A_NUMBER.test(text) ? `'${text}` : text;
}

/** The text that was made harmless, as it was before. */
export function restored(written: string): string {
  return /^''*[=+\-@\t\r]/.test(written) ? written.slice(1) : written;
}
