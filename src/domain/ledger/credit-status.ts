/** estimated → pending → assigned (editable) → processing (read-only) → processed (never changes). Source: S5. */
export type CreditStatus = 'estimated' | 'pending' | 'assigned' | 'processing' | 'processed';

export type CreditFacts = {
  readonly final: boolean;
  readonly assigned: boolean;
  /** Part of its grants is reserved by a draft; applied on an open statement. */
  readonly reserved: boolean;
  readonly applied: boolean;
  /** Something is left of the grants it made. */
  readonly left: boolean;
  /** Its billing period is closed. */
  readonly periodClosed: boolean;
};

/** The status is never stored: it follows from what stands in the book (S5). */
export function creditStatus(facts: CreditFacts): CreditStatus {
  if (!facts.assigned) return facts.final ? 'pending' : 'estimated';
  if (facts.applied) return 'processed';
  if (facts.reserved) return 'processing';
  return !facts.left && facts.periodClosed ? 'processed' : 'assigned';
}
