/**
 * An account's name for Beancount. A part of one begins with a capital or a digit there and holds letters, digits and
 * `-` only: so the first letter is written large, every other sign as -xXX, and a first sign that is large already or
 * cannot stand there as X-yXX. Names that differ stay different. Beancount wants one of five roots; none of them says
 * what a ledger of credit is, so all stand under one and keep the book's signs.
 */
export function beancountAccount(account: string): string {
  return `Equity:${account.split(':').map(partText).join(':')}`;
}

function partText(part: string): string {
  const [first = '', ...rest] = part;
  const more = rest.join('').replace(/-(?=[xy])|[^A-Za-z0-9-]/gu, (sign) => {
    return isForeignLetter(sign) ? sign : `-x${bytesOf(sign)}`;
  });
  return beginning(first) + more;
}

function beginning(first: string): string {
  if (/^[a-z]$/.test(first)) return first.toUpperCase();
  return /^\d$/.test(first) || isForeignLetter(first) ? first : `X-y${bytesOf(first)}`;
}

function isForeignLetter(sign: string): boolean {
  return sign > '\u007f' && /^[\p{L}\p{N}]$/u.test(sign);
}

function bytesOf(text: string): string {
  return [...new TextEncoder().encode(text)]
    .map((byte) => byte.toString(16).toUpperCase().padStart(2, '0'))
    .join('');
}

/** A text between quotes, on one line. */
export function quotedText(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Z}]+/gu, ' ').trim();
  return `"${line.replace(/["\\]/g, '\\$&')}"`;
}
