import { type Minor, minorToText } from '../../domain/money/minor.ts';
import { lastDayOf } from '../../domain/period/billing-period.ts';
import { breakoutOf } from './breakout-of.ts';
import { creditStory } from './credit-story.ts';
import type { DocumentSource } from './document-source.ts';
import { oneLine, textLines } from './plain-text.ts';
import type { AccountCharges, StatementDocument, TotalRow } from './statement-document.ts';

/** The document of a statement. The same source gives the same document, whoever asks for it. */
export function documentOf(source: DocumentSource): StatementDocument {
  const { currency, period, letterhead } = source;
  const text = (minor: Minor): string => minorToText(minor, currency);
  return {
    statement: source.id,
    title: source.buyerIsReseller ? 'Consolidated statement' : 'Statement',
    number: source.number === null ? null : `No. ${source.number}`,
    watermark: watermarkOf(source),
    seller: {
      name: oneLine(letterhead.name) || oneLine(source.sellerName),
      address: textLines(letterhead.address),
      notes: textLines(letterhead.notes),
      logo: letterhead.logo,
    },
    buyer: { id: oneLine(source.buyer), name: oneLine(source.buyerName) },
    period,
    month: monthText(period),
    days: `1 to ${Number(lastDayOf(period).slice(8))} ${monthText(period)}`,
    currency,
    remarks: remarksOf(source),
    charges: chargesOf(source),
    adjustments: source.adjustmentLines.map((line) => ({
      period: monthText(line.originalPeriod),
      cloud: oneLine(line.cloud),
      usageAccount: oneLine(line.usageAccount),
      service: oneLine(line.service),
      amount: text(line.price),
    })),
    totals: totalsOf(source),
    total: text(source.total),
    credit: creditStory(source),
    carriedForward: text(source.closingBalance),
    breakout: source.buyerIsReseller ? breakoutOf(source) : null,
  };
}

function watermarkOf({ state }: DocumentSource): StatementDocument['watermark'] {
  if (state === 'draft' || state === 'discarded') return 'DRAFT';
  return state === 'void' ? 'VOID' : null;
}

function remarksOf({ state, voidReason, useCredits, openingBalance, earned }: DocumentSource): string[] {
  const remarks: string[] = [];
  if (state === 'draft') remarks.push('This is a draft: nothing on it is due yet, and all of it may change.');
  if (state === 'discarded') remarks.push('This draft was discarded: nothing on it is due.');
  if (state === 'void') remarks.push(`This statement is void: ${oneLine(voidReason ?? '')}`);
  if (!useCredits && openingBalance + earned > 0n) {
    remarks.push('Credits were not used on this statement; the balance waits for a later one.');
  }
  return remarks;
}

function chargesOf({ lines, currency }: DocumentSource): AccountCharges[] {
  const accounts = Map.groupBy(lines, (line) => JSON.stringify([line.cloud, line.usageAccount]));
  return [...accounts.values()].map((group) => ({
    cloud: oneLine(group[0]?.cloud ?? ''),
    usageAccount: oneLine(group[0]?.usageAccount ?? ''),
    lines: group.map(({ service, price }) => ({
      service: oneLine(service),
      amount: minorToText(price, currency),
    })),
    total: minorToText(
      group.reduce((sum, line) => sum + line.price, 0n),
      currency,
    ),
  }));
}

/** From the charges to the total. Where the credit lowers the taxable base it stands before the tax (T5). */
function totalsOf(source: DocumentSource): TotalRow[] {
  const row = (name: TotalRow['name'], label: string, amount: Minor): TotalRow => ({
    name,
    label,
    amount: minorToText(amount, source.currency),
  });
  const { roundingLine, adjustmentLines, debitAmounts, taxPercent, creditApplied } = source;
  const many = debitAmounts.length > 1;
  const tax = taxPercent === null ? [] : [row('tax', `Tax ${taxPercent} %`, source.tax)];
  const credit = [row('credit', 'Credit', -creditApplied)];
  const debits = debitAmounts.map((amount, at) =>
    row('debit', many ? `Credit adjustment ${at + 1}` : 'Credit adjustment', amount),
  );
  const adjustments =
    adjustmentLines.length === 0
      ? []
      : [row('adjustments', 'Adjustments of earlier periods', source.adjustments)];
  const head = [
    row('charges', 'Charges', source.charges),
    ...(roundingLine === null ? [] : [row('rounding', 'of which rounding', roundingLine)]),
  ];
  const total = row('total', 'Total', source.total);
  return source.taxPosition === 'before_tax'
    ? [...head, ...debits, ...credit, ...tax, ...adjustments, total]
    : [...head, ...tax, ...debits, ...adjustments, ...credit, total];
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function monthText(period: string): string {
  return `${MONTHS[Number(period.slice(5)) - 1]} ${period.slice(0, 4)}`;
}
