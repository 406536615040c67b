const COLOURS: Readonly<Record<string, string>> = {
  cloud: 'var(--chart-5)',
  customers: 'var(--chart-1)',
  resellers: 'var(--chart-2)',
  distributor: 'var(--chart-3)',
  unallocated: 'var(--chart-4)',
};

type Props = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly payload: object;
};

/** One bar of the flow with its name beside it, on the side where nothing flows. */
export function FlowNode({ x, y, width, height, payload }: Props) {
  const { name, kind } = payload as { name?: string; kind?: string };
  return (
    <g>
      <rect
        x={x}
        y={y}
        width={width}
        height={Math.max(height, 1)}
        rx={2}
        fill={COLOURS[kind ?? ''] ?? 'var(--chart-5)'}
      />
      <text
        x={kind === 'cloud' ? x - 6 : x + width + 6}
        y={y + height / 2}
        textAnchor={kind === 'cloud' ? 'end' : 'start'}
        dominantBaseline="middle"
        fontSize={12}
        fill="var(--ink)"
      >
        {name}
      </text>
    </g>
  );
}
