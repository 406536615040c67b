import { accountCalendar } from '../../../application/views/account-calendar.ts';
import type { Run } from '../command-run.ts';
import type { AccountListOptions } from '../options.ts';
import { accountTable } from '../print/account-table.ts';
import { counted } from '../print/amounts.ts';
import { wrongUsage } from '../typed-values.ts';
import type { ExitCode } from '../world.ts';

export async function listAccounts(run: Run, options: AccountListOptions): Promise<ExitCode> {
  const desk = await run.desk('read');
  const newest = await desk.book.read(async (shelves) => (await shelves.periods.list()).at(-1)?.period);
  const period = options.period ?? newest;
  if (period === undefined) {
    throw wrongUsage('accounts list', 'a book without any period', 'say which month: --period YYYY-MM');
  }
  const accounts = (await accountCalendar(desk, period)).filter(
    (account) => options.customer === undefined || account.customer === options.customer,
  );
  run.answer(accounts, () =>
    [
      `${counted(accounts.length, 'AWS account')} in ${period}: whose bill their own credits pay`,
      accountTable(accounts, options.full === true),
    ].join('\n'),
  );
  return 0;
}
