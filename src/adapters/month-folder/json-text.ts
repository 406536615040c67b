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

const TOKENS = /^(?:[\s{}[\],:]+|"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|\b(?:true|false|null)\b)*/;

/** Where the first thing stands that no JSON has: the engine tells the place of every other fault itself. */
function afterTokens(written: string): number {
  return TOKENS.exec(written)?.[0].length ?? 0;
}

const DEEPEST = 50;
const BRACKET_OR_TEXT = /[[{]|[\]}]|"(?:[^"\\]|\\.)*"?/g;

function isTooDeep(written: string): boolean {
  let depth = 0;
  for (const [sign] of written.matchAll(BRACKET_OR_TEXT)) {
    if (sign === '[' || sign === '{') depth += 1;
    else if (sign === ']' || sign === '}') depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}
