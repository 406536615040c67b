import { expect, test } from 'vitest';
import { stemOf } from './stem.ts';

test.each([
  [
    'AWS Open Source Promotional Credits, credit from account: 391835788720',
    'AWS Open Source Promotional Credits',
    '391835788720',
  ],
  ['  MAP 2.0 Credit  ', 'MAP 2.0 Credit', null],
  ['Credit, from somewhere, credit from account: 012345678901 ', 'Credit, from somewhere', '012345678901'],
  ['credit from account: 391835788720', 'credit from account: 391835788720', null],
  ['', '', null],
])('%j is about %j and comes from %s (C2)', (line, description, ownerAccount) => {
  expect(stemOf(line)).toEqual({ description, ownerAccount });
});
