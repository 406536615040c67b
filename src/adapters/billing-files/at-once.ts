/** Does the work for every item, a few at once, and answers in the items' order. A failure is thrown when all hands are still. */
export async function atOnce<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Array<R>(items.length);
  const queue = items.entries();
  const hand = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item, index);
  };
  const hands = await Promise.allSettled(Array.from({ length: Math.min(limit, items.length) }, hand));
  const failed = hands.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return results;
}
