import { balanceViews } from '../../../application/views/balance-view.ts';
import type { Run } from '../command-run.ts';
import type { BalancesOptions } from '../options.ts';
import { counted } from '../print/amounts.ts';
import { balanceTable } from '../print/balance-table.ts';
import type { ExitCode } from '../world.ts';

export async function balances(run: Run, options: BalancesOptions): Promise<ExitCode> {
  const views = await balanceViews(await run.desk('read'), options.at ?? null);
  const when = options.at === undefined ? '' : ` at the end of ${options.at}`;
  run.answer(views, () =>
    [`${counted(views.length, 'balance')}${when}`, balanceTable(views, options.full === true)].join('\n'),
  );
  return 0;
}
