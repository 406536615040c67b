import { parseArgs } from 'node:util';
import { type Figure, figureText, isMet } from './figure.ts';

/**
 * The speed figures of the book, each beside its limit: `npm run bench -- [name…] [--lines N]`. A limit that depends on
 * the machine is measured in the same run. Exit code 1 when a limit is missed.
 */
type Bench = {
  readonly what: string;
  /** Left out of a run without names, because it takes long. */
  readonly onlyByName?: true;
  readonly run: (lines: number) => Promise<Figure[]>;
};

const BENCHES: Readonly<Record<string, Bench>> = {
  'rule-choice': {
    what: 'credits decided a second at 5,000 rules',
    run: async () => (await import('./rule-choice.ts')).ruleChoice(),
  },
  'rule-lint': {
    what: 'the lint of 300 rules with 60,000 credits',
    run: async () => (await import('./rule-lint.ts')).ruleLint(),
  },
  postings: {
    what: '100,000 postings saved, beside one COPY of the same rows',
    run: async () => (await import('./postings.ts')).postings(),
  },
  statements: {
    what: '5,000 statements drafted',
    run: async () => (await import('./statements.ts')).statements(),
  },
  tables: {
    what: 'a table of 100,000 grants in, out and in again, as CSV and XLSX: memory and time',
    run: async () => (await import('./tables.ts')).tables(),
  },
  documents: {
    what: '5,000 statements printed as PDF',
    run: async () => (await import('./documents.ts')).documents(),
  },
  console: {
    what: 'the service over a book of 100,000 credits: list, filters, board, checks; the first load of the console',
    run: async () => (await import('./console/console.ts')).consoleFigures(),
  },
  parquet: {
    what: 'the whole month and the same month again, beside a bare scan',
    run: async (lines) => (await import('./whole-month.ts')).wholeMonth('parquet', lines),
  },
  csv: {
    what: 'the same from CSV.gz',
    run: async (lines) => (await import('./whole-month.ts')).wholeMonth('csv', lines),
  },
  'memory-growth': {
    what: 'peak memory at three times the lines',
    onlyByName: true,
    run: async (lines) => (await import('./whole-month.ts')).memoryGrowth(lines),
  },
};

const LINES = '10000000';

function usage(): string {
  const names = Object.entries(BENCHES).map(
    ([name, bench]) =>
      `  ${name.padEnd(14)} ${bench.what}${bench.onlyByName === true ? ' (only when named)' : ''}`,
  );
  return `npm run bench -- [name…] [--lines N]\n${names.join('\n')}`;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { lines: { type: 'string', default: LINES }, help: { type: 'boolean', default: false } },
});
const lines = Number(values.lines.replaceAll('_', ''));
const named = positionals.filter((name) => Object.hasOwn(BENCHES, name));
if (values.help || named.length < positionals.length || !Number.isSafeInteger(lines) || lines < 1) {
  console.error(usage());
  process.exit(values.help ? 0 : 2);
}

let missed = 0;
for (const [name, bench] of Object.entries(BENCHES)) {
  if (named.length === 0 ? bench.onlyByName === true : !named.includes(name)) continue;
  for (const figure of await bench.run(lines)) {
    console.log(figureText(figure));
    if (!isMet(figure)) missed += 1;
  }
}
console.log(missed === 0 ? 'every limit was met' : `${missed} limit(s) were missed`);
process.exitCode = missed === 0 ? 0 : 1;
