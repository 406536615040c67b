/** One measured number beside the limit that was measured, or is fixed, in the same run. */
export type Figure = {
  readonly name: string;
  /** What was measured, for people. */
  readonly measured: string;
  /** What it is held against, for people. */
  readonly against: string;
  /** Measured / limit: met at 1 or less. */
  readonly ofLimit: number;
  /** More numbers that help to read this one. */
  readonly notes: readonly string[];
};

/** So many times a reference that was measured beside it, at most `most`. */
export function timesReference(
  name: string,
  seconds: number,
  reference: { readonly name: string; readonly seconds: number; readonly most: number },
  notes: readonly string[] = [],
): Figure {
  const ratio = seconds / reference.seconds;
  return {
    name,
    measured: `${secondsText(seconds)} = ${ratio.toFixed(2)} × ${reference.name} (${secondsText(reference.seconds)})`,
    against: `at most ${reference.most} ×`,
    ofLimit: ratio / reference.most,
    notes,
  };
}

/** So many things a second, at least `least`. */
export function aSecond(
  name: string,
  thing: string,
  rate: number,
  least: number,
  notes: readonly string[] = [],
): Figure {
  return {
    name,
    measured: `${wholeText(rate)} ${thing}/s`,
    against: `at least ${wholeText(least)}/s`,
    ofLimit: least / rate,
    notes,
  };
}

/** No more than `most` of something. */
export function atMost(
  name: string,
  unit: string,
  value: number,
  most: number,
  notes: readonly string[] = [],
): Figure {
  const against = most === 0 ? `exactly 0 ${unit}` : `at most ${wholeText(most)} ${unit}`;
  const ofLimit = most === 0 ? (value === 0 ? 0 : Number.POSITIVE_INFINITY) : value / most;
  return { name, measured: `${wholeText(value)} ${unit}`, against, ofLimit, notes };
}

export function isMet(figure: Figure): boolean {
  return figure.ofLimit <= 1;
}

export function figureText(figure: Figure): string {
  const verdict = isMet(figure) ? 'met   ' : 'MISSED';
  const head = `${verdict} ${figure.name}: ${figure.measured}; limit ${figure.against}; ${figure.ofLimit.toFixed(2)} of it`;
  return [head, ...figure.notes.map((note) => `         ${note}`)].join('\n');
}

export function secondsText(seconds: number): string {
  return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
}

export function wholeText(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** The result and how long it took. */
export async function timed<T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly seconds: number }> {
  const start = process.hrtime.bigint();
  const result = await work();
  return { result, seconds: Number(process.hrtime.bigint() - start) / 1e9 };
}

/** Seconds of processor time this process has used, its threads included. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
