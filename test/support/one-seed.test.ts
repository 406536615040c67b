import fc from 'fast-check';
import { expect, test } from 'vitest';

test('what chance gives is the same each time it is asked, and the same in the next run', () => {
  expect(fc.sample(fc.nat(), 5)).toEqual(fc.sample(fc.nat(), 5));
  const given = process.env['CREDITBOOK_TEST_SEED'] ?? '20260331';
  expect(fc.readConfigureGlobal().seed).toBe(Number(given));
});
