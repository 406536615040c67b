import type { Edge } from '../../domain/ledger/grant.ts';
import type { UsedLot } from '../../domain/ledger/statement-entries.ts';
import type { BuyerResult } from '../../domain/statement/redraft.ts';
import type { NewStatement, Shelves } from '../book.ts';
import type { Desk } from '../desk.ts';
import { draftContent } from './draft-content.ts';
import type { DraftingTable } from './drafting-table.ts';

export type SavedDraft = { readonly statement: NewStatement; readonly applied: readonly UsedLot[] };

/** The drafts of a run as they are saved: with their ids, the names and prices as they are now (T9). */
export async function newStatements(
  desk: Desk,
  shelves: Shelves,
  results: readonly { readonly edge: Edge; readonly result: BuyerResult }[],
  table: DraftingTable,
): Promise<SavedDraft[]> {
  const planned = results.flatMap(({ edge, result }) => result.drafted.map((plan) => ({ edge, ...plan })));
  const versions = await shelves.statements.nextVersions(
    planned.map(({ edge, draft }) => ({ ...edge, period: draft.input.period })),
  );
  let before: string | null = null;
  return planned.map(({ edge, draft, late, follows }, at) => {
    const { input, applied, story, ...figures } = draft;
    const version = versions[at] ?? 1;
    const { seller, buyer, currency } = edge;
    const id = desk.book.idOf('stm', JSON.stringify([seller, buyer, input.period, currency, version]));
    const statement: NewStatement = {
      ...figures,
      ...edge,
      id,
      follows: follows === 'before' ? before : follows,
      period: input.period,
      version,
      state: 'draft',
      number: null,
      useCredits: input.useCredits,
      late,
      sellerName: table.parties.nameOf(seller),
      buyerName: table.parties.nameOf(buyer),
      taxTerms: input.taxTerms,
      pricesAsOf: table.prices.asOf(edge, input.period),
      contentHash: draftContent(draft, desk.book.idOf),
      lines: input.lines,
      adjustmentLines: input.adjustments,
      debitIds: input.debits.map((debit) => debit.id),
      story,
    };
    before = id;
    return { statement, applied: applied.map((lot) => ({ grant: lot.grant.id, amount: lot.amount })) };
  });
}
