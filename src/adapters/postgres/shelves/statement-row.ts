import type { NewStatement } from '../../../application/book.ts';
import { exactToText } from '../../../domain/money/exact-amount.ts';
import { minorFromText, minorToText } from '../../../domain/money/minor.ts';
import type { TaxPosition } from '../../../domain/party/party.ts';
import type { Statement, StatementState } from '../../../domain/statement/statement.ts';
import { exactOrNull } from '../decimal.ts';
import type { Cell } from '../session.ts';

export type StatementRow = {
  statement_id: string;
  seller: string;
  buyer: string;
  period: string;
  currency: string;
  version: number;
  state: StatementState;
  number: number | null;
  use_credits: boolean;
  late: boolean;
  seller_name: string;
  buyer_name: string;
  tax_percent: string | null;
  tax_position: TaxPosition;
  prices_as_of: string;
  follows: string | null;
  rounding_line: string | null;
  charges: string;
  tax: string;
  debits: string;
  adjustments: string;
  credit_applied: string;
  total: string;
  opening_balance: string;
  earned: string;
  expired: string;
  closing_balance: string;
  content_hash: string;
  drafted_seq: string;
};

export const STATEMENT_COLUMNS = [
  'statement_id',
  'seller',
  'buyer',
  'period',
  'currency',
  'version',
  'state',
  'use_credits',
  'late',
  'seller_name',
  'buyer_name',
  'tax_percent',
  'tax_position',
  'prices_as_of',
  'follows',
  'rounding_line',
  'charges',
  'tax',
  'debits',
  'adjustments',
  'credit_applied',
  'total',
  'opening_balance',
  'earned',
  'expired',
  'closing_balance',
  'content_hash',
];

export function statementOf(row: StatementRow): Statement {
  const minor = (text: string): bigint => minorFromText(text, row.currency);
  return {
    id: row.statement_id,
    seller: row.seller,
    buyer: row.buyer,
    period: row.period,
    currency: row.currency,
    version: row.version,
    state: row.state,
    number: row.number,
    useCredits: row.use_credits,
    late: row.late,
    sellerName: row.seller_name,
    buyerName: row.buyer_name,
    taxTerms: { percent: exactOrNull(row.tax_percent), position: row.tax_position },
    pricesAsOf: BigInt(row.prices_as_of),
    follows: row.follows,
    roundingLine: row.rounding_line === null ? null : minor(row.rounding_line),
    charges: minor(row.charges),
    tax: minor(row.tax),
    debits: minor(row.debits),
    adjustments: minor(row.adjustments),
    creditApplied: minor(row.credit_applied),
    total: minor(row.total),
    openingBalance: minor(row.opening_balance),
    earned: minor(row.earned),
    expired: minor(row.expired),
    closingBalance: minor(row.closing_balance),
    contentHash: row.content_hash,
    draftedSeq: BigInt(row.drafted_seq),
  };
}

export function statementCells(s: NewStatement): Cell[] {
  const text = (minor: bigint): string => minorToText(minor, s.currency);
  return [
    s.id,
    s.seller,
    s.buyer,
    s.period,
    s.currency,
    s.version,
    s.state,
    s.useCredits,
    s.late,
    s.sellerName,
    s.buyerName,
    s.taxTerms.percent && exactToText(s.taxTerms.percent),
    s.taxTerms.position,
    s.pricesAsOf,
    s.follows,
    s.roundingLine === null ? null : text(s.roundingLine),
    text(s.charges),
    text(s.tax),
    text(s.debits),
    text(s.adjustments),
    text(s.creditApplied),
    text(s.total),
    text(s.openingBalance),
    text(s.earned),
    text(s.expired),
    text(s.closingBalance),
    s.contentHash,
  ];
}
