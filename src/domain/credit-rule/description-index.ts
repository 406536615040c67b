import type { ReadyRule } from './decide.ts';
import type { Description } from './description.ts';
import { longestLiteral } from './glob.ts';
import { indexLiterals } from './literal-index.ts';
import {
  addRank,
  copyRanks,
  type RankPool,
  type RankSet,
  ranksOf,
  releaseRanks,
  removeRank,
} from './rank-set.ts';
import { literalsNeededBy } from './regex-literals.ts';
import { normaliseStem } from './stem.ts';

/** What the descriptions say to one stem. */
export type StemAnswer = {
  readonly normalised: string;
  /** Ranks of active rules whose description matches, and of open ones that were not yet found not to match. */
  ranks: RankSet;
  /** The set is this stem's own; else it is shared by all stems that match the same patterns. */
  own: boolean;
  seenAgain: boolean;
  /** Open patterns known to match; kept once a stem is seen again. */
  matched: Set<Pattern> | null;
};

export type DescriptionIndex = {
  readonly answerTo: (stem: string) => StemAnswer;
  /** Whether a rank of the answer's set matches indeed: asks an open regex at most once per stem seen again. */
  readonly confirms: (answer: StemAnswer, rank: number) => boolean;
};

/** One text in one mode, and the ranks that have it. */
type Pattern = {
  readonly description: Description;
  readonly literals: readonly string[];
  readonly ranks: readonly number[];
};

/** The stems that match the same patterns: what they share, and the classes of those that match one pattern more. */
type StemClass = { readonly ranks: RankSet; readonly and: Map<Pattern, StemClass> };

type Patterns = {
  readonly blank: readonly number[];
  readonly exact: ReadonlyMap<string, Pattern>;
  /** Those with literals to look for first. */
  readonly worded: readonly Pattern[];
  /** Those without, as `*` or `\d+`. They are asked only when one of their rules is reached. */
  readonly open: readonly Pattern[];
};

const MOST_STEMS_KEPT = 200_000;

/** Built over R4's order: rank = place in `ordered`. Inactive rules are left out, and so never chosen. */
export function indexDescriptions(ordered: readonly ReadyRule[], pool: RankPool): DescriptionIndex {
  const { blank, exact, worded, open } = patternsOf(ordered);
  const openAt = new Array<Pattern | null>(ordered.length).fill(null);
  for (const pattern of open) for (const rank of pattern.ranks) openAt[rank] = pattern;
  const base = ranksOf(pool, [...blank, ...open.flatMap(({ ranks }) => ranks)]);
  const matchedIn = wordedIn(worded);
  const answers = new Map<string, StemAnswer>();
  let none: StemClass = { ranks: base, and: new Map() };
  const sets: RankSet[] = [];

  const forgetIfFull = (): void => {
    if (answers.size < MOST_STEMS_KEPT && sets.length < pool.mostKept) return;
    answers.clear();
    none = { ranks: base, and: new Map() };
    releaseRanks(pool, sets);
  };

  const classOf = (from: StemClass, pattern: Pattern): StemClass => {
    const known = from.and.get(pattern);
    if (known !== undefined) return known;
    const ranks = copyRanks(pool, from.ranks);
    for (const rank of pattern.ranks) addRank(pool, ranks, rank);
    const next = { ranks, and: new Map() };
    from.and.set(pattern, next);
    sets.push(ranks);
    return next;
  };

  const answerTo = (stem: string): StemAnswer => {
    const known = answers.get(stem);
    if (known !== undefined) {
      known.seenAgain = true;
      return known;
    }
    forgetIfFull();
    const normalised = normaliseStem(stem);
    let same = none;
    for (const pattern of matchedIn(normalised)) same = classOf(same, pattern);
    const literal = exact.get(normalised);
    if (literal !== undefined) same = classOf(same, literal);
    const answer = { normalised, ranks: same.ranks, own: false, seenAgain: false, matched: null };
    answers.set(stem, answer);
    return answer;
  };

  const confirms = (answer: StemAnswer, rank: number): boolean => {
    const pattern = openAt[rank] ?? null;
    if (pattern === null || answer.matched?.has(pattern) === true) return true;
    const holds = pattern.description.matches(answer.normalised);
    if (!answer.seenAgain) return holds;
    if (holds) {
      answer.matched ??= new Set();
      answer.matched.add(pattern);
      return true;
    }
    if (!answer.own) {
      answer.ranks = copyRanks(pool, answer.ranks);
      answer.own = true;
      sets.push(answer.ranks);
    }
    for (const other of pattern.ranks) removeRank(pool, answer.ranks, other);
    return false;
  };

  return { answerTo, confirms };
}

/** The worded patterns that match a normalised stem, always in the same order. */
function wordedIn(worded: readonly Pattern[]): (normalised: string) => readonly Pattern[] {
  const numbered = worded.flatMap(({ literals }, number) => literals.map((literal) => ({ literal, number })));
  const standingIn = indexLiterals(numbered);
  const lastAsked = new Int32Array(worded.length);
  let asking = 0;
  return (normalised) => {
    const numbers: number[] = [];
    asking = (asking + 1) | 0;
    standingIn(normalised, (number) => {
      if (lastAsked[number] === asking) return;
      lastAsked[number] = asking;
      if (worded[number]?.description.matches(normalised)) numbers.push(number);
    });
    if (numbers.length > 1) numbers.sort((a, b) => a - b);
    return numbers.map((number) => worded[number] as Pattern);
  };
}

function patternsOf(ordered: readonly ReadyRule[]): Patterns {
  const blank: number[] = [];
  const patterns = new Map<
    string,
    { description: Description; literals: readonly string[]; ranks: number[] }
  >();
  const exact = new Map<string, Pattern>();
  ordered.forEach(({ rule, description }, rank) => {
    if (!rule.active) return;
    if (description.blank) {
      blank.push(rank);
      return;
    }
    const key = `${rule.match} ${description.text}`;
    const known = patterns.get(key);
    if (known !== undefined) {
      known.ranks.push(rank);
      return;
    }
    const pattern = { description, literals: literalsOf(description), ranks: [rank] };
    patterns.set(key, pattern);
    if (rule.match === 'exact') exact.set(description.text, pattern);
  });
  const others = [...patterns.values()].filter((pattern) => exact.get(pattern.description.text) !== pattern);
  const [worded, open] = [
    others.filter(({ literals }) => literals.length > 0),
    others.filter(({ literals }) => literals.length === 0),
  ];
  return { blank, exact, worded, open };
}

/** One of these stands in every stem that the description matches; none: nothing is known. */
function literalsOf({ glob, text }: Description): readonly string[] {
  if (glob === null) return literalsNeededBy(text);
  const literal = longestLiteral(glob);
  return literal === '' ? [] : [literal];
}
