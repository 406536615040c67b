import { hearXml } from './read-xml.ts';

/** What a number is shown as: it changes what it means. */
export type NumberFormat = 'number' | 'date' | 'percent';

/** Formats that every spreadsheet knows by number alone, those of East Asia among them. */
const DATES = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/** The format of each cell style, in the order of the styles. */
export async function cellFormats(part: AsyncIterable<Uint8Array> | null): Promise<NumberFormat[]> {
  const formats: NumberFormat[] = [];
  if (part === null) return formats;
  const own = new Map<string, NumberFormat>();
  let inCells = false;
  await hearXml(part, {
    opened: (name, attribute) => {
      if (name === 'numFmt')
        own.set(attribute('numFmtId') ?? '', formatOfCode(attribute('formatCode') ?? ''));
      if (name === 'cellXfs') inCells = true;
      const id = attribute('numFmtId') ?? '0';
      if (name === 'xf' && inCells) formats.push(own.get(id) ?? formatOfNumber(id));
    },
    closed: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return formats;
}

function formatOfNumber(id: string): NumberFormat {
  const at = /^\d{1,4}$/.test(id) ? Number(id) : 0;
  if (at === 9 || at === 10) return 'percent';
  return DATES.some(([from, to]) => at >= from && at <= to) ? 'date' : 'number';
}

/** `dd.mm.yyyy`, `0.0%`: judged without what stands in quotes, brackets or behind a backslash. */
function formatOfCode(code: string): NumberFormat {
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, '');
  if (bare.includes('%')) return 'percent';
  return /[ymdhs]/i.test(bare.replace(/general/gi, '')) ? 'date' : 'number';
}
