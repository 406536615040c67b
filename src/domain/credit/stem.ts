/** A credit line's description taken apart: the stem, and the account a shared credit comes from. Source: C2. */
export type Stem = { readonly description: string; readonly ownerAccount: string | null };

const OWNER_SUFFIX = /,\s*credit from account:\s*(\S+)\s*$/i;

export function stemOf(lineDescription: string): Stem {
  const match = OWNER_SUFFIX.exec(lineDescription);
  if (match === null) return { description: lineDescription.trim(), ownerAccount: null };
  return { description: lineDescription.slice(0, match.index).trim(), ownerAccount: match[1] ?? null };
}
