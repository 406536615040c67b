import { expect, test } from 'vitest';
import { rebased } from './rebased.ts';

const OPENED = { name: 'Blue Kiln', email: '', services: { AmazonEC2: 'Compute' }, useCredits: true };

test('what was typed stays, and what another changed in the other fields is not erased', () => {
  const typed = { ...OPENED, name: 'Blue Kiln Studio' };
  const now = {
    ...OPENED,
    email: 'works@kiln.example',
    services: { AmazonEC2: 'Servers' },
    useCredits: false,
  };
  expect(rebased(typed, OPENED, now)).toEqual({ ...now, name: 'Blue Kiln Studio' });
});

test('where both changed the same, what was typed is kept', () => {
  const typed = { ...OPENED, name: 'Blue Kiln Studio' };
  expect(rebased(typed, OPENED, { ...OPENED, name: 'Blue Kiln Works' })).toEqual(typed);
});

test('an equal list or map is not taken for a touched one', () => {
  const typed = { ...OPENED, services: { AmazonEC2: 'Compute' } };
  const now = { ...OPENED, services: {} };
  expect(rebased(typed, OPENED, now)).toEqual(now);
});
