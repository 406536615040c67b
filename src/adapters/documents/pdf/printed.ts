import type {
  BreakoutAmounts,
  DocumentBreakout,
  StatementDocument,
} from '../../../application/documents/statement-document.ts';
import { lastDayOf } from '../../../domain/period/billing-period.ts';
import { FAMILIES } from './fonts.ts';

/** What statement.typ prints, as JSON: the document with its amounts grouped and its long words breakable. */
export function printed(document: StatementDocument): string {
  const { seller, buyer, title, number, month, totals, breakout } = document;
  const numbered = number ?? 'Draft';
  const [year, monthNumber, day] = lastDayOf(document.period).split('-').map(Number);
  const total = totals.at(-1);
  return JSON.stringify({
    fonts: FAMILIES.map((family) => family.name),
    title,
    numbered,
    heading: `${title} ${numbered}, ${month}`,
    date: { year, month: monthNumber, day },
    watermark: document.watermark,
    statement: document.statement,
    seller: {
      name: breakable(seller.name),
      address: seller.address.map(breakable),
      notes: seller.notes.map(breakable),
      logo: seller.logo === null ? null : logoName(seller.logo),
    },
    buyer: { id: breakable(buyer.id), name: breakable(buyer.name) },
    days: document.days,
    currency: document.currency,
    remarks: document.remarks.map(breakable),
    // Not the charges: beside the total they would be taken for all that leads to it, and tax is missing.
    summary: [
      ...totals.filter((row) => row.name === 'credit').map(labelled),
      labelled({ label: 'Carried forward', amount: document.carriedForward }),
    ],
    due: labelled({ label: total?.label ?? '', amount: document.total }),
    charges: document.charges.map(({ cloud, usageAccount, lines, total: sum }) => ({
      cloud: breakable(cloud),
      usageAccount: breakable(usageAccount),
      total: grouped(sum),
      lines: lines.map((line) => ({ service: breakable(line.service), amount: grouped(line.amount) })),
    })),
    adjustments: document.adjustments.map(({ period, usageAccount, service, amount }) => ({
      period,
      usageAccount: breakable(usageAccount),
      service: breakable(service),
      amount: grouped(amount),
    })),
    totals: totals.map((row) => ({ name: row.name, ...labelled(row) })),
    credit: document.credit.map((step) => ({
      name: step.name,
      ...labelled(step),
      items: step.items.map(({ account, description, amount }) => ({
        account: breakable(account),
        description: breakable(description),
        amount: grouped(amount),
      })),
    })),
    breakout: breakout === null ? null : printedBreakout(breakout),
  });
}

/** Under which name the compiler finds a logo; the ending tells it the format. */
export function logoName({ hash, kind }: NonNullable<StatementDocument['seller']['logo']>): string {
  return `logo-${hash}.${kind}`;
}

function printedBreakout(breakout: DocumentBreakout): unknown {
  const amounts = ({ earned, applied, expired }: BreakoutAmounts) => ({
    earned: grouped(earned),
    applied: grouped(applied),
    expired: grouped(expired),
  });
  return {
    namesRules: breakout.namesRules,
    hasExpired: breakout.hasExpired,
    ...amounts(breakout),
    customers: breakout.customers.map((customer) => ({
      customer: breakable(customer.customer),
      ...amounts(customer),
      rows: customer.rows.map((row) => ({
        account: breakable(row.account),
        description: breakable(row.description),
        rule: row.rule === null ? null : breakable(row.rule),
        ...amounts(row),
      })),
    })),
  };
}

function labelled({ label, amount }: { readonly label: string; readonly amount: string }) {
  return { label, amount: grouped(amount) };
}

/** `-1234567.50` as `−1,234,567.50`. */
export function grouped(amount: string): string {
  const [whole = '', fraction] = amount.replace('-', '').split('.');
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount.startsWith('-') ? '−' : ''}${thousands}${fraction === undefined ? '' : `.${fraction}`}`;
}

const LONGEST_WORD = 24;
const LONG_WORD = new RegExp(`[^\\s\\u200B]{${LONGEST_WORD},}`, 'gu');
const LETTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A word longer than its column would run over the next one: places to break it, which nobody sees. */
export function breakable(text: string): string {
  return text.length < LONGEST_WORD
    ? text
    : text.replace(LONG_WORD, (word) => {
        const letters = [...LETTERS.segment(word)].map(({ segment }) => segment);
        return letters.map((letter, at) => (at > 0 && at % 12 === 0 ? `\u200B${letter}` : letter)).join('');
      });
}
