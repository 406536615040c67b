import { balanceViews } from '../../../application/views/balance-view.ts';
import type { Job } from '../job.ts';
import type { BalancesOptions } from '../options.ts';
import { counted } from '../print/amounts.ts';
import { balanceTable } from '../print/balance-table.ts';
import type { ExitCode } from '../world.ts';

export async function balances(job: Job, options: BalancesOptions): Promise<ExitCode> {
  const views = await balanceViews(await job.desk('read'), options.at ?? null);
  const when = options.at === undefined ? '' : ` at the end of ${options.at}`;
  job.answer(views, () =>
    [`${counted(views.length, 'balance')}${when}`, balanceTable(views, options.full === true)].join('\n'),
  );
  return 0;
}
