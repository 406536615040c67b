import type { Minor } from './minor.ts';

/**
 * Divides `total` by `weights` with the largest remainder method: the parts always add up to the total,
 * a weight of 0 always gets 0, ties go to the earlier weight, and −total gives exactly the negated parts.
 * Source: semantics S2. The weights are non-negative and not all 0.
 */
export function allocate(total: Minor, weights: readonly bigint[]): Minor[] {
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  if (sum <= 0n) throw new RangeError('allocate needs at least one weight above 0');
  const sign = total < 0n ? -1n : 1n;
  const magnitude = total * sign;
  const parts = weights.map((weight) => (magnitude * weight) / sum);
  const remainders = weights.map((weight, at) => ({ at, remainder: (magnitude * weight) % sum }));
  remainders.sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder < b.remainder ? 1 : -1));
  let left = magnitude - parts.reduce((all, part) => all + part, 0n);
  for (const { at } of remainders) {
    if (left === 0n) break;
    parts[at] = (parts[at] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts.map((part) => part * sign);
}
