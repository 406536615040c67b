import type { LedgerAccount } from './account.ts';

/** A ledger account, or one with `*` for some of its parts: `distributor:*:available` is every buyer's. */
export type AccountPattern = string;

export function isAccountPattern(text: string): text is AccountPattern {
  const parts = text.split(':');
  return (parts.length === 2 || parts.length === 3) && parts.every((part) => part.trim() !== '');
}

/** The pattern that says most of the account: the first part in which two differ is named by the one that wins. */
export function patternFor(
  account: LedgerAccount,
  patterns: readonly AccountPattern[],
): AccountPattern | null {
  const parts = account.split(':');
  const fitting = patterns.filter((pattern) => fits(pattern.split(':'), parts));
  // `*` says less than a name; among the patterns that fit, a part is either.
  return fitting.toSorted((a, b) => compare(named(a), named(b)))[0] ?? null;
}

function fits(pattern: readonly string[], parts: readonly string[]): boolean {
  return pattern.length === parts.length && pattern.every((part, at) => part === '*' || part === parts[at]);
}

function named(pattern: AccountPattern): string {
  return pattern
    .split(':')
    .map((part) => (part === '*' ? '1' : '0'))
    .join('');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
