import type { PayerMonth } from '../line-item/delivered-month.ts';
import type { Currency } from '../money/currency.ts';
import { EXACT_ZERO, type ExactAmount, negateExact } from '../money/exact-amount.ts';
import { type Minor, residualOf, roundToMinor } from '../money/minor.ts';

/** A partner programme's discount is kept by the distributor; a refund waits for a hand (C7). */
export type CreditKind = 'credit' | 'partner_discount' | 'refund';

/** What makes two lines the same credit; line item ids never do (C1). */
export type CreditIdentity = PayerMonth & {
  readonly usageAccount: string;
  readonly service: string;
  /** The description stem, trimmed, otherwise raw (C2). */
  readonly description: string;
  readonly ownerAccount: string | null;
  readonly currency: Currency;
  readonly lineType: string;
};

/** The credit lines of one thing, gathered (C1). */
export type Credit = CreditIdentity & {
  readonly id: string;
  readonly kind: CreditKind;
  /** Signed as the cloud writes it: negative for a credit, as last delivered (C3). */
  readonly exact: ExactAmount;
  readonly lines: number;
  /** Whether `exact` is the cloud's final word (C6). */
  readonly final: boolean;
  /** The exact total the ledger has received so far; null while nothing was posted. */
  readonly bookedExact: ExactAmount | null;
};

/** The text whose hash is the credit's id. */
export function identityKey(credit: CreditIdentity): string {
  return JSON.stringify([
    credit.cloud,
    credit.payerAccount,
    credit.period,
    credit.usageAccount,
    credit.service,
    credit.description,
    credit.ownerAccount,
    credit.currency,
    credit.lineType,
  ]);
}

/** The credit as the cloud last said its final word: an estimate is never posted, it waits for the next one (C6). */
export function lastFinal(credit: Credit): Credit {
  return credit.final ? credit : { ...credit, exact: credit.bookedExact ?? EXACT_ZERO, final: true };
}

/** −exact, rounded once, half away from zero (C3): what there is to divide. */
export function amountOf(exact: ExactAmount, currency: Currency): Minor {
  return roundToMinor(negateExact(exact), currency);
}

/** −exact − amount (C3): booked to distributor:rounding in exact decimals. */
export function residualOfCredit(exact: ExactAmount, currency: Currency): ExactAmount {
  return residualOf(exact, amountOf(exact, currency), currency);
}

/** A credit of kind `credit` that rounds to nothing (C5). */
export function isDust(credit: Pick<Credit, 'kind' | 'exact' | 'currency' | 'lines'>): boolean {
  return credit.kind === 'credit' && credit.lines > 0 && amountOf(credit.exact, credit.currency) === 0n;
}

/** A partner programme's discount written as a Credit line (C7). */
export function kindOf(lineType: string, description: string): CreditKind {
  if (lineType === 'Refund') return 'refund';
  return /(^|[^a-z0-9])spp-|solution provider program/i.test(description) ? 'partner_discount' : 'credit';
}
