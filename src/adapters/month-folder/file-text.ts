import { access, constants, readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Notes, unusable } from './notes.ts';

/** Far above any distributor's own lists; a bigger file is the wrong file. */
export type Limits = { readonly bytes: number; readonly rows: number };
export const LIMITS: Limits = { bytes: 100_000_000, rows: 500_000 };

/** Whether there is a file that may be read: not if there is none, or if it is refused (then noted). */
export async function isThereToRead(path: string, notes: Notes, limits: Limits): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (found === null) return false;
  const refuse = (seen: string, todo: string): boolean => {
    unusable(basename(path), notes, null, seen, todo);
    return false;
  };
  if (!found.isFile()) return refuse('something that is not a file', 'put a file there');
  if (found.size > limits.bytes) {
    return refuse(
      `${found.size} bytes`,
      `a file has at most ${limits.bytes} bytes: check that it is the right one, or split it`,
    );
  }
  const mayRead = await access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
  return mayRead || refuse('a file that cannot be opened', 'let the user who runs the command read it');
}

/** The file's text without its byte order mark; null when there is no such file or it is refused (then noted). */
export async function fileText(path: string, notes: Notes, limits: Limits): Promise<string | null> {
  if (!(await isThereToRead(path, notes, limits))) return null;
  const bytes = await readFile(path);
  const text = asUtf8(bytes);
  if (text !== null) return text;
  const { seen, todo } = utf8Fault(bytes);
  unusable(basename(path), notes, null, seen, todo);
  return null;
}

/** What is wrong with bytes that are no UTF-8. */
export function utf8Fault(bytes: Buffer): { readonly seen: string; readonly todo: string } {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const seen = utf16 ? 'text in UTF-16' : `bytes that are not UTF-8 text (line ${firstBadLine(bytes)})`;
  return { seen, todo: 'save the file as UTF-8 (in a spreadsheet: "CSV UTF-8")' };
}

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function firstBadLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed + 1;
    if (asUtf8(bytes.subarray(start, end)) === null) return line;
    start = end;
  }
  return line;
}
