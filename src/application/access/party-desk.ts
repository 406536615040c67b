import { isSellersSide, type Sight, sightOf, type Viewer } from '../../domain/access/viewer.ts';
import { exactToText } from '../../domain/money/exact-amount.ts';
import { rateFromText } from '../../domain/money/percent.ts';
import { EMAIL_TODO, isEmail } from '../../domain/party/email.ts';
import type { ResellerTenure } from '../../domain/party/holders.ts';
import { type Customer, DISTRIBUTOR, type Reseller } from '../../domain/party/party.ts';
import { lastDayOf } from '../../domain/period/billing-period.ts';
import type { CalendarDate } from '../../domain/period/calendar-date.ts';
import { covers, type Span } from '../../domain/period/tenure.ts';
import { type LoadReport, loadFolder } from '../month-folder/load-folder.ts';
import { type Parties, partiesOf } from '../month-folder/load-parties.ts';
import { EMPTY_MONTH_FOLDER, type MonthFolder } from '../month-folder/month-folder.ts';
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
import { found, NotAllowed, wrongField } from './refusals.ts';

export type ListedReseller = Reseller & {
  readonly customers: number;
  readonly etag: string;
  readonly actions: Permission[];
};
export type ListedCustomer = Omit<Customer, 'taxPercent'> & {
  readonly taxPercent: string | null;
  readonly reseller: Named | null;
  readonly past: boolean;
  readonly accounts: number;
  readonly etag: string;
  readonly actions: Permission[];
};
export type TenureGiven = { readonly from: CalendarDate | null; readonly to: CalendarDate | null };

/** Resellers and customers as a viewer sees them: all, or itself and the customers it has or had. */
export type PartyView = {
  readonly resellers: ListedReseller[];
  readonly customers: ListedCustomer[];
  readonly parties: Parties;
};

export async function partyView(office: BookOffice, { shelves }: Room, viewer: Viewer): Promise<PartyView> {
  const sight = sightOf(viewer);
  const parties = await partiesOf(shelves);
  // A portal has no list of periods: its customers of now are those without an end, or with one to come.
  const newest = sight.kind === 'everything' ? (await shelves.periods.list()).at(-1)?.period : undefined;
  const today = newest === undefined ? office.today() : lastDayOf(newest);
  const names = new Map(parties.resellers.map((reseller) => [reseller.id, reseller.name]));
  const because =
    readOnlyReason(viewer) ??
    (viewer.role === 'distributor-admin' ? null : 'only the distributor changes it');
  const tenures = Map.groupBy(parties.resellerTenures, (tenure) => tenure.customer);
  const held = Map.groupBy(parties.accountTenures, (tenure) => tenure.customer);
  const sold = Map.groupBy(parties.resellerTenures, (tenure) => tenure.reseller);
  const customers = parties.customers
    .filter((customer) => seesCustomer(sight, tenures.get(customer.id) ?? []))
    .map((customer): ListedCustomer => {
      const own = tenures.get(customer.id) ?? [];
      const now = own.find((tenure) => covers(tenure, today));
      const mine = sight.kind !== 'reseller' || now?.reseller === sight.party;
      const reseller = now?.reseller ?? null;
      const accounts = held.get(customer.id) ?? [];
      return {
        ...customer,
        email: mine ? customer.email : null,
        taxPercent: customer.taxPercent === null || !mine ? null : exactToText(customer.taxPercent),
        reseller: reseller === null ? null : { id: reseller, name: names.get(reseller) ?? reseller },
        past: !mine,
        accounts: new Set(accounts.map((tenure) => tenure.usageAccount)).size,
        etag: etagOf(office, [
          customer.name,
          customer.email,
          customer.taxPercent && exactToText(customer.taxPercent),
          customer.taxPosition,
          own,
        ]),
        actions: [permission('edit', because), permission('tenures', because)],
      };
    });
  const resellers = parties.resellers
    .filter((reseller) => sight.kind === 'everything' || reseller.id === sight.party)
    .map((reseller): ListedReseller => {
      const had = sold.get(reseller.id) ?? [];
      return {
        ...reseller,
        customers: new Set(had.map((tenure) => tenure.customer)).size,
        etag: etagOf(office, reseller),
        actions: [
          permission('edit', because),
          permission('use-credits', viewer.role === 'reseller-admin' ? null : because),
        ],
      };
    });
  return { resellers, customers, parties };
}

export function resellerPage(
  office: Office,
  viewer: Viewer,
  q: string | undefined,
  paging: Paging,
): Promise<Page<ListedReseller>> {
  return look(office, viewer, async (room) => {
    const { resellers } = await partyView(office, room, viewer);
    return pageOfAll(resellersAsked(resellers, q), paging, (one) => one.id);
  });
}

export function resellersAsked(
  resellers: readonly ListedReseller[],
  q: string | undefined,
): ListedReseller[] {
  return resellers.filter((one) => says(q, one.id, one.name));
}

export function oneReseller(office: Office, viewer: Viewer, id: string): Promise<ListedReseller> {
  return look(office, viewer, async (room) =>
    found((await partyView(office, room, viewer)).resellers.find((one) => one.id === id)),
  );
}

/** Which customers it has or had, by name, then by date. */
export function resellerTenures(office: Office, viewer: Viewer, id: string) {
  return look(office, viewer, async (room) => {
    const { resellers, customers, parties } = await partyView(office, room, viewer);
    found(resellers.find((one) => one.id === id));
    const own = Map.groupBy(
      parties.resellerTenures.filter((one) => one.reseller === id),
      (one) => one.customer,
    );
    const items = customers.flatMap(({ id: customer, name }) =>
      (own.get(customer) ?? []).map(({ from, to }) => ({ customer: { id: customer, name }, from, to })),
    );
    const key = (item: (typeof items)[number]): string => `${item.customer.name} ${item.from ?? ''}`;
    return { items: items.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)) };
  });
}

export function customerPage(
  office: Office,
  viewer: Viewer,
  asked: CustomersAsked,
  paging: Paging,
): Promise<Page<ListedCustomer>> {
  return look(office, viewer, async (room) => {
    const view = await partyView(office, room, viewer);
    return pageOfAll(customersAsked(view, asked), paging, (one) => one.id);
  });
}

export type CustomersAsked = { readonly q?: string | undefined; readonly reseller?: string | undefined };

export function customersAsked({ customers, parties }: PartyView, asked: CustomersAsked): ListedCustomer[] {
  const had = new Set(
    parties.resellerTenures
      .filter((one) => (one.reseller ?? DISTRIBUTOR) === asked.reseller)
      .map((one) => one.customer),
  );
  return customers.filter(
    (one) => says(asked.q, one.id, one.name) && (asked.reseller === undefined || had.has(one.id)),
  );
}

export function oneCustomer(office: Office, viewer: Viewer, id: string) {
  return look(office, viewer, async (room) => {
    const { customers, parties } = await partyView(office, room, viewer);
    const customer = found(customers.find((one) => one.id === id));
    const names = new Map(parties.resellers.map((reseller) => [reseller.id, reseller.name]));
    const tenures = parties.resellerTenures.filter(
      (one) => one.customer === id && seesTenure(sightOf(viewer), one),
    );
    return {
      customer,
      tenures: tenures.map(({ reseller, from, to }) => ({
        reseller: reseller === null ? null : { id: reseller, name: names.get(reseller) ?? reseller },
        from,
        to,
      })),
    };
  });
}

/** Parties are written as a month folder's rows would be: the same checks, the same consequences (P5). */
export function loadParts(room: Room, parts: Partial<MonthFolder>): Promise<LoadReport> {
  const folder = { ...EMPTY_MONTH_FOLDER, ...parts };
  return loadFolder(room.desk, { folder, faults: [] }, { dryRun: false, morePaths: [], arriving: [] });
}

export function placed<T>(file: string, values: readonly T[]): { file: string; row: number; value: T }[] {
  return values.map((value, at) => ({ file, row: at + 1, value }));
}

export async function createReseller(
  office: Office,
  room: Room,
  viewer: Viewer,
  reseller: Reseller,
): Promise<Deed> {
  await refuseTaken(room, reseller.id);
  refuseEmail(reseller.email);
  await loadParts(room, { resellers: placed('reseller', [reseller]) });
  return partyDeed(office, room, viewer, 'reseller', reseller.id, null);
}

export async function updateReseller(
  office: Office,
  room: Room,
  viewer: Viewer,
  asked: { readonly id: string; readonly etag: string; readonly change: Partial<Reseller> },
): Promise<Deed> {
  const before = found((await partyView(office, room, viewer)).resellers.find((one) => one.id === asked.id));
  const more = Object.keys(asked.change).some((field) => field !== 'useCredits');
  if (viewer.role !== 'distributor-admin' && more)
    throw new NotAllowed('only the distributor changes more than Use credits');
  refuseStale(asked.etag, before.etag);
  const { id, name, email, useCredits } = before;
  refuseEmail(asked.change.email);
  await loadParts(room, {
    resellers: placed('reseller', [{ id, name, email, useCredits, ...asked.change }]),
  });
  return partyDeed(office, room, viewer, 'reseller', id, before);
}

type CustomerTerms = {
  readonly name: string;
  readonly email: string | null;
  readonly taxPercent: string | null;
  readonly taxPosition: Customer['taxPosition'];
};
type ResellerSpan = TenureGiven & { readonly reseller: string | null };

export async function createCustomer(
  office: Office,
  room: Room,
  viewer: Viewer,
  given: CustomerTerms & { readonly id: string; readonly tenures: readonly ResellerSpan[] },
): Promise<Deed> {
  await refuseTaken(room, given.id);
  await loadParts(room, {
    customers: placed('customer', [customerOf(given.id, given)]),
    resellerTenures: await tenuresOf(room, given.id, given.tenures),
  });
  return partyDeed(office, room, viewer, 'customer', given.id, null);
}

export async function updateCustomer(
  office: Office,
  room: Room,
  viewer: Viewer,
  asked: { readonly id: string; readonly etag: string; readonly change: Partial<CustomerTerms> },
): Promise<Deed> {
  const before = found((await partyView(office, room, viewer)).customers.find((one) => one.id === asked.id));
  refuseStale(asked.etag, before.etag);
  await loadParts(room, {
    customers: placed('customer', [customerOf(asked.id, { ...before, ...asked.change })]),
  });
  return partyDeed(office, room, viewer, 'customer', asked.id, before);
}

export async function replaceResellerTenures(
  office: Office,
  room: Room,
  viewer: Viewer,
  asked: { readonly id: string; readonly etag: string; readonly tenures: readonly ResellerSpan[] },
): Promise<Deed> {
  const view = await partyView(office, room, viewer);
  const before = found(view.customers.find((one) => one.id === asked.id));
  refuseStale(asked.etag, before.etag);
  const tenures = await tenuresOf(room, asked.id, asked.tenures);
  // A load leaves alone what it does not name; none at all is one direct tenure without dates.
  const whole =
    tenures.length > 0
      ? tenures
      : placed('tenures', [{ customer: asked.id, reseller: null, from: null, to: null }]);
  await loadParts(room, { resellerTenures: whole });
  const was = view.parties.resellerTenures.filter((one) => one.customer === asked.id);
  return {
    ...(await partyDeed(office, room, viewer, 'customer', asked.id, before)),
    before: was,
    after: asked.tenures,
  };
}

async function partyDeed(
  office: Office,
  room: Room,
  viewer: Viewer,
  kind: 'reseller' | 'customer',
  id: string,
  before: unknown,
): Promise<Deed> {
  const view = await partyView(office, room, viewer);
  const after: ListedReseller | ListedCustomer | undefined = (
    kind === 'reseller' ? view.resellers : view.customers
  ).find((one) => one.id === id);
  return { answer: found(after), object: id, before, after };
}

async function refuseTaken({ shelves }: Room, id: string): Promise<void> {
  const { resellers, customers } = await partiesOf(shelves);
  if (id !== DISTRIBUTOR && ![...resellers, ...customers].some((one) => one.id === id)) return;
  throw wrongField('id', id, 'another party has this id: choose one that is free');
}

async function tenuresOf({ shelves }: Room, customer: string, given: readonly ResellerSpan[]) {
  const known = new Set((await shelves.parties.resellers()).map((reseller) => reseller.id));
  given.forEach((tenure, at) => {
    if (tenure.reseller !== null && !known.has(tenure.reseller)) {
      throw wrongField(`tenures.${at}.reseller`, tenure.reseller, 'no reseller has this id');
    }
  });
  refuseOverlaps(given);
  return placed(
    'tenures',
    given.map(({ reseller, from, to }): ResellerTenure => ({ customer, reseller, from, to })),
  );
}

/** Half-open spans that share no day, each with at least one. */
export function refuseOverlaps(spans: readonly Span[]): void {
  const sorted = spans
    .map((span, at) => ({ ...span, at }))
    .toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
  sorted.forEach(({ from, to, at }, place) => {
    if (from !== null && to !== null && from >= to) {
      throw wrongField(
        `tenures.${at}.to`,
        to,
        'the end is the first day that is no longer in it: put it after the start',
      );
    }
    const before = sorted[place - 1];
    if (before !== undefined && (before.to === null || from === null || before.to > from)) {
      throw wrongField(
        `tenures.${at}.from`,
        from ?? 'no start',
        'two of them share a day: end one where the next begins',
      );
    }
  });
}

function customerOf(id: string, terms: CustomerTerms): Customer {
  refuseEmail(terms.email);
  const taxPercent = terms.taxPercent === null ? null : rateFromText(terms.taxPercent);
  const whole = taxPercent === null ? null : exactToText(taxPercent);
  if (
    terms.taxPercent !== null &&
    (whole === null || whole.startsWith('-') || !/^(\d{1,2}(\.\d+)?|100)$/.test(whole))
  ) {
    throw wrongField(
      'taxPercent',
      terms.taxPercent,
      'write a percentage from 0 to 100, such as 8.25, or leave it out',
    );
  }
  return { id, name: terms.name, email: terms.email, taxPercent, taxPosition: terms.taxPosition };
}

function refuseEmail(email: string | null | undefined): void {
  if (email === null || email === undefined || email === '' || isEmail(email)) return;
  throw wrongField('email', email, EMAIL_TODO);
}

function seesCustomer(sight: Sight, tenures: readonly ResellerTenure[]): boolean {
  return sight.kind === 'everything' || tenures.some((tenure) => seesTenure(sight, tenure));
}

export function seesTenure(sight: Sight, tenure: ResellerTenure): boolean {
  return tenure.reseller === null ? sight.kind === 'everything' : isSellersSide(sight, tenure.reseller);
}

function says(q: string | undefined, ...texts: readonly string[]): boolean {
  return q === undefined || texts.some((text) => text.toLowerCase().includes(q.toLowerCase()));
}
