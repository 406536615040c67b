import { expect, test } from 'vitest';
import { checkedLogo } from './logo.ts';

const check = (bytes: Uint8Array) => checkedLogo(bytes, (text) => `hash of ${text.length}`);
const svg = (inner: string) =>
  new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg">${inner}</svg>`);
function png(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return bytes;
}
/** A start, an application marker of four bytes, and a frame. */
function jpeg(width: number, height: number): Uint8Array {
  return new Uint8Array([
    0xff,
    0xd8,
    0xff,
    0xe0,
    0,
    4,
    1,
    2,
    0xff,
    0xc0,
    0,
    17,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    3,
    0,
    0,
  ]);
}

test.each([
  ['png', png(120, 40)],
  ['jpeg', jpeg(120, 40)],
  ['svg', svg('<rect width="3" height="3" fill="url(#a)"/><use href="#b"/>')],
])('a %s is told by its content', (kind, bytes) => {
  expect(check(bytes)).toMatchObject({ kind, bytes });
});

test.each([
  ['text', new TextEncoder().encode('logo.png'), 'of another kind'],
  ['nothing', new Uint8Array(), 'of another kind'],
  ['a page with a picture in it', new TextEncoder().encode('<html><svg></svg></html>'), 'of another kind'],
  ['more than half a MiB', new Uint8Array(512 * 1024 + 1), 'bytes'],
  ['a PNG that unpacks to more than a screen', png(40_000, 10), '40000 × 10 pixels'],
  ['a PNG of no size', png(0, 10), 'without a size'],
  ['a JPEG of a huge size', jpeg(60_000, 60_000), '60000 × 60000 pixels'],
  ['a JPEG that ends before its frame', jpeg(1, 1).slice(0, 8), 'without a size'],
  ['an SVG with a script', svg('<script>alert(1)</script>'), 'script'],
  ['an SVG with a handler', svg('<rect onclick="x()"/>'), 'event handler'],
  ['an SVG with a foreign object', svg('<foreignObject/>'), 'script or a foreign object'],
  ['an SVG that reads a file', svg('<image href="file:///etc/passwd"/>'), 'outside'],
  ['an SVG that asks a server', svg('<use xlink:href="https://x.example/#a"/>'), 'outside'],
  ['an SVG with a style from elsewhere', svg('<style>@import "x"</style>'), 'outside'],
  [
    'an SVG with an entity',
    new TextEncoder().encode('<?xml version="1.0"?><!-- a --><svg><!ENTITY a "b"></svg>'),
    'entity',
  ],
  ['an SVG that does not end', new TextEncoder().encode('<svg><rect/>'), 'does not end'],
])('%s is no logo', (_, bytes, seen) => {
  expect(check(bytes)).toMatchObject({
    seen: expect.stringContaining(seen) as string,
    todo: expect.any(String) as string,
  });
});

test('comments stand before and after an SVG, and nothing in them ends it', () => {
  const picture = '<?xml version="1.0"?>\n<!-- drawn by hand -->\n<!----><svg><rect/></svg>';
  const bytes = (text: string) => new TextEncoder().encode(text);
  expect(check(bytes(`${picture} <!-- the </svg> end --> \n`))).toMatchObject({ kind: 'svg' });
  expect(check(bytes(`${picture.replace('</svg>', '')}<!-- </svg> -->`))).toMatchObject({
    seen: 'an SVG that does not end',
  });
  expect(check(bytes(`${picture}<!-- never closed`))).toMatchObject({ seen: 'an SVG that does not end' });
});

/** Half a MiB of what a pattern that looks back would try in every way: hours, or longer than there is time. */
test.each([
  ['comments before no picture', `${'<!---->'.repeat(70_000)}<text/>`, 'of another kind'],
  ['ends of which none is the last', `<svg>${'</svg><!-- '.repeat(45_000)}`, 'does not end'],
  ['comments after the end', `<svg></svg>${'<!---->'.repeat(70_000)}.`, 'does not end'],
  ['blanks before the end of a link', `<svg><a href=${' '.repeat(500_000)}>`, 'does not end'],
  ['blanks in a paint', `<svg fill="url(${' '.repeat(500_000)})">`, 'does not end'],
])('%s are read through once', (_, text, seen) => {
  expect(check(new TextEncoder().encode(text))).toMatchObject({
    seen: expect.stringContaining(seen) as string,
  });
});
