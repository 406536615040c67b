import type { Entry, Posting } from '../../domain/ledger/entry.ts';
import { type Currency, minorDigits } from '../../domain/money/currency.ts';
import { type ExactAmount, negateExact } from '../../domain/money/exact-amount.ts';
import { exactToReadable } from '../../domain/money/minor.ts';
import { compareText } from '../../domain/text-order/compare-text.ts';
import { accountText, codeText, plainText, tagText } from './hledger-text.ts';

/**
 * The ledger as a journal that `hledger check --strict` accepts: one transaction per entry, in the order of the
 * days they count for, each posting as what leaves one account and what enters the other.
 */
export function hledgerJournal(entries: readonly Entry[]): string {
  const byDay = entries.toSorted((a, b) => compareText(a.bookedAt, b.bookedAt));
  const postings = entries.flatMap((entry) => entry.postings);
  const currencies = [...new Set(postings.map((posting) => posting.currency))].sort();
  const accounts = [...new Set(postings.flatMap(({ from, to }) => [from, to].map(accountText)))].sort();
  const sections = [
    [
      '; The ledger of a Creditbook. hledger check --strict reads it; balances are those of the book.',
      'decimal-mark .',
    ],
    currencies.map((currency) => `commodity ${sample(currency)}`),
    accounts.map((account) => `account ${account}`),
    ...byDay.map(transaction),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** How amounts of a currency are shown; hledger wants the decimal mark even where no decimals follow. */
function sample(currency: Currency): string {
  return `1000.${'0'.repeat(minorDigits(currency))} ${currency}`;
}

function transaction(entry: Entry): string[] {
  const description = [entry.kind, plainText(entry.reason)].filter((part) => part !== '').join(': ');
  const tags = [
    tagText('kind', entry.kind),
    ...(entry.credit === null ? [] : [tagText('credit', entry.credit)]),
    ...(entry.assignmentVersion === null ? [] : [tagText('version', `${entry.assignmentVersion}`)]),
    ...(entry.statement === null ? [] : [tagText('statement', entry.statement)]),
    ...(entry.reverses === null ? [] : [tagText('reverses', entry.reverses)]),
  ];
  return [
    `${entry.bookedAt} (${codeText(entry.key)}) ${description}`,
    `    ; ${tags.join(', ')}`,
    ...entry.postings.flatMap(postingLines),
  ];
}

function postingLines(posting: Posting): string[] {
  const grant = posting.grant === null ? '' : `  ; ${tagText('grant', posting.grant)}`;
  const line = (account: string, amount: ExactAmount): string =>
    `    ${accountText(account)}  ${exactToReadable(amount, posting.currency)} ${posting.currency}${grant}`;
  return [line(posting.from, negateExact(posting.amount)), line(posting.to, posting.amount)];
}
