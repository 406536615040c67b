import type { CheckResult } from '../../domain/checks/checks.ts';
import type { Desk } from '../desk.ts';
import type { DraftReport } from '../statements/draft-statements.ts';
import type { AskedMonth } from './unchanged-month-shelf.ts';

export type FoundMonth = { readonly drafted: DraftReport; readonly checks: readonly CheckResult[] };

/** What drafting and checking would find again in a book that nobody wrote to since they found it; null: ask them. */
export async function unchangedMonth(desk: Desk, asked: AskedMonth): Promise<FoundMonth | null> {
  const text = await desk.book.read((shelves) => shelves.unchanged.find(asked));
  if (text === null) return null;
  const { drafted, checks } = JSON.parse(text) as KeptMonth;
  const unused = drafted.unused.map(({ edge, balance }) => ({ edge, balance: BigInt(balance) }));
  return { drafted: { ...drafted, unused }, checks };
}

/**
 * Keeps what a month found, if nothing was written after its drafts: `writes` is what the book had seen with them. A book
 * with a broken check is checked every time.
 */
export async function keepMonth(
  desk: Desk,
  asked: AskedMonth,
  { drafted, checks }: FoundMonth,
  writes: bigint,
): Promise<void> {
  if (checks.some(({ ok, severity }) => !ok && severity === 'error')) return;
  const unused = drafted.unused.map(({ edge, balance }) => ({ edge, balance: `${balance}` }));
  const kept: KeptMonth = { drafted: { ...foundAgain(drafted), unused }, checks };
  await desk.book.write(async (shelves) => {
    if ((await shelves.unchanged.writes()) === writes)
      await shelves.unchanged.keep(asked, JSON.stringify(kept));
  });
}

type KeptMonth = {
  readonly drafted: Omit<DraftReport, 'unused'> & {
    readonly unused: readonly {
      readonly edge: DraftReport['unused'][number]['edge'];
      readonly balance: string;
    }[];
  };
  readonly checks: readonly CheckResult[];
};

/** What the same run says of the drafts it finds made (T8). */
function foundAgain(report: DraftReport): DraftReport {
  return {
    ...report,
    drafted: 0,
    replaced: 0,
    kept: report.drafted + report.kept,
    discarded: 0,
    expiredGrants: 0,
  };
}
