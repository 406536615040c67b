/**
 * The oracle's own arithmetic, in nothing but BigInt: a cost is a whole number of 10^-12, a percentage a whole number
 * of ten-thousandths of a percent, an amount a whole number of the currency's minor units.
 */
export const ONE = 10n ** 12n;
export const HUNDRED = 1_000_000n;

const DECIMALS: Readonly<Record<string, number>> = { USD: 2, EUR: 2, JPY: 0, KWD: 3 };

function decimalsOf(currency: string): number {
  const decimals = DECIMALS[currency];
  if (decimals === undefined) throw new Error(`the oracle knows no ${currency}`);
  return decimals;
}

/** C3: half away from zero. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * magnitude + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

export function toMinor(cost: bigint, currency: string): bigint {
  return divideRounded(cost * 10n ** BigInt(decimalsOf(currency)), ONE);
}

/** T2: exact × (100 + uplift %) / 100, still exact, in 10^-12 of HUNDRED. */
export function uplifted(cost: bigint, uplift: bigint): bigint {
  return cost * (HUNDRED + uplift);
}

export function minorOfUplifted(value: bigint, currency: string): bigint {
  return divideRounded(value * 10n ** BigInt(decimalsOf(currency)), ONE * HUNDRED);
}

/** S2: everybody gets the whole part; the largest remainder gets the next minor unit, the earlier of two equal ones. */
export function shareOut(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total < 0n) return shareOut(-total, weights).map((part) => -part);
  const all = sum(weights);
  const parts = weights.map((weight) => (total * weight) / all);
  const given = new Set<number>();
  while (sum(parts) < total) {
    let best = -1;
    for (let at = 0; at < weights.length; at += 1) {
      if (given.has(at)) continue;
      const remainder = (total * (weights[at] ?? 0n)) % all;
      if (best === -1 || remainder > (total * (weights[best] ?? 0n)) % all) best = at;
    }
    given.add(best);
    parts[best] = (parts[best] ?? 0n) + 1n;
  }
  return parts;
}

export function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

/** `-12.5`, `0`: as the book writes exact costs. */
export function costText(cost: bigint): string {
  const digits = (cost < 0n ? -cost : cost).toString().padStart(13, '0');
  const fraction = digits.slice(-12).replace(/0+$/, '');
  const text = `${digits.slice(0, -12)}${fraction === '' ? '' : `.${fraction}`}`;
  return cost < 0n ? `-${text}` : text;
}

export function minorText(minor: bigint, currency: string): string {
  const places = decimalsOf(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return minor < 0n ? `-${text}` : text;
}
