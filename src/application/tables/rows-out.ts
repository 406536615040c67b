import { sightOf, type Viewer } from '../../domain/access/viewer.ts';
import type { CreditRule, Scope } from '../../domain/credit-rule/credit-rule.ts';
import { exactToText } from '../../domain/money/exact-amount.ts';
import { percentToText } from '../../domain/money/percent.ts';
import { ANY } from '../../domain/price/price.ts';
import {
  type AccountsAsked,
  accountsAsked,
  type PricesAsked,
  pricesAsked,
} from '../access/account-book-desk.ts';
import { type BookOffice, look, type Room } from '../access/act.ts';
import { creditPage, type ListedCredit } from '../access/credit-desk.ts';
import { grantTablePage, type ListedGrant } from '../access/grant-desk.ts';
import {
  type CustomersAsked,
  customersAsked,
  partyView,
  resellersAsked,
  seesTenure,
} from '../access/party-desk.ts';
import type { CreditListFilter } from '../access/service-book.ts';
import type { RowOut, Subject } from './table.ts';

/** The filters of the list that is taken out. */
export type TableAsked = CreditListFilter &
  CustomersAsked &
  AccountsAsked &
  PricesAsked & { readonly stranded?: boolean | undefined };

type Rows = (office: BookOffice, room: Room, viewer: Viewer, asked: TableAsked) => Promise<readonly RowOut[]>;

const AT_ONCE = 2_000;

/** The rows of a table as the viewer sees them, page by page: a hundred thousand never stand in memory as objects together. */
export async function* rowsOut(
  office: BookOffice,
  viewer: Viewer,
  subject: Subject,
  asked: TableAsked,
): AsyncGenerator<readonly RowOut[], void> {
  if (subject === 'credits') {
    const order = { by: 'period', down: true } as const;
    yield* pages((cursor) => creditPage(office, viewer, asked, order, { cursor, limit: AT_ONCE }), creditRow);
  } else if (subject === 'grants') {
    yield* pages((cursor) => grantTablePage(office, viewer, asked, { cursor, limit: AT_ONCE }), grantRow);
  } else {
    yield await look(office, viewer, (room) => WHOLE[subject](office, room, viewer, asked));
  }
}

async function* pages<T>(
  pageAt: (
    cursor: string | undefined,
  ) => Promise<{ readonly items: readonly T[]; readonly next: string | null }>,
  rowOf: (one: T) => RowOut,
): AsyncGenerator<readonly RowOut[], void> {
  let cursor: string | undefined;
  do {
    const page = await pageAt(cursor);
    yield page.items.map(rowOf);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

/** Lists that the book reads as a whole. */
export const WHOLE: Readonly<Record<Exclude<Subject, 'credits' | 'grants'>, Rows>> = {
  resellers: async (office, room, viewer, asked) =>
    resellersAsked((await partyView(office, room, viewer)).resellers, asked.q).map((one) => ({
      reseller_id: one.id,
      name: one.name,
      email: one.email ?? '',
      use_credits: one.useCredits === null ? '' : one.useCredits ? 'on' : 'off',
    })),
  customers: async (office, room, viewer, asked) => {
    const view = await partyView(office, room, viewer);
    const sight = sightOf(viewer);
    const tenures = Map.groupBy(view.parties.resellerTenures, (tenure) => tenure.customer);
    return customersAsked(view, asked).flatMap((one): RowOut[] => {
      const own = (tenures.get(one.id) ?? []).filter((tenure) => seesTenure(sight, tenure));
      const rows = own.length === 0 ? [{ reseller: null, from: null, to: null }] : own;
      return rows.map(({ reseller, from, to }) => ({
        customer_id: one.id,
        name: one.name,
        email: one.email ?? '',
        reseller_id: reseller ?? '',
        from: from ?? '',
        to: to ?? '',
        tax_percent: one.taxPercent ?? '',
        tax_position: one.taxPosition,
      }));
    });
  },
  accounts: async (office, room, viewer, asked) =>
    (await accountsAsked(office, room, viewer, asked)).flatMap(({ usageAccount, tenures }) =>
      tenures.map(({ customer, payerAccount, from, to }) => ({
        usage_account_id: usageAccount,
        customer_id: customer.id,
        from: from ?? '',
        to: to ?? '',
        payer_account_id: payerAccount ?? '',
      })),
    ),
  prices: async (_office, room, viewer, asked) =>
    (await pricesAsked(room, viewer, asked)).map((price) => ({
      seller: price.seller,
      buyer: price.buyer,
      service: price.service,
      uplift_percent: exactToText(price.upliftPercent),
      from_period: price.fromPeriod ?? '',
    })),
  // Between equal rules the one that was entered later wins (R4): a new book must get them in the same order.
  rules: async (_office, { shelves }) =>
    (await shelves.rules.newest()).toSorted((a, b) => a.sequence - b.sequence).map(ruleRow),
};

function ruleRow(rule: CreditRule): RowOut {
  return {
    rule_id: rule.id,
    name: rule.name,
    description: rule.description,
    match: rule.match,
    customer_percent: percentToText(rule.customerPercent),
    reseller_percent: percentToText(rule.resellerPercent),
    for_whom: rule.forWhom,
    first_period: rule.firstPeriod ?? '',
    last_period: rule.lastPeriod ?? '',
    customers: scopeText(rule.customers),
    resellers: scopeText(rule.resellers),
    services: scopeText(rule.services),
    created_at: rule.createdAt,
    active: rule.active ? 'yes' : 'no',
    note: rule.note,
  };
}

function scopeText(scope: Scope): string {
  return scope.kind === 'all' ? ANY : `${scope.kind}: ${scope.ids.join(';')}`;
}

export function grantRow(grant: ListedGrant): RowOut {
  return {
    grant_id: grant.id,
    seller: grant.seller.id,
    buyer: grant.buyer.id,
    amount: grant.granted,
    currency: grant.currency,
    comment: grant.comment,
    cloud: grant.cloud ?? '',
    usage_account_id: grant.usageAccount ?? '',
    description: grant.description ?? '',
    starts: grant.starts ?? '',
    ends: grant.ends ?? '',
    granted_on: grant.grantedOn,
    parent_credit_id: grant.parentCredit ?? '',
    source: grant.source,
    credit_id: grant.credit ?? '',
    reserved: grant.reserved,
    used: grant.applied,
    expired: grant.expired,
    withdrawn: grant.withdrawn,
    left: grant.available,
  };
}

export function creditRow(credit: ListedCredit): RowOut {
  return {
    credit_id: credit.id,
    period: credit.period,
    usage_account_id: credit.usageAccount,
    customer_id: credit.customer?.id ?? '',
    reseller_id: credit.reseller?.id ?? '',
    service: credit.service,
    description: credit.description,
    owner_account_id: credit.ownerAccount ?? '',
    amount: credit.amount,
    currency: credit.currency,
    customer_amount: credit.shares?.customer ?? '',
    reseller_amount: credit.shares?.reseller ?? '',
    distributor_amount: credit.shares?.distributor ?? '',
    by_hand: credit.parts?.map(({ party, amount }) => `${party}=${amount}`).join(';') ?? '',
    rule_id: credit.rule?.id ?? '',
    rule_name: credit.rule?.name ?? '',
    status: credit.status,
  };
}
