import { expect, test } from 'vitest';
import { secretSeal } from './secret-seal.ts';

const [ONE, OTHER] = [
  'one key of at least thirty-two characters',
  'another key of thirty-two characters or more',
];

test('a sealed secret tells nothing of itself, is never the same text twice, and opens', () => {
  const { seal, open } = secretSeal(ONE);
  const sealed = seal('pä$$word of the mail server', 'mail');
  expect(sealed).toMatch(/^sealed1\.[0-9a-f]{12}\.[\w-]+$/);
  expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString()).not.toContain('word');
  expect(seal('pä$$word of the mail server', 'mail')).not.toBe(sealed);
  expect(open(sealed, 'mail')).toBe('pä$$word of the mail server');
});

test('it does not open for another place, under another key, or when any part of it was changed', () => {
  const { seal, open } = secretSeal(ONE);
  const sealed = seal('word', 'webhook a');
  expect(open(sealed, 'webhook b')).toBeNull();
  expect(secretSeal(OTHER).open(sealed, 'webhook a')).toBeNull();
  const [format, key, data = ''] = sealed.split('.');
  const bytes = Buffer.from(data, 'base64url');
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(open(`${format}.${key}.${changed.toString('base64url')}`, 'webhook a')).toBeNull();
  }
  for (const text of ['', 'word', 'sealed1', `${format}.${key}.`, `${format}.${key}.${data.slice(0, 20)}`])
    expect(open(text, 'webhook a')).toBeNull();
});

test('after the key was changed the earlier one still opens, and what it sealed is told apart', () => {
  const before = secretSeal(ONE);
  const after = secretSeal(OTHER, [ONE]);
  const sealed = before.seal('word', 'mail');
  expect(after.open(sealed, 'mail')).toBe('word');
  expect([before.isNewest(sealed), after.isNewest(sealed)]).toEqual([true, false]);
  expect(after.isNewest(after.seal('word', 'mail'))).toBe(true);
});
