/** A set of ranks (places in R4's order, from 0): where its bits begin in the pool. */
export type RankSet = number;

/**
 * All sets of one rule book in one piece of memory. Each set is a summary, with one bit for each word that holds
 * any, and then the words of 32 ranks: what sets have in common is found without walking through what they have not.
 */
export type RankPool = {
  bits: Int32Array;
  /** Words of the summary of one set. */
  readonly summary: number;
  /** Words of one set. */
  readonly stride: number;
  /** How many sets each index keeps for what it has seen, before it forgets and begins anew. */
  readonly mostKept: number;
  used: number;
  readonly released: RankSet[];
};

/** Sets of the ranks 0 to size − 1, with room for asking from rank `size`. */
export function rankPool(size: number, mostWords: number): RankPool {
  const words = (size >>> 5) + 1;
  const summary = (words >>> 5) + 1;
  const stride = summary + words;
  const mostKept = Math.ceil(mostWords / stride);
  return { bits: new Int32Array(stride * 16), summary, stride, mostKept, used: 0, released: [] };
}

export function emptyRanks(pool: RankPool): RankSet {
  const set = newSet(pool);
  pool.bits.fill(0, set, set + pool.stride);
  return set;
}

export function ranksOf(pool: RankPool, ranks: Iterable<number>): RankSet {
  const set = emptyRanks(pool);
  for (const rank of ranks) addRank(pool, set, rank);
  return set;
}

export function copyRanks(pool: RankPool, set: RankSet): RankSet {
  const copy = newSet(pool);
  pool.bits.copyWithin(copy, set, set + pool.stride);
  return copy;
}

/** Gives the sets back and empties the list. Nobody may ask them afterwards. */
export function releaseRanks(pool: RankPool, sets: RankSet[]): void {
  for (const set of sets) pool.released.push(set);
  sets.length = 0;
}

export function addRank({ bits, summary }: RankPool, set: RankSet, rank: number): void {
  const word = rank >>> 5;
  const [at, above] = [set + summary + word, set + (word >>> 5)];
  bits[at] = wordAt(bits, at) | (1 << (rank & 31));
  bits[above] = wordAt(bits, above) | (1 << (word & 31));
}

export function removeRank({ bits, summary }: RankPool, set: RankSet, rank: number): void {
  const word = rank >>> 5;
  const [at, above] = [set + summary + word, set + (word >>> 5)];
  bits[at] = wordAt(bits, at) & ~(1 << (rank & 31));
  if (bits[at] === 0) bits[above] = wordAt(bits, above) & ~(1 << (word & 31));
}

/** What each condition of R1 answers for one credit. */
export type FiveSets = {
  description: RankSet;
  period: RankSet;
  customer: RankSet;
  reseller: RankSet;
  service: RankSet;
};

/** The smallest rank, `from` or later, that is in all five sets; −1 when there is none. */
export function nextCommonRank(pool: RankPool, sets: FiveSets, from: number): number {
  const { bits, summary } = pool;
  const start = from >>> 5;
  const first = commonWord(bits, sets, summary + start) & (-1 << (from & 31));
  if (first !== 0) return start * 32 + lowestBit(first);
  let mask = -1 << ((start + 1) & 31);
  for (let block = (start + 1) >>> 5; block < summary; block += 1) {
    let filled = commonWord(bits, sets, block) & mask;
    mask = -1;
    while (filled !== 0) {
      const word = block * 32 + lowestBit(filled);
      const common = commonWord(bits, sets, summary + word);
      if (common !== 0) return word * 32 + lowestBit(common);
      filled &= filled - 1;
    }
  }
  return -1;
}

function newSet(pool: RankPool): RankSet {
  const again = pool.released.pop();
  if (again !== undefined) return again;
  const set = pool.used;
  pool.used += pool.stride;
  if (pool.used > pool.bits.length) {
    const larger = new Int32Array(pool.bits.length * 2);
    larger.set(pool.bits);
    pool.bits = larger;
  }
  return set;
}

function commonWord(bits: Int32Array, sets: FiveSets, at: number): number {
  const credit = wordAt(bits, sets.description + at) & wordAt(bits, sets.period + at);
  const owner = wordAt(bits, sets.customer + at) & wordAt(bits, sets.reseller + at);
  return credit & owner & wordAt(bits, sets.service + at);
}

function wordAt(bits: Int32Array, at: number): number {
  return bits[at] ?? 0;
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
