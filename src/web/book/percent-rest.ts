const PARTS = 10_000n;

/** A typed percentage as whole ten-thousandths; null: it is none. Percentages are no money, and no float is used. */
function parts(typed: string): bigint | null {
  const found = /^(\d{1,3})(?:\.(\d{1,4}))?$/.exec(typed.trim());
  if (found === null) return null;
  const [, whole = '0', decimals = ''] = found;
  return BigInt(whole) * PARTS + BigInt(decimals.padEnd(4, '0'));
}

/** What stays with the distributor of 100 % (S1); null while the two do not make sense. */
export function percentRest(customer: string, reseller: string): string | null {
  const [first, second] = [parts(customer), parts(reseller)];
  if (first === null || second === null) return null;
  const rest = 100n * PARTS - first - second;
  if (rest < 0n) return null;
  const decimals = String(rest % PARTS)
    .padStart(4, '0')
    .replace(/0+$/, '');
  return decimals === '' ? String(rest / PARTS) : `${rest / PARTS}.${decimals}`;
}

export function percentFault(typed: string): string | null {
  const text = typed.trim();
  if (text === '') return 'Write a percentage from 0 to 100.';
  if (text.includes(',')) return `“${text}” has a comma. Write decimals with a point, such as 62.5.`;
  const value = parts(text);
  if (value === null) return `“${text}” is not a percentage. Write 0 to 100 with at most four decimals.`;
  return value > 100n * PARTS ? `“${text}” is more than 100.` : null;
}
