export const ADDRESS_TODO = 'write an e-mail address';
/** A party's e-mail as it is written down: one address, or several of them separated by `;`. */
export const EMAIL_TODO = `${ADDRESS_TODO}, several of them separated by ;`;

const MOST_ADDRESSES = 20;
/** What an address has no use for here, and what would end it early in a header or an envelope. */
const NEVER = /[\s\p{Cc}\p{Cf}<>()[\],;:"\\]/u;

export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const [local, host] = [text.slice(0, at), text.slice(at + 1)];
  return (
    at > 0 &&
    text.length <= 254 &&
    local.length <= 64 &&
    !local.includes('@') &&
    !NEVER.test(text) &&
    host.split('.').every((label) => label !== '' && !label.startsWith('-') && !label.endsWith('-'))
  );
}

/** The addresses of a party, each once; none where nothing is written. */
export function addressesOf(email: string | null): string[] {
  const each = (email ?? '').split(';').map((address) => address.trim());
  return [...new Set(each.filter((address) => address !== ''))];
}

/** Whether every part of it is an address. */
export function isEmail(email: string): boolean {
  const each = email.split(';').map((address) => address.trim());
  return each.length <= MOST_ADDRESSES && each.every(isEmailAddress);
}
