/** A decimal string as Intl reads it: digit for digit, never through a float. */
type Decimal = Intl.StringNumericLiteral;

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string, bare: boolean, decimals: number | null): Intl.NumberFormat {
  const key = `${currency} ${bare} ${decimals}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const whole = new Intl.NumberFormat(undefined, { style: 'currency', currency }).resolvedOptions();
  const usual = whole.minimumFractionDigits ?? 2;
  const made = new Intl.NumberFormat(undefined, {
    ...(bare ? {} : { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }),
    minimumFractionDigits: usual,
    maximumFractionDigits: Math.max(usual, decimals ?? 0),
  });
  formats.set(key, made);
  return made;
}

/** An amount as the viewer's locale writes it. Every decimal that is there is shown, and none is worked out. */
export function moneyText(amount: string, currency: string, bare = false): string {
  const decimals = amount.split('.')[1]?.length ?? 0;
  return formatOf(currency, bare, decimals)
    .format(amount as Decimal)
    .replace(/^-/, '−');
}

const counts = new Intl.NumberFormat();

export function countText(count: number): string {
  return counts.format(count);
}

/** A percentage as the API writes it, without needless zeros. */
export function percentText(percent: string): string {
  return `${percent.includes('.') ? percent.replace(/\.?0+$/, '') : percent} %`;
}
