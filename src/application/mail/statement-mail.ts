import { minorToText } from '../../domain/money/minor.ts';
import type { Statement } from '../../domain/statement/statement.ts';
import type { Shelves } from '../book.ts';
import { Refusal } from '../errors.ts';
import { addressBook, letter, refuseWithoutServer, type Writer, writerOf } from './letter.ts';
import type { MailContent, MailState } from './mail-shelf.ts';

const KIND = 'statement';
/** A buyer hears of what it may see and still stands. */
export const TOLD_OF: readonly string[] = ['open', 'paid', 'closed'];

/** What became of the mail about one statement. */
export type StatementMail = {
  readonly statement: string;
  readonly buyer: { readonly id: string; readonly name: string };
  readonly recipients: readonly string[];
  readonly written: { readonly id: string; readonly state: MailState } | null;
  /** Why it was not written now; null: it was. */
  readonly because: string | null;
};

/** Tells the buyers of open statements where to find them: a link, never the document. At most once for each statement. */
export async function mailStatements(shelves: Shelves, ids: readonly string[]): Promise<StatementMail[]> {
  await refuseWithoutServer(shelves);
  const statements = await shelves.statements.list({ ids });
  const notOpen = statements.find(({ state }) => !TOLD_OF.includes(state));
  if (notOpen !== undefined)
    throw new Refusal(
      'wrong-state',
      `${notOpen.id} is ${notOpen.state}: only of an open statement its buyer is told`,
    );
  const addresses = await addressBook(
    shelves,
    KIND,
    statements.map(({ buyer }) => buyer),
  );
  const keys = statements.map(({ id, buyer }) => ({ addressee: buyer, eventKey: id }));
  const before = new Set((await shelves.outbox.about(KIND, keys)).map(({ eventKey }) => eventKey));
  const because = ({ id, buyer }: Statement): string | null =>
    before.has(id) ? 'it was written already' : addresses.hindered(buyer);
  const writers = new Map<string, Writer>();
  for (const seller of new Set(statements.map((one) => one.seller)))
    writers.set(seller, await writerOf(shelves, seller, KIND));
  await shelves.outbox.add(
    statements
      .filter((one) => because(one) === null)
      .flatMap((one) => {
        const writer = writers.get(one.seller);
        if (writer === undefined) return [];
        const { id, seller, buyer } = one;
        const content = statementLetter(writer, one);
        return [
          { event: KIND, eventKey: id, addressee: buyer, seller, recipients: addresses.of(buyer), content },
        ];
      }),
  );
  const now = new Map(
    (await shelves.outbox.about(KIND, keys)).map(({ eventKey, id, state }) => [eventKey, { id, state }]),
  );
  return statements.map((one) => ({
    statement: one.id,
    buyer: { id: one.buyer, name: one.buyerName },
    recipients: addresses.of(one.buyer),
    written: now.get(one.id) ?? null,
    because: because(one),
  }));
}

export type LetteredStatement = Pick<
  Statement,
  'id' | 'number' | 'buyerName' | 'period' | 'currency' | 'total' | 'creditApplied' | 'closingBalance'
>;

export function statementLetter(writer: Writer, statement: LetteredStatement): MailContent {
  const { id, number, buyerName, period, currency } = statement;
  const money = (minor: bigint): string => `${minorToText(minor, currency)} ${currency}`;
  return letter(writer, {
    buyerName,
    period,
    path: `/my/statements/${encodeURIComponent(id)}`,
    more: {
      number: `${number ?? ''}`,
      total: money(statement.total),
      credit: money(statement.creditApplied),
      carried: money(statement.closingBalance),
    },
    credits: [],
    totals: [],
  });
}
