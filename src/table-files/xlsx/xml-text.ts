/** What XML 1.0 cannot hold, and what would be read as the way a spreadsheet writes that: `_x000D_`. */
const UNSAYABLE = /[^\t\n\u0020-\uFFFD]|_(?=x[0-9A-Fa-f]{4}_)/g;

/** Text as it stands in a cell's XML: every character comes back when it is read (`plainText`). */
export function xmlText(text: string): string {
  return text
    .replace(UNSAYABLE, (one) => `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** The other way, for text that an XML reader has taken out of a cell. */
export function plainText(read: string): string {
  return read.replace(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  );
}
