/** The named invariants of the book. Source: semantics K. */
export type CheckName =
  | 'lines-accounted'
  | 'credit-conserved'
  | 'entries-balance'
  | 'no-negative-balance'
  | 'grants-reconcile'
  | 'seller-books'
  | 'charges-billed'
  | 'statement-adds-up'
  | 'open-frozen'
  | 'numbers-gapless'
  | 'carry-forward'
  | 'nothing-pending'
  | 'nothing-unmapped'
  | 'unknown-line-types'
  | 'debits-billed'
  | 'breakout-equals-lump';

export type Check = {
  readonly name: CheckName;
  /** One sentence: what holds. */
  readonly sentence: string;
  /** An error means the book is wrong; a warning waits for a person before the period closes. */
  readonly severity: 'error' | 'warning';
};

/** Something that breaks an invariant: which object, and by how much. */
export type Finding = { readonly object: string; readonly amount: string };

export type CheckResult = {
  readonly check: CheckName;
  readonly ok: boolean;
  /** What holds. */
  readonly sentence: string;
  /** The first of what does not hold, and how many more there are. */
  readonly findings: readonly Finding[];
  readonly more: number;
  /** Both as one text: the sentence, or the objects and the amounts. */
  readonly detail: string;
  readonly severity: Check['severity'];
};

export const CHECKS: readonly Check[] = [
  error(
    'lines-accounted',
    'Every line read stands in charges, credits, kept discounts, refunds, tax or unknown, to the last digit.',
  ),
  error('credit-conserved', 'The shares of every credit and its residual are exactly what the cloud gave.'),
  error(
    'entries-balance',
    'Every entry moves positive amounts from one account to another, in whole minor units.',
  ),
  error('no-negative-balance', "No grant's remainder and no balance is below zero."),
  error(
    'grants-reconcile',
    'Granted is applied, reserved, expired, withdrawn and available, per grant and per buyer.',
  ),
  error('seller-books', 'What every seller received from credits it passed on or kept.'),
  error(
    'charges-billed',
    'Every charge read stands on a statement or adjustment, is unmapped, or is not yet drafted.',
  ),
  error(
    'statement-adds-up',
    'Lines, tax, debits and adjustments less the credit applied are the total, and no credit pays below zero.',
  ),
  error('open-frozen', 'No open statement has changed since it was opened.'),
  error('numbers-gapless', "Every seller's statement numbers run from 1 without a gap."),
  error(
    'carry-forward',
    "Every statement opens with the closing balance of the one before, and the last one's closing is what is left.",
  ),
  error(
    'debits-billed',
    'What a buyer owes for credit taken back waits for its next statement, or stands on an open one.',
  ),
  error('breakout-equals-lump', "The break-out of every statement's credit sums to its lump."),
  warning('nothing-pending', 'No credit waits for a decision.'),
  warning('nothing-unmapped', 'Every usage account with charges or credits belongs to a customer.'),
  warning('unknown-line-types', 'Every line type that was read is known.'),
];

/** How many findings a check shows. */
export const SHOWN = 10;

/**
 * The answer of a check: its sentence when nothing was found, else the objects and the amounts. Who counted them
 * elsewhere gives the first `SHOWN` and how many there are.
 */
export function checkResult(
  check: Check,
  findings: readonly Finding[],
  count: number = findings.length,
): CheckResult {
  const { name, severity, sentence } = check;
  const shown = findings.slice(0, SHOWN);
  const more = Math.max(0, count - SHOWN);
  const told = [
    ...shown.map(({ object, amount }) => `${object}: ${amount}`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
  return {
    check: name,
    ok: count === 0,
    sentence,
    findings: shown,
    more,
    detail: count === 0 ? sentence : told.join('; '),
    severity,
  };
}

function error(name: CheckName, sentence: string): Check {
  return { name, sentence, severity: 'error' };
}

function warning(name: CheckName, sentence: string): Check {
  return { name, sentence, severity: 'warning' };
}
