import type { Logo, LogoKind } from '../../domain/party/letterhead.ts';

// Whoever may set a letterhead sends these bytes: every pattern here must read them in linear time.

/** A logo that is none: what was seen and what to do. */
export type LogoFault = { readonly seen: string; readonly todo: string };

const MOST_BYTES = 512 * 1024;
const MOST_PIXELS = 4_000;

/** What the bytes are, by their content; a name or a media type is never believed. */
export function checkedLogo(bytes: Uint8Array, hashOf: (text: string) => string): Logo | LogoFault {
  if (bytes.length > MOST_BYTES)
    return { seen: `${bytes.length} bytes`, todo: `send a logo of at most ${MOST_BYTES} bytes` };
  const kind = kindOf(bytes);
  if (kind === null) return { seen: 'a file of another kind', todo: 'send a PNG, JPEG or SVG picture' };
  const fault =
    kind === 'svg' ? svgFault(textOf(bytes)) : sizeFault(kind === 'png' ? pngSize(bytes) : jpegSize(bytes));
  return fault ?? { kind, bytes, hash: hashOf(Array.from(bytes, hex).join('')) };
}

function kindOf(bytes: Uint8Array): LogoKind | null {
  const starts = (...signature: number[]): boolean => signature.every((byte, at) => bytes[at] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'png';
  if (starts(0xff, 0xd8, 0xff)) return 'jpeg';
  return /^\s*(?:<\?xml[^>]*\?>\s*)?<svg[\s>]/.test(withoutComments(textOf(bytes))) ? 'svg' : null;
}

type Size = { readonly width: number; readonly height: number };

/** Of the first chunk, which is always IHDR. */
function pngSize(bytes: Uint8Array): Size | null {
  const at = (from: number): number =>
    ((bytes[from] ?? 0) << 24) | ((bytes[from + 1] ?? 0) << 16) | word(bytes, from + 2);
  return bytes.length < 33 ? null : { width: at(16), height: at(20) };
}

/** Of the frame header: markers are skipped by their lengths until it comes. */
function jpegSize(bytes: Uint8Array): Size | null {
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: word(bytes, at + 7), height: word(bytes, at + 5) };
    at += 2 + word(bytes, at + 2);
  }
  return null;
}

/** A small file may unpack to a picture that fills the memory. */
function sizeFault(size: Size | null): LogoFault | null {
  if (size === null || size.width < 1 || size.height < 1)
    return { seen: 'a picture without a size', todo: 'send a whole picture: this one is torn' };
  return size.width > MOST_PIXELS || size.height > MOST_PIXELS
    ? {
        seen: `${size.width} × ${size.height} pixels`,
        todo: `send a logo of at most ${MOST_PIXELS} × ${MOST_PIXELS} pixels`,
      }
    : null;
}

const ACTIVE: readonly (readonly [pattern: RegExp, seen: string])[] = [
  [/<!(DOCTYPE|ENTITY)/i, 'a document type or entity'],
  [/<\s*(?:\w+:)?(script|foreignObject|iframe|animate\w*|set|handler)\b/i, 'a script or a foreign object'],
  [/\son\w+\s*=/i, 'an event handler'],
  [
    /(?:href|src)\s*=\s*(?:["']\s*)?(?!["']?(#|data:image\/(png|jpeg);))[^\s"'>]/i,
    'a link to something outside',
  ],
  [/url\(\s*(?:["']\s*)?(?!#)[^)\s]/i, 'a link to something outside'],
  [/@import|<\?xml-stylesheet/i, 'a style sheet from outside'],
];

/** A logo shows shapes: what acts, or fetches from elsewhere, is not one. */
function svgFault(svg: string): LogoFault | null {
  const found = ACTIVE.find(([pattern]) => pattern.test(svg));
  if (found !== undefined) return { seen: found[1], todo: 'send an SVG of shapes alone' };
  return /<\/svg\s*>$/.test(withoutComments(svg).trimEnd())
    ? null
    : { seen: 'an SVG that does not end', todo: 'send a whole picture: this one is torn' };
}

/** A space for each comment; one that does not end stays, and is then no part of a picture. */
function withoutComments(svg: string): string {
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const begin = svg.indexOf('<!--', at);
    const end = begin < 0 ? -1 : svg.indexOf('-->', begin + 4);
    if (end < 0) return kept.join('') + svg.slice(at);
    kept.push(svg.slice(at, begin), ' ');
    at = end + 3;
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}
function word(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
