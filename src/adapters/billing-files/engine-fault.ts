import type { Fault } from '../../application/errors.ts';
import { unpackingFault } from './container.ts';

/** What went wrong while a file was read, as a fault of that file; anything that is not the file's fault is thrown on. */
export function engineFault(file: string, error: unknown): Fault {
  const unusable = unpackingFault(error);
  if (unusable !== null) return { file, row: null, column: null, seen: unusable.seen, todo: unusable.todo };
  const text = error instanceof Error ? error.message : String(error);
  const line = /CSV Error on Line: (\d+)/.exec(text)?.[1];
  if (line !== undefined) {
    return {
      file,
      row: Number(line),
      column: null,
      seen: rowTrouble(text),
      todo: 'give the file as the cloud wrote it, whole',
    };
  }
  if (text.includes('CSV Parser state machine')) {
    return {
      file,
      row: null,
      column: null,
      seen: 'CSV whose quotes or line ends do not match',
      todo: 'give the file as the cloud wrote it',
    };
  }
  if (/Out of Range Error/.test(text) && /DECIMAL|INT128|HUGEINT|sum/i.test(text)) {
    return {
      file,
      row: null,
      column: null,
      seen: 'costs too large to add up',
      todo: 'look for a cost that cannot be right',
    };
  }
  if (/parquet|thrift|snappy/i.test(text) || /^(Invalid Input|IO) Error/.test(text)) {
    return {
      file,
      row: null,
      column: null,
      seen: `a file that cannot be read (${firstSentence(text)})`,
      todo: 'download it again',
    };
  }
  throw error;
}

function rowTrouble(text: string): string {
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(text);
  if (counts !== null) return `a row of ${counts[2]} cells where the header has ${counts[1]}`;
  if (/unterminated quote/i.test(text)) return 'a quote that is not closed';
  if (/utf-8|unicode/i.test(text)) return 'bytes that are not UTF-8 text';
  return 'a row that is not CSV';
}

function firstSentence(text: string): string {
  return (
    text
      .split('\n')[0]
      ?.replace(/^[A-Za-z ]*Error: /, '')
      .slice(0, 120) ?? ''
  );
}
