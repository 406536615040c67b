import { compileLinearRegex } from '../../src/adapters/regex/linear-regex.ts';
import type { Book } from '../../src/application/book.ts';
import type { Desk } from '../../src/application/desk.ts';
import { runMonth } from '../../src/application/month/run-month.ts';
import { EMPTY_MONTH_FOLDER, type MonthFolder } from '../../src/application/month-folder/month-folder.ts';
import { openStatements } from '../../src/application/statements/open-statements.ts';
import { folderOf, type LoadVerb } from '../model/apply-to-book.ts';
import { FilesInMemory } from '../model/delivered.ts';
import type { Files } from '../model/pages.ts';
import { ACCOUNT_DIRECT, ACCOUNT_ONE, credited, delivery, PARTIES, used } from '../model/small-trade.ts';

/**
 * Two months as an operator lives them: January drafted and opened; then February, with a newer delivery of January
 * that takes back a used credit and raises a charge. A grant added by hand ends in between.
 */
const JANUARY = delivery(
  'january',
  '2025-01',
  [used(ACCOUNT_ONE, '2025-01', 120_00), used(ACCOUNT_DIRECT, '2025-01', 30_00)],
  [credited(ACCOUNT_ONE, 100_00), credited(ACCOUNT_DIRECT, 20_01, 'Activate')],
).files;
const JANUARY_AGAIN = delivery(
  'january again',
  '2025-01',
  [used(ACCOUNT_ONE, '2025-01', 125_00), used(ACCOUNT_DIRECT, '2025-01', 30_00)],
  [credited(ACCOUNT_ONE, 40_00), credited(ACCOUNT_DIRECT, 20_01, 'Activate')],
).files;
const FEBRUARY = delivery(
  'february',
  '2025-02',
  [used(ACCOUNT_ONE, '2025-02', 50_00), used(ACCOUNT_DIRECT, '2025-02', 10_00)],
  [credited(ACCOUNT_ONE, 5_00, 'POC')],
).files;
const BY_HAND: LoadVerb = {
  verb: 'grants',
  grants: [
    {
      id: 'goodwill',
      seller: 'distributor',
      buyer: 'D',
      currency: 'USD',
      amount: 50_00n,
      starts: null,
      ends: '2025-01-31',
      grantedOn: '2025-01-15',
    },
  ],
};
const PRICES: LoadVerb = {
  verb: 'prices',
  prices: [{ seller: 'distributor', buyer: '*', service: '*', uplift: 50_000n, from: null }],
};

export async function liveTheMonths(book: Book): Promise<void> {
  const billingFiles = new FilesInMemory();
  for (const files of [JANUARY, JANUARY_AGAIN, FEBRUARY]) billingFiles.put(files);
  const desk: Desk = { book, compileRegex: compileLinearRegex, billingFiles };
  await month(desk, [JANUARY]);
  await openStatements(desk, { period: '2025-01' });
  await month(desk, [JANUARY_AGAIN, FEBRUARY]);
  await openStatements(desk, { period: '2025-02' });
}

async function month(desk: Desk, deliveries: readonly Files[]): Promise<void> {
  const folder = { ...together(), billingPaths: deliveries.map((files) => `/deliveries/${files.hash}`) };
  const options = { final: false, replace: false, useCredits: null, program: null };
  await runMonth(desk, { folder, faults: [] }, options, () => undefined);
}

/** All tables of the month folder at once. */
function together(): MonthFolder {
  const folders = [...(PARTIES as readonly LoadVerb[]), BY_HAND, PRICES].map(folderOf);
  const all = EMPTY_MONTH_FOLDER;
  return {
    ...all,
    resellers: folders.flatMap((folder) => folder.resellers),
    customers: folders.flatMap((folder) => folder.customers),
    resellerTenures: folders.flatMap((folder) => folder.resellerTenures),
    accountTenures: folders.flatMap((folder) => folder.accountTenures),
    prices: folders.flatMap((folder) => folder.prices),
    rules: folders.flatMap((folder) => folder.rules),
    grants: folders.flatMap((folder) => folder.grants),
    defines: {
      resellers: folders.flatMap((folder) => folder.defines.resellers),
      customers: folders.flatMap((folder) => folder.defines.customers),
    },
  };
}
