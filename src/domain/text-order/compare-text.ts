/** By code unit, as `<` has it: the same on every machine and in every language. For sorting. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Keys of equal length: the first difference decides. */
export function compareKeys(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((key, level) => key !== b[level]);
  return at === -1 ? 0 : compareText(a[at] ?? '', b[at] ?? '');
}
