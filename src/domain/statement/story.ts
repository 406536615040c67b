import type { Minor } from '../money/minor.ts';
import type { StoryItem } from './statement.ts';

/** One movement of a grant's available amount that is not a draft's own: granted, withdrawn, lapsed, restored. */
export type Flow = {
  readonly grant: string;
  readonly movement: 'earned' | 'expired' | 'restored';
  /** Withdrawals are negative `earned`. */
  readonly amount: Minor;
  /** Place in the book's history. */
  readonly seq: bigint;
  /** Of a restoration: when the voided statement had taken it. */
  readonly takenSeq: bigint | null;
};

/**
 * What happened to the balance since the previous statement (T6). A restoration counts only if the statement
 * before had seen the taking; otherwise both fell in between and nothing happened.
 */
export function storySince(flows: readonly Flow[], previousSeq: bigint): StoryItem[] {
  const items = new Map<string, { movement: Flow['movement']; grant: string; amount: Minor }>();
  for (const flow of flows) {
    if (flow.seq <= previousSeq) continue;
    if (flow.takenSeq !== null && flow.takenSeq > previousSeq) continue;
    const key = `${flow.movement} ${flow.grant}`;
    const before = items.get(key);
    items.set(key, {
      movement: flow.movement,
      grant: flow.grant,
      amount: (before?.amount ?? 0n) + flow.amount,
    });
  }
  return [...items.values()]
    .filter((item) => item.amount !== 0n)
    .sort((a, b) => (`${a.movement} ${a.grant}` < `${b.movement} ${b.grant}` ? -1 : 1));
}
