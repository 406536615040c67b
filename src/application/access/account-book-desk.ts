import { sightOf, type Viewer } from '../../domain/access/viewer.ts';
import { exactToText } from '../../domain/money/exact-amount.ts';
import { rateFromText } from '../../domain/money/percent.ts';
import { type AccountTenure, holdersFrom } from '../../domain/party/holders.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import type { CalendarDate } from '../../domain/period/calendar-date.ts';
import { touches } from '../../domain/period/tenure.ts';
import { ANY, type Price } from '../../domain/price/price.ts';
import { isBuyerOf } from '../month-folder/load-grants.ts';
import { partiesOf } from '../month-folder/load-parties.ts';
import { accountCalendar } from '../views/account-calendar.ts';
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
import type { Named } from './credit-desk.ts';
import { type Page, type Paging, pageOfAll } from './paging.ts';
import { loadParts, partyView, placed, refuseOverlaps } from './party-desk.ts';
import { found, NotThere, wrongField } from './refusals.ts';

export type ListedAccount = {
  readonly usageAccount: string;
  readonly customer: Named | null;
  readonly tenures: {
    readonly customer: Named;
    readonly payerAccount: string | null;
    readonly from: CalendarDate | null;
    readonly to: CalendarDate | null;
  }[];
  readonly etag: string;
  readonly actions: Permission[];
};

export type AccountsAsked = {
  readonly q?: string | undefined;
  readonly customer?: string | undefined;
  readonly unmapped?: boolean | undefined;
  readonly period?: BillingPeriod | undefined;
};

/** Usage accounts with who held them; for a reseller those its customers hold inside its tenures. */
export function accountPage(
  office: Office,
  viewer: Viewer,
  asked: AccountsAsked,
  paging: Paging,
): Promise<Page<ListedAccount>> {
  return look(office, viewer, async (room) => {
    return pageOfAll(await accountsAsked(office, room, viewer, asked), paging, (one) => one.usageAccount);
  });
}

export async function accountsAsked(
  office: BookOffice,
  room: Room,
  viewer: Viewer,
  asked: AccountsAsked,
): Promise<ListedAccount[]> {
  const all =
    asked.unmapped === true
      ? await unmappedOn(office, room, viewer, asked.period)
      : await accountsOn(office, room, viewer);
  return all.filter(
    (one) =>
      (asked.q === undefined || one.usageAccount.includes(asked.q)) &&
      (asked.customer === undefined || one.tenures.some((tenure) => tenure.customer.id === asked.customer)) &&
      (asked.unmapped === true ||
        asked.period === undefined ||
        one.tenures.some((tenure) => touches(tenure, asked.period ?? ''))),
  );
}

export async function replaceAccountTenures(
  office: Office,
  room: Room,
  viewer: Viewer,
  asked: {
    readonly usageAccount: string;
    readonly etag: string;
    readonly tenures: readonly Omit<AccountTenure, 'usageAccount'>[];
  },
): Promise<Deed> {
  const { usageAccount } = asked;
  const before = found(
    (await accountsOn(office, room, viewer)).find((one) => one.usageAccount === usageAccount),
  );
  refuseStale(asked.etag, before.etag);
  return saveAccount(office, room, viewer, {
    usageAccount,
    tenures: asked.tenures,
    before: before.tenures,
    field: (at) => `tenures.${at}.customer`,
  });
}

/**
 * An account that nobody holds gets its customer, from a day on or from the beginning. A cloud need not have billed it
 * yet: a new account is given before its first month, as by a file (P5).
 */
export async function mapAccount(
  office: Office,
  room: Room,
  viewer: Viewer,
  asked: {
    readonly usageAccount: string;
    readonly customer: string;
    readonly from: CalendarDate | null;
    readonly payerAccount: string | null;
  },
): Promise<Deed> {
  const { usageAccount, customer, from, payerAccount } = asked;
  const known = (await partiesOf(room.shelves)).accountTenures.filter(
    (one) => one.usageAccount === usageAccount,
  );
  const tenures = [...known, { customer, payerAccount, from, to: null }];
  return saveAccount(office, room, viewer, {
    usageAccount,
    tenures,
    before: known,
    field: () => 'customer',
  });
}

async function saveAccount(
  office: Office,
  room: Room,
  viewer: Viewer,
  given: {
    readonly usageAccount: string;
    readonly tenures: readonly Omit<AccountTenure, 'usageAccount'>[];
    readonly before: unknown;
    /** Where the customer of each tenure was written. */
    readonly field: (at: number) => string;
  },
): Promise<Deed> {
  const { usageAccount, tenures } = given;
  const customers = new Set((await room.shelves.parties.customers()).map((one) => one.id));
  tenures.forEach(({ customer }, at) => {
    if (!customers.has(customer)) {
      throw wrongField(given.field(at), customer, 'no customer has this id');
    }
  });
  refuseOverlaps(tenures);
  if (tenures.length === 0) await room.shelves.parties.replaceAccountTenures([usageAccount], []);
  else {
    const rows = tenures.map(({ customer, payerAccount, from, to }) => ({
      usageAccount,
      customer,
      payerAccount,
      from,
      to,
    }));
    await loadParts(room, { accountTenures: placed('tenures', rows) });
  }
  const after = (await accountsOn(office, room, viewer)).find((one) => one.usageAccount === usageAccount);
  const answer = after ?? emptyAccount(office, viewer, usageAccount);
  return { answer, object: usageAccount, before: given.before, after: tenures };
}

export function calendarOf(
  office: Office,
  viewer: Viewer,
  period: BillingPeriod,
  customer: string | undefined,
) {
  return look(office, viewer, async (room) => {
    const { customers } = await partyView(office, room, viewer);
    const seen = new Map(customers.map((one) => [one.id, one.name]));
    const months =
      sightOf(viewer).kind === 'everything'
        ? await accountCalendar(room.desk, period)
        : await ownCalendar(room, period);
    return {
      items: months
        .filter((one) => one.customer !== null && seen.has(one.customer))
        .filter((one) => sightOf(viewer).kind === 'everything' || one.reseller === viewer.party)
        .filter((one) => customer === undefined || one.customer === customer)
        .map((one) => ({
          usageAccount: one.usageAccount,
          period: one.period,
          customer:
            one.customer === null ? null : { id: one.customer, name: seen.get(one.customer) ?? one.customer },
          segments: one.segments.map(({ from, to, use, sentence }) => ({
            from,
            to,
            use: use.kind,
            payerAccount: use.kind === 'organization' ? use.payerAccount : null,
            sentence,
          })),
          pool: one.pool.map(({ payerAccount, sentence }) => ({ payerAccount, sentence })),
          notes: [...one.notes],
        })),
    };
  });
}

/** A portal does not read deliveries: what is known of payers comes from the tenures alone. */
function ownCalendar(room: Room, period: BillingPeriod) {
  const shelves = { ...room.shelves, deliveries: { ...room.shelves.deliveries, current: async () => [] } };
  const within = <T>(verb: (own: typeof shelves) => Promise<T>): Promise<T> => verb(shelves);
  return accountCalendar({ ...room.desk, book: { ...room.desk.book, read: within } }, period);
}

export function pricePage(office: Office, viewer: Viewer, asked: PricesAsked, paging: Paging) {
  return look(office, viewer, async (room) => {
    const page = pageOfAll(await pricesAsked(room, viewer, asked), paging, priceKey);
    return { next: page.next, items: page.items.map(priceText) };
  });
}

export type PricesAsked = { readonly seller?: string | undefined; readonly buyer?: string | undefined };

/** The prices of now that the viewer sells at. */
export async function pricesAsked({ shelves }: Room, viewer: Viewer, asked: PricesAsked): Promise<Price[]> {
  const sight = sightOf(viewer);
  const newest = new Map((await shelves.prices.versions()).map((price) => [priceKey(price), price]));
  return [...newest]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, price]) => price)
    .filter((price) => sight.kind === 'everything' || price.seller === sight.party)
    .filter((price) => asked.seller === undefined || price.seller === asked.seller)
    .filter((price) => asked.buyer === undefined || price.buyer === asked.buyer);
}

/** Append-only: the newest version of a key wins, and drafted periods keep what they were drafted with (T2). */
export async function setPrice(
  room: Room,
  given: {
    readonly seller: string;
    readonly buyer: string;
    readonly service: string;
    readonly upliftPercent: string;
    readonly fromPeriod: BillingPeriod | null;
  },
): Promise<Deed> {
  const parties = await partiesOf(room.shelves);
  const { seller, buyer, service, fromPeriod } = given;
  if (seller !== DISTRIBUTOR && !parties.resellers.some((one) => one.id === seller)) throw new NotThere();
  if (buyer !== ANY && !isBuyerOf(seller, buyer, parties)) {
    throw wrongField('buyer', buyer, 'name one of your buyers, or * for all of them');
  }
  const upliftPercent = rateFromText(given.upliftPercent);
  if (upliftPercent === null) {
    throw wrongField(
      'upliftPercent',
      given.upliftPercent,
      'write a percentage in digits, such as 12.5; a minus makes it a discount',
    );
  }
  const before = (await room.shelves.prices.versions()).findLast(
    (one) => priceKey(one) === priceKey({ ...given, upliftPercent }),
  );
  const price: Price = { seller, buyer, service, upliftPercent, fromPeriod };
  await room.shelves.prices.add([price]);
  const answer = priceText(price);
  return {
    answer,
    object: `${seller} ${buyer} ${service}`,
    before: before === undefined ? null : priceText(before),
    after: answer,
  };
}

async function accountsOn(office: BookOffice, room: Room, viewer: Viewer): Promise<ListedAccount[]> {
  const { customers, parties } = await partyView(office, room, viewer);
  const names = new Map(customers.map((one) => [one.id, one.name]));
  const sight = sightOf(viewer);
  const mine = Map.groupBy(
    parties.resellerTenures.filter((one) => sight.kind !== 'everything' && one.reseller === sight.party),
    (one) => one.customer,
  );
  const own = parties.accountTenures.flatMap((tenure): AccountTenure[] => {
    if (!names.has(tenure.customer)) return [];
    if (sight.kind === 'everything') return [tenure];
    return (mine.get(tenure.customer) ?? []).flatMap((one) => cut(tenure, one));
  });
  const because = changeReason(viewer);
  return [...Map.groupBy(own, (tenure) => tenure.usageAccount)].map(([usageAccount, of]) => {
    const last = of.at(-1);
    const named = (id: string): Named => ({ id, name: names.get(id) ?? id });
    return {
      usageAccount,
      customer: last === undefined || last.to !== null ? null : named(last.customer),
      tenures: of.map(({ customer, payerAccount, from, to }) => ({
        customer: named(customer),
        payerAccount,
        from,
        to,
      })),
      etag: etagOf(office, of),
      actions: [permission('tenures', because)],
    };
  });
}

/** The part of an account's tenure that lies inside a reseller's. */
function cut(
  tenure: AccountTenure,
  within: { readonly from: CalendarDate | null; readonly to: CalendarDate | null },
): AccountTenure[] {
  const from =
    [tenure.from, within.from]
      .filter((day) => day !== null)
      .sort()
      .at(-1) ?? null;
  const to = [tenure.to, within.to].filter((day) => day !== null).sort()[0] ?? null;
  return from !== null && to !== null && from >= to ? [] : [{ ...tenure, from, to }];
}

/** Accounts of the newest deliveries that nobody holds (P4). */
async function unmappedOn(
  office: BookOffice,
  { shelves }: Room,
  viewer: Viewer,
  period: BillingPeriod | undefined,
): Promise<ListedAccount[]> {
  if (sightOf(viewer).kind !== 'everything') return [];
  const { accountTenures, resellerTenures } = await partiesOf(shelves);
  const holders = holdersFrom(accountTenures, resellerTenures);
  const deliveries = await shelves.deliveries.current(period);
  const accounts = deliveries.flatMap((one) =>
    one.usageAccounts.filter((account) => holders.ofCredit(account, one.period) === null),
  );
  return [...new Set(accounts)].sort().map((account) => emptyAccount(office, viewer, account));
}

function emptyAccount(office: BookOffice, viewer: Viewer, usageAccount: string): ListedAccount {
  return {
    usageAccount,
    customer: null,
    tenures: [],
    etag: etagOf(office, []),
    actions: [permission('map', changeReason(viewer))],
  };
}

function changeReason(viewer: Viewer): string | null {
  return (
    readOnlyReason(viewer) ?? (viewer.role === 'distributor-admin' ? null : 'only the distributor changes it')
  );
}

function priceKey({ seller, buyer, service, fromPeriod }: Price): string {
  return JSON.stringify([seller, buyer, service, fromPeriod]);
}

function priceText(price: Price) {
  return { ...price, upliftPercent: exactToText(price.upliftPercent) };
}
