import { leastOf, type Minor } from '../money/minor.ts';
import { availableOf, type Edge, edgeKey, type Grant } from './grant.ts';

/** What a buyer owes because a used credit was taken back; a line on its next draft (C4). */
export type Debit = Edge & {
  readonly id: string;
  readonly amount: Minor;
  readonly credit: string;
  readonly bookedPeriod: string;
};

/** Part of one grant that moved. */
export type Lot = { readonly grant: Grant; readonly amount: Minor };

/**
 * The grants a run works on, by edge, as they stand after each step of the run. The only mutable thing here:
 * two credits of one run must see each other's grants and withdrawals (C4).
 */
export class GrantShelf {
  readonly #byEdge = new Map<string, Map<string, Grant>>();
  #newestSeq: bigint;

  constructor(grants: readonly Grant[]) {
    this.#newestSeq = 0n;
    for (const grant of grants) this.put(grant);
  }

  put(grant: Grant): void {
    const key = edgeKey(grant);
    const shelf = this.#byEdge.get(key) ?? new Map<string, Grant>();
    shelf.set(grant.id, grant);
    this.#byEdge.set(key, shelf);
    if (grant.seq > this.#newestSeq) this.#newestSeq = grant.seq;
  }

  /** A place in history after every grant on the shelf, for one made in this run. */
  nextSeq(): bigint {
    return this.#newestSeq + 1n;
  }

  of(edge: Edge): Grant[] {
    return [...(this.#byEdge.get(edgeKey(edge))?.values() ?? [])];
  }

  /** What the seller of these grants had taken for itself it gives back, up to `amount`; returns what each gave (L7). */
  giveBack(candidates: readonly Grant[], amount: Minor): Lot[] {
    const lots: Lot[] = [];
    let left = amount;
    for (const grant of candidates) {
      const part = leastOf(grant.keptBack, left);
      if (part <= 0n) continue;
      this.put({ ...grant, keptBack: grant.keptBack - part });
      lots.push({ grant, amount: part });
      left -= part;
    }
    return lots;
  }

  /** Takes up to `amount` from the grants in the order given; returns what each gave. */
  withdraw(candidates: readonly Grant[], amount: Minor): Lot[] {
    const lots: Lot[] = [];
    let left = amount;
    for (const grant of candidates) {
      const part = leastOf(availableOf(grant), left);
      if (part <= 0n) continue;
      this.put({ ...grant, withdrawn: grant.withdrawn + part });
      lots.push({ grant, amount: part });
      left -= part;
      if (left === 0n) break;
    }
    return lots;
  }
}
