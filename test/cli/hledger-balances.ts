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
