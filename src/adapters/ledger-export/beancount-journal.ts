import type { Entry, Posting } from '../../domain/ledger/entry.ts';
import type { Currency } from '../../domain/money/currency.ts';
import { addExact, EXACT_ZERO, type ExactAmount, negateExact } from '../../domain/money/exact-amount.ts';
import { exactToReadable } from '../../domain/money/minor.ts';
import { dayAfter } from '../../domain/period/calendar-date.ts';
import { compareText } from '../../domain/text-order/compare-text.ts';
import { beancountAccount, quotedText } from './beancount-text.ts';

/**
 * The ledger as a file that `bean-check` accepts: one transaction per entry in the order of the days they count for,
 * and at the end, on the morning after the last of them, what every account must hold, to the last digit.
 */
export function beancountJournal(entries: readonly Entry[]): string {
  const byDay = entries.toSorted((a, b) => compareText(a.bookedAt, b.bookedAt));
  const [first, last] = [byDay[0], byDay.at(-1)];
  const head = [
    '; The ledger of a Creditbook. bean-check reads it; balances are those of the book, with the book’s signs.',
    'option "title" "Creditbook"',
  ];
  if (first === undefined || last === undefined) return `${head.join('\n')}\n`;
  const held = balances(byDay);
  const currencies = [...new Set(held.map(({ currency }) => currency))].sort();
  const accounts = [...new Set(held.map(({ account }) => account))];
  const sections = [
    [...head, ...currencies.map((currency) => `option "operating_currency" "${currency}"`)],
    accounts.map((account) => `${first.bookedAt} open ${account}`),
    ...byDay.map(transaction),
    held.map(
      ({ account, currency, amount }) =>
        `${dayAfter(last.bookedAt)} balance ${account}  ${exactToReadable(amount, currency)} ~ 0 ${currency}`,
    ),
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

type Balance = { readonly account: string; readonly currency: Currency; readonly amount: ExactAmount };

function balances(entries: readonly Entry[]): Balance[] {
  const held = new Map<string, Balance>();
  const add = (account: string, currency: Currency, amount: ExactAmount): void => {
    const key = `${account} ${currency}`;
    const before = held.get(key)?.amount ?? EXACT_ZERO;
    held.set(key, { account, currency, amount: addExact(before, amount) });
  };
  for (const { from, to, amount, currency } of entries.flatMap((entry) => entry.postings)) {
    add(beancountAccount(from), currency, negateExact(amount));
    add(beancountAccount(to), currency, amount);
  }
  return [...held].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, balance]) => balance);
}

function transaction(entry: Entry): string[] {
  const facts: readonly (readonly [string, string | null])[] = [
    ['key', entry.key],
    ['credit', entry.credit],
    ['version', entry.assignmentVersion === null ? null : `${entry.assignmentVersion}`],
    ['statement', entry.statement],
    ['reverses', entry.reverses],
  ];
  return [
    `${entry.bookedAt} * ${quotedText(entry.kind)} ${quotedText(entry.reason)}`,
    ...facts.flatMap(([name, value]) => (value === null ? [] : [`  ${name}: ${quotedText(value)}`])),
    ...entry.postings.flatMap(postingLines),
  ];
}

function postingLines({ from, to, amount, currency, grant }: Posting): string[] {
  const line = (account: string, moved: ExactAmount): string[] => [
    `  ${beancountAccount(account)}  ${exactToReadable(moved, currency)} ${currency}`,
    ...(grant === null ? [] : [`    grant: ${quotedText(grant)}`]),
  ];
  return [...line(from, negateExact(amount)), ...line(to, amount)];
}
