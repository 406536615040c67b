import { spawnSync } from 'node:child_process';

type Balance = Readonly<
  Record<'seller' | 'buyer' | 'currency' | 'available' | 'reserved' | 'applied' | 'expired', string>
>;

const BUCKETS = ['available', 'reserved', 'applied', 'expired'] as const;

/** The answer of `creditbook balances --json` as one amount per ledger account, zeros left out. */
export function oursByAccount(balances: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries<string>(
    (balances as readonly Balance[])
      .flatMap((balance) =>
        BUCKETS.map((bucket): [string, string] => [
          `${balance.seller}:${balance.buyer}:${bucket}`,
          `${balance[bucket]} ${balance.currency}`,
        ]),
      )
      .filter(([, amount]) => amount !== '0.00 USD'),
  );
}

/** What hledger itself makes of the journal. */
export function hledgerBalances(journal: string): Readonly<Record<string, string>> {
  const accounts = `:(${BUCKETS.join('|')})$`;
  const args = ['-f', journal, 'balance', '--flat', '--no-total', '-O', 'csv', accounts];
  const rows = spawnSync('hledger', args, { encoding: 'utf8' }).stdout.trim().split('\n').slice(1);
  return Object.fromEntries(rows.map((row) => row.replaceAll('"', '').split(',') as [string, string]));
}

/** What Beancount itself makes of its file; it writes the first letter of a name large. */
export function beancountBalances(file: string): Readonly<Record<string, string>> {
  const query = 'select account, sum(number), currency group by account, currency';
  const rows = spawnSync('bean-query', ['-q', '-f', 'csv', file, query], { encoding: 'utf8' })
    .stdout.trim()
    .split(/\r?\n/)
    .slice(1)
    .map((row) => row.split(',').map((cell) => cell.trim()) as [string, string, string]);
  return Object.fromEntries(
    rows
      .map(([account, amount, currency]): [string, string] => [
        account.replace('Equity:', '').replace(/(^|:)[A-Z]/g, (letter) => letter.toLowerCase()),
        `${amount} ${currency}`,
      ])
      .filter(
        ([account, amount]) =>
          BUCKETS.some((bucket) => account.endsWith(`:${bucket}`)) && amount !== '0.00 USD',
      ),
  );
}
