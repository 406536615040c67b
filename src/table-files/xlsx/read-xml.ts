import { SaxesParser } from 'saxes';
import { brokenWorkbook, UnusableWorkbook } from './unusable-workbook.ts';

/** What is heard of a part while it is read; names come without the prefix of their namespace. */
export type XmlListener = {
  readonly opened?: (name: string, attribute: (name: string) => string | undefined) => void;
  readonly text?: (text: string) => void;
  readonly closed?: (name: string) => void;
};

/** Nothing that belongs into a workbook says so much in one breath: the parser holds it in memory till it ends. */
const LONGEST_BREATH = 1 << 20;

/** Reads XML piece by piece; after each piece what the listener has put aside by then is given on. */
export async function* readXml<T>(
  pieces: AsyncIterable<Uint8Array>,
  listener: XmlListener,
  taken: () => readonly T[],
): AsyncGenerator<T, void> {
  const parser = new SaxesParser();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let silence = 0;
  parser.on('error', () => {
    throw brokenWorkbook();
  });
  // Entities of its own are how XML is made to grow in memory or to read other files; no workbook has any.
  parser.on('doctype', () => {
    throw brokenWorkbook();
  });
  parser.on('opentag', ({ name, attributes }) => {
    silence = 0;
    listener.opened?.(localName(name), (wanted) => attributes[wanted]);
  });
  parser.on('closetag', ({ name }) => {
    silence = 0;
    listener.closed?.(localName(name));
  });
  parser.on('text', (text) => listener.text?.(text));
  parser.on('cdata', (text) => listener.text?.(text));
  const write = (text: string): void => {
    silence += text.length;
    parser.write(text);
    if (silence > LONGEST_BREATH + text.length) throw brokenWorkbook();
  };
  try {
    for await (const piece of pieces) {
      write(decoder.decode(piece, { stream: true }));
      yield* taken();
    }
    write(decoder.decode());
    parser.close();
  } catch (error) {
    throw error instanceof UnusableWorkbook ? error : brokenWorkbook();
  }
  yield* taken();
}

/** A whole part that is small enough to be heard to its end before anything is done with it. */
export async function hearXml(pieces: AsyncIterable<Uint8Array>, listener: XmlListener): Promise<void> {
  for await (const _ of readXml<never>(pieces, listener, () => []));
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
