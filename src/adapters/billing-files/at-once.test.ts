import { expect, it } from 'vitest';
import { atOnce } from './at-once.ts';

it('never has more pieces of work in hand than allowed, and answers in order', async () => {
  let inHand = 0;
  let most = 0;
  const answers = await atOnce([1, 2, 3, 4, 5], 2, async (item) => {
    inHand += 1;
    most = Math.max(most, inHand);
    await Promise.resolve();
    inHand -= 1;
    return item * 10;
  });
  expect(answers).toEqual([10, 20, 30, 40, 50]);
  expect(most).toBe(2);
});

it('throws a failure only when no other piece is still in hand', async () => {
  const ended: number[] = [];
  const work = atOnce([1, 2], 2, async (item) => {
    if (item === 1) throw new Error('first');
    await Promise.resolve();
    ended.push(item);
  });
  await expect(work).rejects.toThrow('first');
  expect(ended).toEqual([2]);
});
