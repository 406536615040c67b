import { isSellersSide, sellsAs, sightOf, type Viewer } from '../../domain/access/viewer.ts';
import { isCurrency } from '../../domain/money/currency.ts';
import { type Minor, minorFromText, minorToText } from '../../domain/money/minor.ts';
import { amountFromTyped } from '../../domain/money/typed-amount.ts';
import { firstDayOf } from '../../domain/period/billing-period.ts';
import { type CalendarDate, isCalendarDate } from '../../domain/period/calendar-date.ts';
import { addGrant } from '../grants/add-grant.ts';
import { moveGrant, withdrawGrant } from '../grants/change-grant.ts';
import { grantViewsOn } from '../views/grant-view.ts';
import {
  type BookOffice,
  type Deed,
  etagOf,
  look,
  type Office,
  type Permission,
  permission,
  type Room,
  readOnlyReason,
  refuseStale,
} from './act.ts';
import { balancesOn, leftOf } from './balance-desk.ts';
import type { Named } from './credit-desk.ts';
import type { FieldFault } from './field-fault.ts';
import { type Page, type Paging, pageAsked, pageOf } from './paging.ts';
import { found, NotThere, WrongFields } from './refusals.ts';
import type { GrantListRequest, GrantRowView } from './service-book.ts';

export type ListedGrant = Omit<GrantRowView, 'seller' | 'buyer' | 'sellerName' | 'buyerName' | 'earner'> & {
  readonly seller: Named;
  readonly buyer: Named;
  readonly available: string;
  readonly status: 'available' | 'reserved' | 'used' | 'expired' | 'withdrawn' | 'stranded';
  readonly strandedSince: CalendarDate | null;
  readonly etag: string;
  readonly actions: Permission[];
};
type GrantsAsked = {
  readonly seller?: string | undefined;
  readonly buyer?: string | undefined;
  readonly stranded?: boolean | undefined;
};

/** Seed A's credit table: what the viewer gave and got. */
export function grantPage(
  office: BookOffice,
  viewer: Viewer,
  asked: GrantsAsked,
  paging: Paging,
): Promise<Page<ListedGrant>> {
  return look(office, viewer, async (room) =>
    pageOn(office, room, viewer, asked, paging, await strandedOn(room, viewer)),
  );
}

/**
 * The same page for a table, which does not say which grants are stranded: that takes a look at every grant of the book,
 * and a table has many pages.
 */
export function grantTablePage(
  office: BookOffice,
  viewer: Viewer,
  asked: GrantsAsked,
  paging: Paging,
): Promise<Page<ListedGrant>> {
  return look(office, viewer, async (room) => {
    const stranded = asked.stranded === true ? await strandedOn(room, viewer) : new Map();
    return pageOn(office, room, viewer, asked, paging, stranded);
  });
}

async function pageOn(
  office: BookOffice,
  room: Room,
  viewer: Viewer,
  { seller, buyer, ...asked }: GrantsAsked,
  paging: Paging,
  stranded: ReadonlyMap<string, CalendarDate>,
): Promise<Page<ListedGrant>> {
  const request: GrantListRequest =
    asked.stranded === true ? { seller, buyer, ids: [...stranded.keys()] } : { seller, buyer };
  const rows = await room.shelves.lists.grants(sightOf(viewer), request, pageAsked(paging));
  const page = pageOf(rows, paging.limit, (row) => [row.grantedOn, row.id]);
  return { next: page.next, items: page.items.map((row) => grantOf(office, viewer, row, stranded)) };
}

/** Those of the named grants that the viewer sees. */
export async function grantsNamed(
  office: BookOffice,
  room: Room,
  viewer: Viewer,
  ids: readonly string[],
): Promise<ListedGrant[]> {
  const page = { after: null, limit: ids.length };
  const rows = await room.shelves.lists.grants(sightOf(viewer), { ids }, page);
  return rows.map((row) => grantOf(office, viewer, row, new Map()));
}

export function oneGrant(office: Office, viewer: Viewer, id: string) {
  return look(office, viewer, async (room) => {
    const grant = await grantOn(office, room, viewer, id);
    const uses =
      sightOf(viewer).kind === 'everything'
        ? await room.shelves.statements.using([id])
        : await ownUses(room, viewer, grant);
    return {
      grant,
      uses: uses.map(({ statement, number, period, state, amount }) => ({
        statement,
        number,
        period,
        state,
        amount,
      })),
    };
  });
}

export type NewGrant = {
  readonly seller: string;
  readonly buyer: string;
  readonly amount: string;
  readonly currency: string;
  readonly comment: string;
  readonly cloud: string | null;
  readonly usageAccount: string | null;
  readonly description: string | null;
  readonly starts: CalendarDate | null;
  readonly ends: CalendarDate | null;
  readonly grantedOn: CalendarDate | null;
  readonly parentCredit: string | null;
  readonly yes: boolean;
  readonly reason: string;
};

/** Add Credit (L6). Every field that is wrong is named at once; nothing is saved then. */
export async function giveGrant(
  office: Office,
  room: Room,
  viewer: Viewer,
  given: NewGrant,
  dryRun: boolean,
): Promise<Deed> {
  if (!sellsAs(viewer, given.seller)) throw new NotThere();
  const { yes, reason, ...grant } = given;
  const newest = (await room.shelves.periods.list()).at(-1)?.period;
  const grantedOn = grant.grantedOn ?? (newest === undefined ? office.today() : firstDayOf(newest));
  const amount = checkedGrant({ ...grant, grantedOn });
  await refuseForeignParent(room, viewer, grant.parentCredit);
  const id = room.desk.book.idOf('grt', office.credentials.newId());
  await addGrant(room.desk, { ...grant, id, grantedOn, amount }, { yes, reason });
  const made = await grantOn(office, room, viewer, id);
  const balances = await balancesOn(room, sightOf(viewer), { seller: grant.seller, buyer: grant.buyer });
  const balance = found(balances.find((one) => one.currency === grant.currency));
  return {
    answer: { grant: made, balance, dryRun },
    object: id,
    after: { ...grant, grantedOn },
    why: reason || grant.comment,
  };
}

export async function takeBack(
  office: Office,
  room: Room,
  viewer: Viewer,
  asked: {
    readonly id: string;
    readonly etag: string;
    readonly amount: string | null;
    readonly reason: string;
  },
  dryRun: boolean,
): Promise<Deed> {
  const before = await grantToChange(office, room, viewer, asked);
  const amount = asked.amount === null ? null : typedAmount(asked.amount, before.currency);
  await withdrawGrant(room.desk, asked.id, amount, asked.reason);
  const grant = await grantOn(office, room, viewer, asked.id);
  return { answer: { grant, dryRun }, object: asked.id, before, after: grant, why: asked.reason };
}

export async function moveStranded(
  office: Office,
  room: Room,
  viewer: Viewer,
  asked: { readonly id: string; readonly etag: string; readonly toSeller: string; readonly reason: string },
  dryRun: boolean,
): Promise<Deed> {
  const before = await grantToChange(office, room, viewer, asked);
  await moveGrant(room.desk, asked.id, asked.toSeller, asked.reason);
  const grant = await grantOn(office, room, viewer, asked.id);
  return { answer: { grant, dryRun }, object: asked.id, before, after: grant, why: asked.reason };
}

async function grantOn(office: Office, room: Room, viewer: Viewer, id: string): Promise<ListedGrant> {
  const rows = await room.shelves.lists.grants(sightOf(viewer), { ids: [id] }, { after: null, limit: 1 });
  return grantOf(office, viewer, found(rows[0]), await strandedOn(room, viewer));
}

async function grantToChange(
  office: Office,
  room: Room,
  viewer: Viewer,
  asked: { readonly id: string; readonly etag: string },
): Promise<ListedGrant> {
  const grant = await grantOn(office, room, viewer, asked.id);
  if (!sellsAs(viewer, grant.seller.id)) throw new NotThere();
  refuseStale(asked.etag, grant.etag);
  return grant;
}

/** A reseller may name as parent only a credit that reached it: any other answers as an absent one. */
async function refuseForeignParent(room: Room, viewer: Viewer, parent: string | null): Promise<void> {
  const sight = sightOf(viewer);
  if (parent === null || sight.kind === 'everything') return;
  const rows = await room.shelves.lists.grants(
    sight,
    { credit: parent, buyer: sight.party },
    { after: null, limit: 1 },
  );
  if (rows.length === 0)
    throw new WrongFields([{ field: 'parentCredit', seen: parent, todo: 'there is no such credit' }]);
}

/** L7, as far as the viewer knows of tenures. */
async function strandedOn({ shelves }: Room, viewer: Viewer): Promise<ReadonlyMap<string, CalendarDate>> {
  if (sightOf(viewer).kind !== 'everything') return new Map();
  const views = await grantViewsOn(shelves, { onlyStranded: true });
  return new Map(
    views.flatMap((view) => (view.strandedSince === null ? [] : [[view.id, view.strandedSince] as const])),
  );
}

async function ownUses({ shelves }: Room, viewer: Viewer, grant: ListedGrant) {
  const sight = sightOf(viewer);
  const moves = await shelves.lists.balanceMoves(sight, {
    seller: grant.seller.id,
    buyer: grant.buyer.id,
    currency: grant.currency,
  });
  const applied = moves.filter(
    (move) => move.grant === grant.id && move.kind === 'applied' && move.statement !== null,
  );
  const ids = applied.map((move) => move.statement ?? '');
  const heads = await shelves.lists.statementHeads(sight, { ids }, { after: null, limit: 1_000 });
  return heads
    .filter((head) => head.state !== 'void')
    .map((head) => {
      const used = applied
        .filter((move) => move.statement === head.id)
        .reduce((sum, move) => sum - minorFromText(move.change, grant.currency), 0n);
      return {
        statement: head.id,
        number: head.number,
        period: head.period,
        state: head.state,
        amount: minorToText(used, grant.currency),
      };
    });
}

function grantOf(
  office: BookOffice,
  viewer: Viewer,
  row: GrantRowView,
  stranded: ReadonlyMap<string, CalendarDate>,
): ListedGrant {
  const { sellerName, buyerName, earner: _earner, ...shown } = row;
  const strandedSince = stranded.get(row.id) ?? null;
  const available = leftOf(row);
  const left = minorFromText(available, row.currency);
  const side = isSellersSide(sightOf(viewer), row.seller);
  const because =
    readOnlyReason(viewer) ??
    (!side ? 'only its seller changes it' : left === 0n ? 'nothing unreserved is left of it' : null);
  const ownPocket =
    row.source === 'hand' ? 'it came out of the seller’s own pocket: withdraw it instead' : null;
  const notAdmin = viewer.role === 'distributor-admin' ? null : 'only the distributor moves grants';
  return {
    ...shown,
    seller: { id: row.seller, name: sellerName },
    buyer: { id: row.buyer, name: buyerName },
    available,
    status: statusOf(row, left, strandedSince !== null),
    strandedSince,
    etag: etagOf(office, [row.granted, row.reserved, row.applied, row.expired, row.withdrawn]),
    actions: [permission('withdraw', because), permission('move', because ?? notAdmin ?? ownPocket)],
  };
}

function statusOf(row: GrantRowView, left: Minor, stranded: boolean): ListedGrant['status'] {
  if (stranded) return 'stranded';
  if (left > 0n) return 'available';
  const some = (text: string): boolean => minorFromText(text, row.currency) > 0n;
  if (some(row.reserved)) return 'reserved';
  if (some(row.applied)) return 'used';
  return some(row.expired) ? 'expired' : 'withdrawn';
}

function checkedGrant(grant: Omit<NewGrant, 'yes' | 'reason'> & { readonly grantedOn: CalendarDate }): Minor {
  const faults: FieldFault[] = [];
  if (!isCurrency(grant.currency)) {
    faults.push({
      field: 'currency',
      seen: grant.currency || 'nothing',
      todo: 'write the code of a currency in use, such as USD',
    });
  }
  const amount = amountFromTyped(grant.amount, isCurrency(grant.currency) ? grant.currency : 'USD');
  if (typeof amount !== 'bigint')
    faults.push({ field: 'amount', seen: grant.amount || 'nothing', todo: amount.says });
  for (const field of ['starts', 'ends', 'grantedOn'] as const) {
    const date = grant[field];
    if (date !== null && !isCalendarDate(date))
      faults.push({ field, seen: date, todo: 'write a day that exists' });
  }
  if (grant.starts !== null && grant.ends !== null && grant.ends < grant.starts) {
    faults.push({
      field: 'ends',
      seen: grant.ends,
      todo: `put the end on or after the start, ${grant.starts}`,
    });
  }
  if (faults.length > 0 || typeof amount !== 'bigint') throw new WrongFields(faults);
  return amount;
}

function typedAmount(text: string, currency: string): Minor {
  const amount = amountFromTyped(text, currency);
  if (typeof amount === 'bigint') return amount;
  throw new WrongFields([{ field: 'amount', seen: text || 'nothing', todo: amount.says }]);
}
