import { type Sight, sightOf, type Viewer } from '../../domain/access/viewer.ts';
import { type Minor, minorFromText, minorToText } from '../../domain/money/minor.ts';
import { type CalendarDate, isCalendarDate } from '../../domain/period/calendar-date.ts';
import { look, type Office, type Room } from './act.ts';
import type { Named } from './credit-desk.ts';
import { found, WrongFields } from './refusals.ts';
import type { BalanceRowView } from './service-book.ts';

export type ListedBalance = Omit<BalanceRowView, 'seller' | 'buyer' | 'sellerName' | 'buyerName'> & {
  readonly seller: Named;
  readonly buyer: Named;
  readonly available: string;
  readonly empty: boolean;
};

export function balanceList(
  office: Office,
  viewer: Viewer,
  asked: {
    readonly seller?: string | undefined;
    readonly buyer?: string | undefined;
    readonly at?: CalendarDate | undefined;
  },
): Promise<{ items: ListedBalance[] }> {
  return look(office, viewer, async (room) => {
    const sight = sightOf(viewer);
    const now = await balancesOn(room, sight, asked);
    if (asked.at === undefined) return { items: now };
    if (!isCalendarDate(asked.at))
      throw new WrongFields([{ field: 'at', seen: asked.at, todo: 'write a day that exists' }]);
    const items: ListedBalance[] = [];
    for (const balance of now) items.push(await balanceAt(room, sight, balance, asked.at));
    return { items };
  });
}

export function balanceHistory(
  office: Office,
  viewer: Viewer,
  seller: string,
  buyer: string,
  currency: string,
) {
  return look(office, viewer, async (room) => {
    const sight = sightOf(viewer);
    const balance = found(
      (await balancesOn(room, sight, { seller, buyer })).find((one) => one.currency === currency),
    );
    let available = 0n;
    const points = (await room.shelves.lists.balanceMoves(sight, { seller, buyer, currency })).map((move) => {
      available += minorFromText(move.change, currency);
      return { ...move, available: minorToText(available, currency) };
    });
    return { balance, points };
  });
}

/** As it stood at the end of a day; what drafts reserved then counts as available. */
async function balanceAt(
  room: Room,
  sight: Sight,
  balance: ListedBalance,
  at: CalendarDate,
): Promise<ListedBalance> {
  const { currency } = balance;
  const edge = { seller: balance.seller.id, buyer: balance.buyer.id, currency };
  const moves = (await room.shelves.lists.balanceMoves(sight, edge)).filter((move) => move.day <= at);
  const sum = (kind: string): bigint =>
    moves
      .filter((move) => move.kind === kind)
      .reduce((all, move) => all + minorFromText(move.change, currency), 0n);
  const granted = sum('granted');
  const applied = -sum('applied') - sum('restored');
  const expired = -sum('expired');
  const withdrawn = -sum('withdrawn');
  const available = granted - applied - expired - withdrawn;
  const text = (minor: Minor): string => minorToText(minor, currency);
  return {
    ...balance,
    granted: text(granted),
    reserved: text(0n),
    applied: text(applied),
    expired: text(expired),
    withdrawn: text(withdrawn),
    available: text(available),
    empty: available === 0n,
  };
}

/** Of the balances that are in sight, those of a seller, of a buyer, or all. */
export async function balancesOn(
  room: Room,
  sight: Sight,
  of: { readonly seller?: string | undefined; readonly buyer?: string | undefined },
): Promise<ListedBalance[]> {
  const rows = await room.shelves.lists.balances(sight, { seller: of.seller, buyer: of.buyer });
  return rows.map(({ sellerName, buyerName, ...row }) => ({
    ...row,
    seller: { id: row.seller, name: sellerName },
    buyer: { id: row.buyer, name: buyerName },
    available: leftOf(row),
    empty: minorFromText(leftOf(row), row.currency) === 0n,
  }));
}

/** What neither a statement, nor time, nor its seller has taken. */
export function leftOf(
  row: Pick<BalanceRowView, 'currency' | 'granted' | 'reserved' | 'applied' | 'expired' | 'withdrawn'>,
): string {
  const minor = (text: string): bigint => minorFromText(text, row.currency);
  const left =
    minor(row.granted) - minor(row.reserved) - minor(row.applied) - minor(row.expired) - minor(row.withdrawn);
  return minorToText(left, row.currency);
}
