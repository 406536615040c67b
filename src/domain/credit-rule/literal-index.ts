/** A text to look for, and the number to call out when it is found; several may have one number. */
export type Literal = { readonly literal: string; readonly number: number };

/** Calls `found` with the number of each literal that stands somewhere in the text, perhaps more than once. */
export type LiteralIndex = (text: string, found: (number: number) => void) => void;

type Placed = Literal & { readonly offset: number };

const BUCKETS = 1 << 16;
const WINDOW = 3;

/**
 * Looks for thousands of literals in one pass over a text. Each is filed under that one of its three-letter
 * windows which the fewest share, so that literals with a common beginning do not crowd one place.
 */
export function indexLiterals(literals: readonly Literal[]): LiteralIndex {
  const short = literals.filter(({ literal }) => literal.length < WINDOW);
  const long = literals.filter(({ literal }) => literal.length >= WINDOW);
  const filed = fileUnderRarestWindow(long);
  const shelf = new Uint32Array(BUCKETS);
  const shelves: (readonly Placed[])[] = [[]];
  for (const [bucket, placed] of filed) shelf[bucket] = shelves.push(placed) - 1;

  return (text, found) => {
    for (const { literal, number } of short) if (text.includes(literal)) found(number);
    if (shelves.length === 1) return;
    let [before, here] = [text.charCodeAt(0), text.charCodeAt(1)];
    for (let at = 0; at + WINDOW <= text.length; at += 1) {
      const after = text.charCodeAt(at + 2);
      const bucket = bucketOf(before, here, after);
      before = here;
      here = after;
      const number = shelf[bucket] ?? 0;
      if (number === 0) continue;
      for (const placed of shelves[number] ?? []) {
        if (standsAt(text, placed.literal, at - placed.offset)) found(placed.number);
      }
    }
  };
}

/** Letter by letter, since most fail at once. */
function standsAt(text: string, literal: string, at: number): boolean {
  if (at < 0 || at + literal.length > text.length) return false;
  for (let letter = literal.length - 1; letter >= 0; letter -= 1) {
    if (text.charCodeAt(at + letter) !== literal.charCodeAt(letter)) return false;
  }
  return true;
}

function fileUnderRarestWindow(literals: readonly Literal[]): Map<number, Placed[]> {
  const sharing = new Int32Array(BUCKETS);
  for (const { literal } of literals) {
    for (let at = 0; at + WINDOW <= literal.length; at += 1) {
      const bucket = bucketAt(literal, at);
      sharing[bucket] = (sharing[bucket] ?? 0) + 1;
    }
  }
  const filed = new Map<number, Placed[]>();
  for (const { literal, number } of literals) {
    let offset = 0;
    for (let at = 1; at + WINDOW <= literal.length; at += 1) {
      const [rarest, here] = [sharing[bucketAt(literal, offset)] ?? 0, sharing[bucketAt(literal, at)] ?? 0];
      if (here < rarest) offset = at;
    }
    const bucket = bucketAt(literal, offset);
    const placed = { literal, number, offset };
    const others = filed.get(bucket);
    if (others === undefined) filed.set(bucket, [placed]);
    else others.push(placed);
  }
  return filed;
}

function bucketAt(text: string, at: number): number {
  return bucketOf(text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2));
}

function bucketOf(first: number, second: number, third: number): number {
  return (first * 961 + second * 31 + third) & (BUCKETS - 1);
}
