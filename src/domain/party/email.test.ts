import { expect, test } from 'vitest';
import { addressesOf, isEmail } from './email.ts';

test.each([
  'billing@north.example',
  'a@b.example; c@d.example',
  'rechnung@münchen.example',
  'josé.núñez@correo.example',
  'first.last+cloud@sub.domain.example',
  "o'brien@example",
])('%s is an e-mail of a party', (email) => {
  expect(isEmail(email)).toBe(true);
});

test.each([
  '',
  'billing at north.example',
  'billing@',
  '@north.example',
  'a@b@c.example',
  'a@b.example,c@d.example',
  'a@b.example;',
  'Ada <ada@b.example>',
  'a@b..example',
  'a@-b.example',
  'a@b.example\r\nBcc: c@d.example',
  'a\u202E@b.example',
  `${'a'.repeat(65)}@b.example`,
  Array.from({ length: 21 }, (_, nth) => `a${nth}@b.example`).join(';'),
])('%j is none', (email) => {
  expect(isEmail(email)).toBe(false);
});

test('each address of a party is written to once', () => {
  expect(addressesOf('a@b.example ; c@d.example;a@b.example')).toEqual(['a@b.example', 'c@d.example']);
  expect(addressesOf(null)).toEqual([]);
});
