import { type Minor, minorToText } from '../../domain/money/minor.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import { brokenOut } from '../../domain/statement/break-out.ts';
import type { Shelves } from '../book.ts';
import { oneLine } from '../documents/plain-text.ts';
import { addressBook, letter, refuseWithoutServer, writerOf } from './letter.ts';
import type { GrantMove, MailContent, MailState } from './mail-shelf.ts';
import type { CreditLine, CreditTotal } from './render.ts';

const KIND = 'credit-communication';

/** The monthly credit communication to one buyer, as it would be sent now (seed A). */
export type CreditCommunication = {
  readonly buyer: { readonly id: string; readonly name: string };
  readonly recipients: readonly string[];
  readonly lines: readonly CreditLine[];
  /** What the ledger granted, in each currency; the lines sum to it. */
  readonly totals: readonly CreditTotal[];
  readonly content: MailContent;
  /** The mail that was written for this period already. */
  readonly written: { readonly id: string; readonly state: MailState } | null;
  /** Why it is not sent; null: it can be. */
  readonly because: string | null;
};

export type CommunicationChoice = {
  readonly seller: string;
  readonly period: BillingPeriod;
  /** null: every buyer that earned something. */
  readonly buyers: readonly string[] | null;
};

/**
 * One for each buyer that was granted any credit. A buyer that was written to before and of which only was taken back
 * hears of it with its next credit; one that never was written to hears only of months in which it earned.
 */
export async function creditCommunications(
  shelves: Shelves,
  { seller, period, buyers }: CommunicationChoice,
): Promise<CreditCommunication[]> {
  const moves = await shelves.mail.moves(seller, period, buyers);
  const lines = await linesOf(shelves, seller, moves);
  const earning = [...lines].filter(([, { rows }]) => rows.some((row) => row.minor > 0n));
  const ids = earning.map(([buyer]) => buyer);
  const names = await shelves.mail.partyNames(ids);
  const addresses = await addressBook(shelves, KIND, ids);
  const keyOf = (buyer: string) => ({ addressee: buyer, eventKey: communicationKey(seller, period) });
  const written = new Map(
    (await shelves.outbox.about(KIND, ids.map(keyOf))).map(({ addressee, id, state }) => [
      addressee,
      { id, state },
    ]),
  );
  const writer = await writerOf(shelves, seller, KIND);
  return earning
    .map(([id, { rows, totals }]): CreditCommunication => {
      const name = names.get(id) ?? id;
      const before = written.get(id) ?? null;
      const said = {
        buyerName: name,
        period,
        path: '/my/credits',
        more: { total: totals.map(({ amount, currency }) => `${amount} ${currency}`).join(' + ') },
        credits: rows,
        totals,
      };
      return {
        buyer: { id, name },
        recipients: addresses.of(id),
        lines: rows.map(({ minor: _, ...line }) => line),
        totals,
        content: letter(writer, said),
        written: before,
        because: before === null ? addresses.hindered(id) : `it was written already and is ${before.state}`,
      };
    })
    .sort((a, b) => (a.buyer.name < b.buyer.name ? -1 : 1));
}

/** Puts those that can be sent into the outbox, each at most once for a buyer and period. */
export async function sendCreditCommunications(
  shelves: Shelves,
  choice: CommunicationChoice,
): Promise<CreditCommunication[]> {
  await refuseWithoutServer(shelves);
  const { seller, period } = choice;
  const all = await creditCommunications(shelves, choice);
  const eventKey = communicationKey(seller, period);
  const sendable = all.filter(({ because }) => because === null);
  await shelves.outbox.add(
    sendable.map(({ buyer, recipients, content }) => ({
      event: KIND,
      eventKey,
      addressee: buyer.id,
      seller,
      recipients,
      content,
    })),
  );
  const queued = await shelves.outbox.about(
    KIND,
    sendable.map(({ buyer }) => ({ addressee: buyer.id, eventKey })),
  );
  await shelves.mail.noteCommunications(
    seller,
    period,
    queued.map(({ addressee, id }) => ({ buyer: addressee, message: id })),
  );
  const ids = new Map(queued.map(({ addressee, id, state }) => [addressee, { id, state }]));
  return all.map((one) => ({ ...one, written: ids.get(one.buyer.id) ?? one.written }));
}

export function communicationKey(seller: string, period: BillingPeriod): string {
  return `${seller} ${period}`;
}

type Row = CreditLine & { readonly minor: Minor };

/** By buyer: its credits by customer, account and description, without those of which nothing is left, and their sums. */
async function linesOf(
  shelves: Shelves,
  seller: string,
  moves: readonly GrantMove[],
): Promise<Map<string, { readonly rows: Row[]; readonly totals: CreditTotal[] }>> {
  const resellers = new Set((await shelves.parties.resellers()).map(({ id }) => id));
  const passing = seller === DISTRIBUTOR ? moves.filter(({ buyer }) => resellers.has(buyer)) : [];
  const earners = Map.groupBy(await shelves.mail.earners(passing), ({ entry, grant }) => `${entry} ${grant}`);
  const parts = moves.flatMap((move) => {
    if (!resellers.has(move.buyer)) return [{ ...move, customer: move.buyer as string | null }];
    const behind = earners.get(`${move.entry} ${move.grant}`) ?? [];
    const item = { movement: 'earned', amount: move.amount } as const;
    return brokenOut(item, behind).map((part) => ({ ...move, ...part }));
  });
  const names = await shelves.mail.partyNames(parts.flatMap(({ customer }) => customer ?? []));
  return new Map(
    [...Map.groupBy(parts, ({ buyer }) => buyer)].map(([buyer, own]) => {
      const rows = [...Map.groupBy(own, keyOfLine).values()]
        .map((same) => rowOf(same, names))
        .filter(({ minor }) => minor !== 0n)
        .sort(byReading);
      const totals = [...Map.groupBy(rows, ({ currency }) => currency)].map(([currency, of]) => ({
        currency,
        amount: minorToText(sumOf(of.map(({ minor }) => minor)), currency),
      }));
      return [buyer, { rows, totals: totals.sort((a, b) => (a.currency < b.currency ? -1 : 1)) }];
    }),
  );
}

type Part = GrantMove & { readonly customer: string | null };

function keyOfLine({ currency, customer, usageAccount, description, comment }: Part): string {
  return JSON.stringify([
    currency,
    customer,
    usageAccount,
    description ?? '',
    description === null ? comment : '',
  ]);
}

function rowOf(same: readonly Part[], names: ReadonlyMap<string, string>): Row {
  const [first] = same;
  const minor = sumOf(same.map(({ amount }) => amount));
  const { customer = null, usageAccount = null, currency = '' } = first ?? {};
  return {
    // The reseller's own part, or credit added for it by hand: no single customer earned it.
    customer: customer === null ? '–' : oneLine(names.get(customer) ?? customer),
    account: oneLine(usageAccount ?? '') || '–',
    description: oneLine(first?.description ?? '') || oneLine(first?.comment ?? '') || '–',
    currency,
    amount: minorToText(minor, currency),
    minor,
  };
}

function byReading(a: Row, b: Row): number {
  const key = ({ currency, customer, account, description }: Row): string =>
    JSON.stringify([currency, customer === '–' ? '\uffff' : customer, account, description]);
  const [one, other] = [key(a), key(b)];
  return one === other ? 0 : one < other ? -1 : 1;
}

function sumOf(amounts: readonly Minor[]): Minor {
  return amounts.reduce((all, amount) => all + amount, 0n);
}
