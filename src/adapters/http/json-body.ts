import type { Context } from 'hono';
import type { Limits } from './call.ts';
import { patiently } from './patience.ts';
import { HttpProblem } from './problem.ts';

/** A JSON body, read no further and no longer than the limits, whatever the length header says. */
export async function jsonOf(c: Context, limits: Limits): Promise<unknown> {
  if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
    throw new HttpProblem(415, 'not-json', 'send the body as application/json');
  }
  const text = await bodyText(c.req.raw, limits);
  const value = parsed(text);
  const twice = keyGivenTwice(text);
  if (twice !== null) {
    throw new HttpProblem(
      400,
      'key-given-twice',
      'say each thing once: readers of JSON differ in which they believe',
      [{ field: twice.slice(0, 100), seen: 'the same key twice in one object', todo: 'give it once' }],
    );
  }
  return value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new HttpProblem(400, 'broken-json', 'the body is no JSON');
  }
}

async function bodyText(request: Request, { jsonBytes, bodySeconds }: Limits): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const until = performance.now() + bodySeconds * 1_000;
  for await (const piece of patiently(request.body, () => until - performance.now())) {
    bytes += piece.byteLength;
    if (bytes > jsonBytes)
      throw new HttpProblem(413, 'body-too-large', `send at most ${jsonBytes} bytes`, [], {
        connection: 'close',
      });
    pieces.push(piece);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch {
    throw new HttpProblem(400, 'not-utf-8', 'the body is not UTF-8');
  }
}

/** The first key that stands twice in one object of this JSON, which is known to be whole. */
export function keyGivenTwice(json: string): string | null {
  const open: (Set<string> | null)[] = [];
  let isKey = false;
  for (let at = 0; at < json.length; at += 1) {
    const char = json[at];
    if (char === '{') open.push(new Set());
    else if (char === '[') open.push(null);
    else if (char === '}' || char === ']') open.pop();
    if (char === '{' || char === ',') isKey = open.at(-1) instanceof Set;
    if (char !== '"') continue;
    const end = endOfText(json, at);
    if (isKey) {
      const key = JSON.parse(json.slice(at, end + 1)) as string;
      const keys = open.at(-1);
      if (keys?.has(key) === true) return key;
      keys?.add(key);
    }
    isKey = false;
    at = end;
  }
  return null;
}

function endOfText(json: string, start: number): number {
  let at = start + 1;
  while (json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at;
}
