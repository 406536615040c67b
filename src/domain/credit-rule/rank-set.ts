/**
 * A set of ranks (places in R4's order, from 0) as bits in one piece of memory: first the number of summary words,
 * then the summary with one bit for each word that holds any, then the words. So what several sets have in common
 * is found without walking through what they have not.
 */
export type RankSet = Int32Array;

/** Room for the ranks 0 to size − 1, and for asking from rank `size`. */
export function emptyRanks(size: number): RankSet {
  const words = (size >>> 5) + 1;
  const summary = ((words + 31) >>> 5) + 1;
  const set = new Int32Array(1 + summary + words);
  set[0] = summary;
  return set;
}

export function ranksOf(size: number, ranks: Iterable<number>): RankSet {
  const set = emptyRanks(size);
  for (const rank of ranks) addRank(set, rank);
  return set;
}

export function copyRanks(set: RankSet): RankSet {
  return set.slice();
}

export function addRank(set: RankSet, rank: number): void {
  const word = rank >>> 5;
  const at = 1 + wordAt(set, 0) + word;
  set[at] = wordAt(set, at) | (1 << (rank & 31));
  set[1 + (word >>> 5)] = wordAt(set, 1 + (word >>> 5)) | (1 << (word & 31));
}

export function removeRank(set: RankSet, rank: number): void {
  const word = rank >>> 5;
  const at = 1 + wordAt(set, 0) + word;
  set[at] = wordAt(set, at) & ~(1 << (rank & 31));
  if (set[at] === 0) set[1 + (word >>> 5)] = wordAt(set, 1 + (word >>> 5)) & ~(1 << (word & 31));
}

/** The smallest rank, `from` or later, that is in all five sets of one size; −1 when there is none. */
export function nextCommonRank(
  a: RankSet,
  b: RankSet,
  c: RankSet,
  d: RankSet,
  e: RankSet,
  from: number,
): number {
  const summary = wordAt(a, 0);
  const words = 1 + summary;
  const start = from >>> 5;
  const first = commonWord(a, b, c, d, e, words + start) & (-1 << (from & 31));
  if (first !== 0) return start * 32 + lowestBit(first);
  let mask = -1 << ((start + 1) & 31);
  for (let block = (start + 1) >>> 5; block < summary; block += 1) {
    let filled = commonWord(a, b, c, d, e, 1 + block) & mask;
    mask = -1;
    while (filled !== 0) {
      const word = block * 32 + lowestBit(filled);
      const common = commonWord(a, b, c, d, e, words + word);
      if (common !== 0) return word * 32 + lowestBit(common);
      filled &= filled - 1;
    }
  }
  return -1;
}

function commonWord(a: RankSet, b: RankSet, c: RankSet, d: RankSet, e: RankSet, at: number): number {
  return wordAt(a, at) & wordAt(b, at) & wordAt(c, at) & wordAt(d, at) & wordAt(e, at);
}

function wordAt(set: RankSet, at: number): number {
  return set[at] ?? 0;
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
