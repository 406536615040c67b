import type { MatchMode } from './credit-rule.ts';

/** One place of a glob: a code point, or one of the two jokers. */
type GlobToken = number;
const ANY_RUN: GlobToken = -1;
const ANY_ONE: GlobToken = -2;

/** What a blank, exact, contains or wildcard description matches, in one form for all four. Source: semantics R2. */
export type Glob = readonly GlobToken[];

export const EVERYTHING: Glob = [ANY_RUN];

/** `normalised` went through normaliseStem; blank matches everything, whatever the mode. */
export function globOf(mode: Exclude<MatchMode, 'regex'>, normalised: string): Glob {
  if (normalised === '') return EVERYTHING;
  if (mode === 'exact') return literally(normalised);
  if (mode === 'contains') return [ANY_RUN, ...literally(normalised), ANY_RUN];
  return inOrder(Array.from(normalised, (letter) => jokerOf(letter) ?? (letter.codePointAt(0) as number)));
}

/** `?` stands for exactly one character, `*` for any number of them; the whole stem must fit. */
export function globMatches(glob: Glob, stem: string): boolean {
  let [at, i, star, resume] = [0, 0, -1, 0];
  while (i < stem.length) {
    const letter = stem.codePointAt(i) as number;
    const token = glob[at];
    if (token === ANY_RUN) {
      star = at;
      resume = i;
      at += 1;
    } else if (token === ANY_ONE || token === letter) {
      at += 1;
      i += widthOf(letter);
    } else if (star >= 0) {
      resume += widthOf(stem.codePointAt(resume) as number);
      i = resume;
      at = star + 1;
    } else {
      return false;
    }
  }
  while (glob[at] === ANY_RUN) at += 1;
  return at === glob.length;
}

function widthOf(letter: number): number {
  return letter > 0xffff ? 2 : 1;
}

/**
 * True when everything `inner` matches is matched by `outer`. True is always right; two globs of jokers beside
 * letters (`?*` and `*a`) may be called not covering although they are.
 */
export function globCovers(outer: Glob, inner: Glob): boolean {
  let [o, i, star, resume] = [0, 0, -1, 0];
  while (i < inner.length) {
    if (outer[o] === ANY_RUN) {
      star = o;
      resume = i;
      o += 1;
    } else if (o < outer.length && inner[i] !== ANY_RUN && (outer[o] === ANY_ONE || outer[o] === inner[i])) {
      o += 1;
      i += 1;
    } else if (star >= 0) {
      resume += 1;
      i = resume;
      o = star + 1;
    } else {
      return false;
    }
  }
  while (outer[o] === ANY_RUN) o += 1;
  return o === outer.length;
}

/** True when some stem is matched by both. */
export function globsMeet(a: Glob, b: Glob): boolean {
  let row = new Array<boolean>(b.length + 1).fill(false);
  row[b.length] = true;
  for (let j = b.length - 1; j >= 0 && b[j] === ANY_RUN; j -= 1) row[j] = true;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const next = row;
    row = new Array<boolean>(b.length + 1).fill(false);
    row[b.length] = a[i] === ANY_RUN && next[b.length] === true;
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const [left, right] = [a[i], b[j]];
      if (left === ANY_RUN || right === ANY_RUN) row[j] = next[j] === true || row[j + 1] === true;
      else row[j] = next[j + 1] === true && (left === right || left === ANY_ONE || right === ANY_ONE);
    }
  }
  return row[0] === true;
}

/** The longest run of letters that every match must contain; blank when the glob is all jokers. */
export function longestLiteral(glob: Glob): string {
  let [longest, run] = ['', ''];
  for (const token of glob) {
    run = token < 0 ? '' : run + String.fromCodePoint(token);
    if (run.length > longest.length) longest = run;
  }
  return longest;
}

function literally(text: string): Glob {
  return Array.from(text, (letter) => letter.codePointAt(0) as number);
}

function jokerOf(letter: string): GlobToken | null {
  if (letter === '*') return ANY_RUN;
  return letter === '?' ? ANY_ONE : null;
}

/** Jokers side by side in one order (`*?*` is `?*`), so that equal meanings look equal. */
function inOrder(tokens: readonly GlobToken[]): Glob {
  const glob: GlobToken[] = [];
  let run = false;
  for (const token of tokens) {
    if (token === ANY_RUN) {
      run = true;
      continue;
    }
    if (run && token !== ANY_ONE) {
      glob.push(ANY_RUN);
      run = false;
    }
    glob.push(token);
  }
  if (run) glob.push(ANY_RUN);
  return glob;
}
