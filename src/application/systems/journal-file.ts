import { ROUNDING } from '../../domain/ledger/account.ts';
import { patternFor } from '../../domain/ledger/account-pattern.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import type { Currency } from '../../domain/money/currency.ts';
import { addExact, EXACT_ZERO, type ExactAmount, negateExact } from '../../domain/money/exact-amount.ts';
import { type Minor, minorToText, roundToMinor } from '../../domain/money/minor.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import type { AccountCode } from '../../domain/party/settings.ts';
import { type BillingPeriod, firstDayOf, lastDayOf } from '../../domain/period/billing-period.ts';
import type { Shelves } from '../book.ts';
import { Refusal } from '../errors.ts';
import { type SystemTable, totalsOf } from './system-table.ts';

const COLUMNS = [
  'period',
  'date',
  'entry',
  'line',
  'code',
  'name',
  'tax_code',
  'party',
  'debit',
  'credit',
  'currency',
  'kind',
  'credit_id',
  'statement_id',
  'text',
] as const;

type Line = {
  readonly account: AccountCode;
  /** The buyer of a balance, the payer account of a cloud; blank for what is the seller's alone. */
  readonly party: string;
  readonly currency: Currency;
  /** Positive is a debit: in the ledger's terms, what left. */
  readonly amount: Minor;
};

/**
 * The ledger of one seller in a period as a journal for an accounting system: what leaves a ledger account is a debit,
 * what enters one a credit, under the code that the settings give it. Accounts with the same code and party are one, so
 * a move between them, such as a draft's reservation, is no entry there. Every entry balances, in whole minor units:
 * what rounding set aside (C3) is finer than an accounting system keeps and stays in the book.
 */
export async function journalTable(
  shelves: Shelves,
  period: BillingPeriod,
  seller: string,
): Promise<SystemTable> {
  const { systems } = await shelves.settings.load();
  const entries = await shelves.ledger.entries({ from: firstDayOf(period), upTo: lastDayOf(period) });
  const own = entries.map((entry) => withPostingsOf(entry, seller));
  const codes = codesOf(own, systems.accountCodes);
  const journal = own.flatMap((entry) => {
    const lines = linesOf(entry, codes);
    return lines.length === 0 ? [] : [{ entry, lines }];
  });
  const rows = journal.flatMap(({ entry, lines }) =>
    lines.map((line, at) => [
      period,
      entry.bookedAt,
      entry.key,
      `${at + 1}`,
      ...cellsOf(line),
      ...aboutOf(entry),
    ]),
  );
  return {
    kind: 'journal',
    columns: COLUMNS,
    rows,
    totals: totalsOf(
      journal.flatMap(({ lines }) =>
        lines.map(({ amount, currency }) => {
          return amount > 0n
            ? { of: 'debit', amount, currency }
            : { of: 'credit', amount: -amount, currency };
        }),
      ),
    ),
  };
}

/** Each account has one seller as its owner, and no posting moves between owners; the cloud stands with the distributor. */
function withPostingsOf(entry: Entry, seller: string): Entry {
  const owner = (account: string): string => {
    const first = account.slice(0, account.indexOf(':'));
    return first === 'cloud' ? DISTRIBUTOR : first;
  };
  const postings = entry.postings.filter(
    ({ from, to }) => owner(from) === seller && from !== ROUNDING && to !== ROUNDING,
  );
  return { ...entry, postings };
}

function codesOf(
  entries: readonly Entry[],
  accountCodes: Readonly<Record<string, AccountCode>>,
): ReadonlyMap<string, AccountCode> {
  const patterns = Object.keys(accountCodes);
  const accounts = new Set(entries.flatMap((entry) => entry.postings.flatMap(({ from, to }) => [from, to])));
  const codes = new Map<string, AccountCode>();
  const without: string[] = [];
  for (const account of [...accounts].sort()) {
    const pattern = patternFor(account, patterns);
    const code = pattern === null ? undefined : accountCodes[pattern];
    if (code === undefined) without.push(account);
    else codes.set(account, code);
  }
  if (without.length > 0) throw withoutCode(without);
  return codes;
}

const NAMED = 5;

function withoutCode(accounts: readonly string[]): Refusal {
  const named = accounts.slice(0, NAMED).join(', ');
  const more = accounts.length > NAMED ? ` and ${accounts.length - NAMED} more` : '';
  const parts = (accounts[0] ?? '').split(':');
  const pattern = parts.map((part, at) =>
    at === 1 && (parts.length === 3 || parts[0] === 'cloud') ? '*' : part,
  );
  return new Refusal(
    'account-without-code',
    `no code for ${named}${more}: give each one in the settings, under systems.accountCodes, for instance "${pattern.join(':')}": { "code": "…" }`,
  );
}

function linesOf(entry: Entry, codes: ReadonlyMap<string, AccountCode>): Line[] {
  const sums = new Map<string, Omit<Line, 'amount'> & { exact: ExactAmount }>();
  const add = (ledgerAccount: string, currency: Currency, amount: ExactAmount): void => {
    const account = codes.get(ledgerAccount);
    if (account === undefined) throw new Error(`${ledgerAccount} has no code`);
    const party = partyOf(ledgerAccount);
    const key = JSON.stringify([account.code, account.taxCode, party, currency]);
    const exact = addExact(sums.get(key)?.exact ?? EXACT_ZERO, amount);
    sums.set(key, { account, party, currency, exact });
  };
  for (const { from, to, amount, currency } of entry.postings) {
    add(from, currency, amount);
    add(to, currency, negateExact(amount));
  }
  return [...sums.values()]
    .map(({ exact, ...line }) => ({ ...line, amount: roundToMinor(exact, line.currency) }))
    .filter(({ amount }) => amount !== 0n);
}

function partyOf(account: string): string {
  const [owner, second = '', bucket] = account.split(':');
  return owner === 'cloud' || bucket !== undefined ? second : '';
}

function cellsOf({ account, party, currency, amount }: Line): string[] {
  const [debit, credit] = amount > 0n ? [amount, 0n] : [0n, -amount];
  const text = (minor: Minor): string => (minor === 0n ? '' : minorToText(minor, currency));
  return [account.code, account.name, account.taxCode, party, text(debit), text(credit), currency];
}

function aboutOf({ kind, credit, statement, reason }: Entry): string[] {
  return [kind, credit ?? '', statement ?? '', reason];
}
