/**
 * Letters, in lower case, at least one of which every normalised stem matched by the pattern must contain; none
 * when that is not plain to see. Only for looking in the right place first: the engine alone says what matches.
 * What is not plain ASCII, or not understood, is left alone.
 */
export function literalsNeededBy(pattern: string): readonly string[] {
  const read = alternatives(pattern, 0);
  return read === null || read.at < pattern.length ? [] : read.needed.map((literal) => literal.toLowerCase());
}

/** What was read up to `at`, and the literals of which one is needed; null: not understood. */
type Read = { readonly at: number; readonly needed: readonly string[] } | null;

const LETTER = /^[a-z0-9 _,:;'"#%&=@!<>/-]/i;
const MAYBE_ABSENT = /^[*?{]/;
/** Parts that stand for no letters of their own: jokers, repeats, escapes, classes, a flag. */
const OTHER_PART =
  /^(?:[.^$*+?]|\{\d+(?:,\d*)?\}|\\(?:[bBdDwWsS]|[^a-zA-Z0-9])|\[\^?[a-zA-Z0-9 _.-]+\]|\(\?[imsU-]+\))/;
const GROUP_START = /^\((?:\?(?:[imsU-]*:|P?<\w+>)|(?!\?))/;

function alternatives(pattern: string, start: number): Read {
  const all: (readonly string[])[] = [];
  let at = start;
  for (;;) {
    const read = branch(pattern, at);
    if (read === null) return null;
    all.push(read.needed);
    at = read.at;
    if (pattern[at] !== '|') break;
    at += 1;
  }
  return { at, needed: all.some((needed) => needed.length === 0) ? [] : all.flat() };
}

function branch(pattern: string, from: number): Read {
  let best: readonly string[] = [];
  let run = '';
  const consider = (needed: readonly string[]): void => {
    if (worthOf(needed) >= worthOf(best)) best = needed;
    run = '';
  };
  let at = from;
  while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') {
    const rest = pattern.slice(at);
    const other = OTHER_PART.exec(rest)?.[0];
    if (other !== undefined) {
      consider([run]);
      at += other.length;
    } else if (rest.startsWith('(')) {
      consider([run]);
      const start = GROUP_START.exec(rest)?.[0];
      const read = start === undefined ? null : alternatives(pattern, at + start.length);
      if (read === null || pattern[read.at] !== ')') return null;
      at = read.at + 1;
      if (!MAYBE_ABSENT.test(pattern.slice(at))) consider(read.needed);
    } else {
      if (!LETTER.test(rest)) return null;
      if (MAYBE_ABSENT.test(rest.slice(1))) consider([run]);
      else run += rest[0];
      at += 1;
    }
  }
  consider([run]);
  return { at, needed: worthOf(best) === 0 ? [] : best };
}

/** Longer literals are rarer, and one is rarer than several; under three letters hardly worth it; 0: nothing is known. */
function worthOf(needed: readonly string[]): number {
  const shortest = needed.length === 0 ? 0 : Math.min(...needed.map((literal) => literal.length));
  if (shortest < 3) return Math.min(shortest, 1);
  return needed.length > 1 ? shortest : shortest + 1;
}
