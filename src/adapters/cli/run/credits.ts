import { explainCredit } from '../../../application/credits/explain-credit.ts';
import { type CreditView, creditViews } from '../../../application/views/credit-view.ts';
import type { Run } from '../command-run.ts';
import type { CreditListOptions } from '../options.ts';
import { counted } from '../print/amounts.ts';
import { creditListTable } from '../print/credit-tables.ts';
import { ink } from '../print/ink.ts';
import { oneLine } from '../print/table.ts';
import type { ExitCode } from '../world.ts';

export async function listCredits(run: Run, options: CreditListOptions): Promise<ExitCode> {
  const { period, account } = options;
  const all = await creditViews(await run.desk('read'), {
    ...(period === undefined ? {} : { period }),
    ...(account === undefined ? {} : { usageAccount: account }),
  });
  const found = all.filter((credit) => isWanted(credit, options));
  const shown = options.dust === true ? found : found.filter((credit) => !credit.dust);
  const dust = found.length - shown.length;
  run.answer(found, () =>
    [
      `${counted(shown.length, 'credit')}${dust === 0 ? '' : `, and ${dust} that round to nothing (--dust shows them)`}`,
      creditListTable(shown, options.full === true),
    ].join('\n'),
  );
  return 0;
}

function isWanted(credit: CreditView, { customer, status, description }: CreditListOptions): boolean {
  return (
    (customer === undefined || credit.customer === customer) &&
    (status === undefined || credit.status === status) &&
    (description === undefined || readable(credit.description).includes(readable(description)))
  );
}

function readable(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}

export async function explain(run: Run, id: string): Promise<ExitCode> {
  const explanation = await explainCredit(await run.desk('read'), id);
  run.answer(explanation, () =>
    explanation.steps
      .map(({ title, lines }, at) =>
        [ink.bold(`${at + 1}. ${title}`), ...lines.map((line) => `   ${keepingIndent(line)}`)].join('\n'),
      )
      .join('\n\n'),
  );
  return 0;
}

/** A line of an explanation may be indented; what stands in it comes from outside. */
function keepingIndent(line: string): string {
  return `${/^ */.exec(line)?.[0] ?? ''}${oneLine(line)}`;
}
