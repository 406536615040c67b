/** How high an amount is drawn. A picture needs no cents; every figure that is read comes from the decimal text. */
export function heightOf(amount: string): number {
  return Number(amount);
}

export const AXIS = {
  stroke: 'var(--ink-faint)',
  fontSize: 12,
  tickLine: false,
  axisLine: false,
} as const;

/** How a height of the scale is written beside it: round figures, without cents. */
export function scaleText(currency: string): (height: number) => string {
  const format = new Intl.NumberFormat(undefined, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    maximumFractionDigits: 1,
    minimumFractionDigits: 0,
  });
  return (height) => format.format(height);
}

export const TIP = {
  contentStyle: {
    background: 'var(--raised)',
    border: '1px solid var(--line)',
    borderRadius: 8,
    color: 'var(--ink)',
    fontSize: 12,
  },
  cursor: { stroke: 'var(--line-strong)', fill: 'var(--hover)' },
} as const;
