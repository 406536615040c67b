/** A number as it was written in a JSON text: no digit of it was ever a float's. */
export class JsonNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Told = (seen: string, todo: string) => void;

/** What a JSON text says, its numbers as the engine reads them; null when it is no JSON (then told, with the place). */
export function jsonFrom(written: string, told: Told): { readonly value: unknown } | null {
  return parsed(written, told, undefined);
}

/** The same with every number as a JsonNumber. Nested deeper than anything that is meant is no JSON either. */
export function exactJsonFrom(written: string, told: Told): { readonly value: unknown } | null {
  if (isTooDeep(written)) {
    told(`brackets nested more than ${DEEPEST} deep`, 'give the answer as AWS sent it');
    return null;
  }
  // The third argument tells how the value was written; the compiler's own library does not know it yet.
  const asWritten = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' ? new JsonNumber(context?.source ?? '') : value;
  return parsed(written, told, asWritten);
}

function parsed(
  written: string,
  told: Told,
  reviver: ((key: string, value: unknown) => unknown) | undefined,
): { readonly value: unknown } | null {
  try {
    const value: unknown = JSON.parse(written, reviver);
    return { value };
  } catch (error) {
    const at = /at position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const before = written.slice(0, at === undefined ? afterTokens(written) : Number(at)).split('\n');
    const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
    told(`text that is not JSON (${place})`, 'check quotes, commas and brackets there');
    return null;
  }
}

/** Everything that may stand outside a text in quotes. */
const TOKEN = /[\s{}[\],:]+|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/y;

/** Where the first thing stands that no JSON has: the engine tells the place of every other fault itself. */
function afterTokens(written: string): number {
  let at = 0;
  while (at < written.length) {
    TOKEN.lastIndex = at;
    const end = written[at] === '"' ? endOfText(written, at) : TOKEN.test(written) ? TOKEN.lastIndex : null;
    if (end === null) return at;
    at = end;
  }
  return at;
}

/**
 * Behind the text in quotes that begins here; null: its line ends first. Read sign by sign, for a pattern remembers
 * each of a text's signs while it looks, and a file may hold one text of many millions.
 */
function endOfText(written: string, begin: number): number | null {
  for (let at = begin + 1; at < written.length; at += 1) {
    const sign = written[at];
    if (sign === '"') return at + 1;
    if (sign === '\\') at += 1;
    if (written[at] === '\n') return null;
  }
  return null;
}

const DEEPEST = 50;

function isTooDeep(written: string): boolean {
  let depth = 0;
  let at = 0;
  while (at < written.length) {
    const sign = written[at];
    if (sign === '{' || sign === '[') depth += 1;
    if (sign === '}' || sign === ']') depth -= 1;
    if (depth > DEEPEST) return true;
    // A text that does not end makes the rest no JSON: that is told by whoever parses it.
    const end = sign === '"' ? endOfText(written, at) : at + 1;
    if (end === null) return false;
    at = end;
  }
  return false;
}
