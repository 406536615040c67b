/**
 * An account's name for hledger. Two spaces, a tab, `;` or a bracket would end or change a name, and an empty part
 * between colons would make another one of it: such signs are written as %XX. Names that differ stay different.
 */
export function accountText(account: string): string {
  const parts = account.split(':').map((part) => part.replace(/[^\p{L}\p{N}_.@/+#-]/gu, escaped));
  return parts.map((part) => (part === '' ? '%' : part)).join(':');
}

/** Free text on one line: hledger would read `;` as the beginning of a comment. */
export function plainText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ')
    .replaceAll(';', ',')
    .trim();
}

/** The text between the brackets of a transaction's code. */
export function codeText(text: string): string {
  return plainText(text).replaceAll('(', '[').replaceAll(')', ']');
}

/** A tag ends at the next comma; what stands in square brackets could be taken for a date. */
export function tagText(name: string, value: string): string {
  return `${name}:${plainText(value).replaceAll(',', ' ').replaceAll('[', '(').replaceAll(']', ')')}`;
}

function escaped(sign: string): string {
  return [...new TextEncoder().encode(sign)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
