/** A source of made-up noise that is the same on every machine: whole numbers from 0 to `below` − 1. */
export type Random = (below: number) => number;

/** Started from a text, so that one more account in the example does not change the noise of the others. */
export function seededRandom(seed: string): Random {
  let state = 0x811c9dc5;
  for (const letter of seed) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const keyed = items.map((item, at) => ({ item, at, key: random(0x7fffffff) }));
  keyed.sort((a, b) => a.key - b.key || a.at - b.at);
  return keyed.map(({ item }) => item);
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

export function randomWord(length: number, random: Random): string {
  return Array.from({ length }, () => LETTERS[random(LETTERS.length)]).join('');
}
