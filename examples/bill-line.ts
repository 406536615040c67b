import { type Cost, costFromText, plainText, spread } from './cost.ts';
import { type Random, randomWord, seededRandom, shuffled } from './random.ts';
import { serviceOf } from './services.ts';
import { type ExamplePeriod, PERIODS, type StoryRow, type Version } from './story.ts';

/** One line of a bill before it is written in a cloud's own columns. Instants are ISO, UTC. */
export type BillLine = {
  readonly id: string;
  readonly account: string;
  readonly service: string;
  readonly lineType: string;
  readonly description: string;
  /** The line's own cost, and ten times it as the amount used (the made-up rate is 0.1). */
  readonly cost: Cost;
  readonly usageAmount: string;
  readonly start: string;
  readonly end: string;
  readonly invoice: string;
};

export type BillQuestion = {
  readonly story: readonly StoryRow[];
  readonly period: ExamplePeriod;
  readonly version: Version;
  /** A name for this version: line item ids change with it, as the clouds' do. */
  readonly name: string;
  readonly invoice: string;
  /** Decimals of one line's cost. */
  readonly decimals: number;
};

const LINES_UNLESS_SAID = 8;
const TINY: Cost = 700_000n;

/** All lines of one version of one payer's month, in no order that means anything. */
export function billLines(question: BillQuestion): BillLine[] {
  const lines = question.story.flatMap((row, at) => {
    const cost = costOf(row, question);
    return cost === null ? [] : linesOf(row, cost, at, question);
  });
  return shuffled(lines, seededRandom(`order ${question.name}`));
}

function costOf(row: StoryRow, { period, version }: BillQuestion): Cost | null {
  const said = row.costs[PERIODS.indexOf(period)] ?? null;
  const newer = version === 'newer' && row.newer?.period === period ? row.newer.cost : said;
  return newer === null ? null : costFromText(newer);
}

function linesOf(row: StoryRow, total: Cost, at: number, question: BillQuestion): BillLine[] {
  const noise = seededRandom(`${row.account} ${row.service} ${at} ${question.period}`);
  const ids = seededRandom(`${question.name} ${row.account} ${row.service}`);
  const id = randomWord(24, ids);
  const lineType = row.lineType ?? 'Usage';
  const lines = cutInLines(row, total, question.decimals, noise).map((cost, nth, all) => ({
    // The clouds repeat ids inside one file, so the example does as well.
    id: `${id}${nth % 3}`,
    account: row.account,
    service: row.service,
    lineType,
    description: row.description ?? serviceOf(row.service).says,
    cost,
    usageAmount: lineType === 'Credit' ? '0' : plainText(cost * 10n),
    ...hourOf(row, question.period, nth, all.length),
    invoice: cost === 0n ? '' : question.invoice,
  }));
  return question.version === 'stale' ? midMonth(lines) : lines;
}

/** An old assembly: written on the 18th, so shorter, and without invoice ids. */
function midMonth(lines: readonly BillLine[]): BillLine[] {
  return lines.filter((line) => line.start.slice(8, 10) < '18').map((line) => ({ ...line, invoice: '' }));
}

function cutInLines(row: StoryRow, total: Cost, decimals: number, random: Random): Cost[] {
  const parts = row.lines ?? LINES_UNLESS_SAID;
  const sign = total < 0n ? -1n : 1n;
  const magnitude = total * sign;
  if (magnitude > 0n && magnitude < TINY * 100n) {
    return Array.from({ length: Number(magnitude / TINY) }, () => TINY * sign);
  }
  if (row.lineType !== 'Credit' || parts < 2) return spread(total, parts, decimals, random);
  return [TINY * sign, ...spread(total - TINY * sign, parts - 1, decimals, random)];
}

function hourOf(
  row: StoryRow,
  period: ExamplePeriod,
  nth: number,
  of: number,
): { start: string; end: string } {
  const [first, last] = row.days ?? [1, daysOf(period)];
  const day = first + Math.floor((nth * (last - first + 1)) / of);
  const hour = (nth * 7) % 23;
  const date = `${period}-${String(day).padStart(2, '0')}`;
  const clock = (at: number): string => `${date}T${String(at).padStart(2, '0')}:00:00Z`;
  return { start: clock(hour), end: clock(hour + 1) };
}

function daysOf(period: ExamplePeriod): number {
  return period === '2026-02' ? 28 : 31;
}
