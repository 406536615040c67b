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
