import type { Random } from './random.ts';

/** A cost in units of 10^−15 of the currency: finer than any line of the example. */
export type Cost = bigint;

const DECIMALS = 15;

export function costFromText(text: string): Cost {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const magnitude = BigInt(whole + fraction.padEnd(DECIMALS, '0'));
  return text.startsWith('-') ? -magnitude : magnitude;
}

/** Plain digits without trailing zeros: `200`, `-7.25`, `-0.0000000007`. */
export function plainText(cost: Cost): string {
  const digits = (cost < 0n ? -cost : cost).toString().padStart(DECIMALS + 1, '0');
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '');
  const whole = digits.slice(0, -DECIMALS);
  return `${cost < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** As the CUR writes a cost: `12.0`, and under a thousandth `-7.0E-10`. */
export function curText(cost: Cost): string {
  const magnitude = cost < 0n ? -cost : cost;
  if (magnitude === 0n || magnitude >= 10n ** BigInt(DECIMALS - 3)) {
    const plain = plainText(cost);
    return plain.includes('.') ? plain : `${plain}.0`;
  }
  const digits = magnitude.toString();
  const fraction = digits.slice(1).replace(/0+$/, '');
  const exponent = DECIMALS - digits.length + 1;
  return `${cost < 0n ? '-' : ''}${digits.slice(0, 1)}.${fraction === '' ? '0' : fraction}E-${exponent}`;
}

/** The cost rounded half away from zero to cents and with its sign turned: what a credit is worth (C3). */
export function creditAmountText(cost: Cost): string {
  const cent = 10n ** BigInt(DECIMALS - 2);
  const magnitude = cost < 0n ? -cost : cost;
  const cents = (magnitude + cent / 2n) / cent;
  const digits = cents.toString().padStart(3, '0');
  return `${cost > 0n && cents > 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Cuts a total in uneven parts of at most `decimals` decimals that add up to it, to the last digit. */
export function spread(total: Cost, parts: number, decimals: number, random: Random): Cost[] {
  const granule = 10n ** BigInt(DECIMALS - decimals);
  const granules = total / granule;
  if (granules * granule !== total)
    throw new RangeError(`${plainText(total)} is finer than ${decimals} decimals`);
  const weights = Array.from({ length: parts }, () => BigInt(1 + random(997)));
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  const cut = weights.map((weight) => (granules * weight) / sum);
  const rest = granules - cut.reduce((all, part) => all + part, 0n);
  return cut.map((part, at) => (at === 0 ? part + rest : part) * granule);
}
