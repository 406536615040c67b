import type { Pool } from 'pg';
import { applyToBook, type Driven } from './apply-to-book.ts';
import { applyToOracle } from './apply-to-oracle.ts';
import { brokenChecks, type Told, toldByBook, toldByOracle } from './compare.ts';
import { drivenOn } from './desk.ts';
import { beginning, nextVerb } from './generate.ts';
import { Random } from './random.ts';
import { isRepeatable, type Verb, verbText } from './verbs.ts';

export type HistoryReport = { readonly verbs: number; readonly refused: number; readonly repeated: number };

/** A book that says something else than the oracle, and the verbs that led there. */
export class Disagreement extends Error {
  constructor(what: string, verbs: readonly Verb[]) {
    super(
      `${what}\n\nafter these verbs, the last one first:\n${verbs.toReversed().map(verbText).join('\n')}`,
    );
  }
}

/** One seeded history on an empty book: each verb is done by the book and by the oracle, which must tell the same. */
export async function liveThrough(
  pool: Pool,
  seed: number,
  length: number,
  compareEvery = 1,
): Promise<HistoryReport> {
  const driven = drivenOn(pool);
  const { oracle } = driven;
  const random = new Random(seed);
  const done: Verb[] = [];
  const verbs = beginning(random);
  let refused = 0;
  let repeated = 0;
  for (let step = 0; step < length; step += 1) {
    const verb = verbs[step] ?? nextVerb(random, oracle, step);
    done.push(verb);
    const refusal = await doBoth(driven, verb, done);
    if (refusal !== null) refused += 1;
    if (step < verbs.length - 1) continue;
    if (step % compareEvery === 0 || step === length - 1) {
      same(await toldByBook(driven.desk), toldByOracle(oracle), done);
    }
    if (refusal === null && isRepeatable(verb) && random.oneIn(3)) {
      await writesNothing(pool, driven, verb, done);
      repeated += 1;
    }
    if (step % 4 === 0 || step === length - 1) await mustBeWhole(driven, done);
  }
  return { verbs: length + repeated, refused, repeated };
}

/** Both do it, or both refuse it with the same word. */
async function doBoth(driven: Driven, verb: Verb, done: readonly Verb[]): Promise<string | null> {
  const byBook = await applyToBook(driven, verb).catch((error: unknown) => {
    throw new Disagreement(`the book broke: ${error instanceof Error ? error.stack : String(error)}`, done);
  });
  const byOracle = applyToOracle(driven.oracle, verb);
  if (byBook === byOracle) return byOracle;
  throw new Disagreement(`the book ${byBook ?? 'did it'}, the oracle ${byOracle ?? 'did it'}`, done);
}

function same(book: Told, oracle: Told, done: readonly Verb[]): void {
  const pages = ['balances', 'statements', 'credits'] as const;
  const differences = pages.flatMap((page) => {
    const onlyBook = book[page].filter((line) => !oracle[page].includes(line));
    const onlyOracle = oracle[page].filter((line) => !book[page].includes(line));
    if (onlyBook.length + onlyOracle.length === 0 && book[page].length === oracle[page].length) return [];
    return [`${page} of the book:`, ...onlyBook, `${page} of the oracle:`, ...onlyOracle];
  });
  if (differences.length > 0) throw new Disagreement(differences.join('\n'), done);
}

async function mustBeWhole({ desk }: Driven, done: readonly Verb[]): Promise<void> {
  const broken = await brokenChecks(desk);
  if (broken.length > 0) throw new Disagreement(broken.join('\n'), done);
}

/** P5, N1, T8: the same verb again leaves every row of every table as it was. */
async function writesNothing(pool: Pool, driven: Driven, verb: Verb, done: readonly Verb[]): Promise<void> {
  const before = await everyRow(pool);
  await applyToBook(driven, verb);
  const after = await everyRow(pool);
  const changed = [...after].filter(([table, hash]) => before.get(table) !== hash).map(([table]) => table);
  if (changed.length > 0) throw new Disagreement(`done again it wrote into ${changed.join(', ')}`, done);
}

/** Table → a hash of all its rows. */
export async function everyRow(pool: Pool): Promise<Map<string, string>> {
  const tables = await pool.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by tablename",
  );
  const hashes = tables.rows.map(
    ({ name }) =>
      `select '${name}' as name, md5(coalesce(string_agg(t::text, E'\\n' order by t::text), '')) as hash from ${name} t`,
  );
  const { rows } = await pool.query<{ name: string; hash: string }>(hashes.join(' union all '));
  return new Map(rows.map((row) => [row.name, row.hash]));
}
