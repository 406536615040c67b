import { z } from 'zod';
import {
  actions,
  currency,
  day,
  named,
  neededText,
  objectId,
  page,
  paging,
  partyId,
  percentText,
  period,
  querySwitch,
  taxPosition,
  text,
  usageAccount,
} from './primitives.ts';
import { ADMIN, DISTRIBUTOR_READERS, type Routes, SELLER_READERS, SELLERS } from './route.ts';

const email = text(254).nullable();

export const reseller = z
  .object({
    id: z.string(),
    name: z.string(),
    email,
    /** Its own default for the statements it issues; null follows the distributor's (T3). */
    useCredits: z.boolean().nullable(),
    customers: z.number().int(),
    etag: z.string(),
    actions,
  })
  .meta({ id: 'Reseller' });

/** Half-open: from `from` up to, but without, `to`; null is open. */
const span = { from: day.nullable(), to: day.nullable() };
export const resellerTenure = z
  .strictObject({ reseller: partyId.nullable(), ...span })
  .meta({ id: 'ResellerTenure' });
export const accountTenure = z
  .strictObject({ customer: partyId, payerAccount: text(200).nullable(), ...span })
  .meta({ id: 'AccountTenure' });

export const customer = z
  .object({
    id: z.string(),
    name: z.string(),
    email,
    taxPercent: percentText.nullable(),
    taxPosition,
    /** Who sells to it now; null: the distributor itself. */
    reseller: named.nullable(),
    /** Whether the viewer's tenure with it has ended. */
    past: z.boolean(),
    accounts: z.number().int(),
    etag: z.string(),
    actions,
  })
  .meta({ id: 'Customer' });

export const account = z
  .object({
    usageAccount: z.string(),
    customer: named.nullable(),
    tenures: z.array(z.object({ customer: named, payerAccount: z.string().nullable(), ...span })),
    etag: z.string(),
    actions,
  })
  .meta({ id: 'Account' });

/** Whose bill the account's own credits pay in a month, by AWS's own calendar (A1–A5). */
export const accountMonth = z
  .object({
    usageAccount: z.string(),
    period,
    customer: named.nullable(),
    segments: z.array(
      z.object({
        from: day,
        to: day.nullable(),
        use: z.string(),
        payerAccount: z.string().nullable(),
        sentence: z.string(),
      }),
    ),
    pool: z.array(z.object({ payerAccount: z.string(), sentence: z.string() })),
    notes: z.array(z.string()),
  })
  .meta({ id: 'AccountMonth' });

export const price = z
  .object({
    seller: z.string(),
    /** `*`: every buyer, every service. */
    buyer: z.string(),
    service: z.string(),
    upliftPercent: percentText,
    fromPeriod: period.nullable(),
  })
  .meta({ id: 'Price' });

/** What the files for other systems call things. */
const systemSettings = z.strictObject({
  usageItem: neededText(200),
  usageAsset: neededText(200),
  /** Ledger account, or one with `*` for a part of it. */
  accountCodes: z.record(
    neededText(600),
    z.strictObject({ code: neededText(100), name: text(500), taxCode: text(100) }),
  ),
});

export const settings = z
  .object({
    distributorName: z.string(),
    currency,
    noRule: z.enum(['hold', 'pass-through', 'retain']),
    useCredits: z.boolean(),
    roundingLine: z.boolean(),
    /** The break-out that goes to a reseller names the rule behind each credit (T10). */
    nameRules: z.boolean(),
    services: z.record(z.string(), z.string()),
    systems: systemSettings,
    /** What the installation lacks and what to do, a sentence each. */
    cautions: z.array(z.string()),
    etag: z.string(),
    actions,
  })
  .meta({ id: 'Settings' });

const idParam = z.object({ id: objectId });
const resellerBody = {
  name: neededText(200),
  email,
  useCredits: z.boolean().nullable(),
};
const customerBody = { name: neededText(200), email, taxPercent: percentText.nullable(), taxPosition };
const newId = neededText(200).regex(/^[^\s:*,;]+$/, {
  error: 'an id has no spaces, colons, commas or stars',
});

export const PARTY_ROUTES = {
  getSettings: {
    method: 'get',
    path: '/settings',
    summary: 'The settings of the book',
    who: DISTRIBUTOR_READERS,
    answer: settings,
  },
  updateSettings: {
    method: 'put',
    path: '/settings',
    summary: 'Change the settings',
    who: ADMIN,
    ifMatch: true,
    body: z.strictObject({
      distributorName: neededText(200),
      currency,
      noRule: z.enum(['hold', 'pass-through', 'retain']),
      useCredits: z.boolean(),
      roundingLine: z.boolean(),
      nameRules: z.boolean(),
      services: z.record(neededText(300), neededText(300)),
      systems: systemSettings,
    }),
    answer: settings,
  },
  listResellers: {
    method: 'get',
    path: '/resellers',
    summary: 'Resellers; a reseller finds itself',
    who: SELLER_READERS,
    query: z.object({ q: text(200).optional(), ...paging }),
    answer: page(reseller),
  },
  getReseller: {
    method: 'get',
    path: '/resellers/{id}',
    summary: 'One reseller',
    who: SELLER_READERS,
    params: idParam,
    answer: reseller,
  },
  listResellerTenures: {
    method: 'get',
    path: '/resellers/{id}/tenures',
    summary: 'Which customers a reseller has or had, from when to when',
    who: SELLER_READERS,
    params: idParam,
    answer: z.object({ items: z.array(z.object({ customer: named, ...span })) }),
  },
  createReseller: {
    method: 'post',
    path: '/resellers',
    summary: 'Add a reseller',
    who: ADMIN,
    body: z.strictObject({ id: newId, ...resellerBody }),
    answer: reseller,
    status: 201,
  },
  updateReseller: {
    method: 'patch',
    path: '/resellers/{id}',
    summary: 'Change a reseller; a reseller admin may change its own Use credits default',
    who: ['distributor-admin', 'reseller-admin'],
    params: idParam,
    ifMatch: true,
    body: z.strictObject(resellerBody).partial(),
    answer: reseller,
  },
  listCustomers: {
    method: 'get',
    path: '/customers',
    summary: 'Customers; a reseller finds those it has or had',
    who: SELLER_READERS,
    query: z.object({ q: text(200).optional(), reseller: partyId.optional(), ...paging }),
    answer: page(customer),
  },
  getCustomer: {
    method: 'get',
    path: '/customers/{id}',
    summary: 'One customer with who sold to it when',
    who: SELLER_READERS,
    params: idParam,
    answer: z.object({ customer, tenures: z.array(z.object({ reseller: named.nullable(), ...span })) }),
  },
  createCustomer: {
    method: 'post',
    path: '/customers',
    summary: 'Add a customer, direct or of a reseller',
    who: ADMIN,
    body: z.strictObject({ id: newId, ...customerBody, tenures: z.array(resellerTenure).max(100) }),
    answer: customer,
    status: 201,
  },
  updateCustomer: {
    method: 'patch',
    path: '/customers/{id}',
    summary: 'Change a customer',
    who: ADMIN,
    params: idParam,
    ifMatch: true,
    body: z.strictObject(customerBody).partial(),
    answer: customer,
  },
  replaceResellerTenures: {
    method: 'put',
    path: '/customers/{id}/tenures',
    summary: 'Who sells to the customer when, as a whole (P5)',
    who: ADMIN,
    params: idParam,
    ifMatch: true,
    body: z.strictObject({ tenures: z.array(resellerTenure).max(100) }),
    answer: customer,
  },
  listAccounts: {
    method: 'get',
    path: '/accounts',
    summary: 'Usage accounts and who held them when; unmapped ones on request',
    who: SELLER_READERS,
    query: z.object({
      q: text(200).optional(),
      customer: partyId.optional(),
      unmapped: querySwitch.optional(),
      period: period.optional(),
      ...paging,
    }),
    answer: page(account),
  },
  replaceAccountTenures: {
    method: 'put',
    path: '/accounts/{usageAccount}/tenures',
    summary: 'Who holds the account when, as a whole (P5)',
    who: ADMIN,
    params: z.object({ usageAccount }),
    ifMatch: true,
    body: z.strictObject({ tenures: z.array(accountTenure).max(100) }),
    answer: account,
  },
  mapAccount: {
    method: 'post',
    path: '/accounts/{usageAccount}/customer',
    summary:
      'Give an account that nobody holds to a customer, from a day or from the beginning; it need not be billed yet',
    who: ADMIN,
    params: z.object({ usageAccount }),
    body: z.strictObject({
      customer: partyId,
      from: day.nullable().default(null),
      payerAccount: text(200).nullable().default(null),
    }),
    answer: account,
  },
  getAccountCalendar: {
    method: 'get',
    path: '/calendar',
    summary: 'Per account and month: whose bill the account’s own credits pay',
    who: SELLER_READERS,
    query: z.object({ period, customer: partyId.optional() }),
    answer: z.object({ items: z.array(accountMonth) }),
  },
  listPrices: {
    method: 'get',
    path: '/prices',
    summary: 'The price books in force; a reseller sees its own',
    who: SELLER_READERS,
    query: z.object({ seller: partyId.optional(), buyer: neededText(200).optional(), ...paging }),
    answer: page(price),
  },
  setPrice: {
    method: 'post',
    path: '/prices',
    summary: 'Add a price, or a newer version of one; periods drafted before keep theirs (T2)',
    who: SELLERS,
    body: z.strictObject({
      seller: partyId,
      buyer: neededText(200),
      service: neededText(200),
      upliftPercent: percentText,
      fromPeriod: period.nullable(),
    }),
    answer: price,
    status: 201,
  },
} as const satisfies Routes;

export type ResellerView = z.infer<typeof reseller>;
export type CustomerView = z.infer<typeof customer>;
export type AccountView = z.infer<typeof account>;
export type AccountMonthView = z.infer<typeof accountMonth>;
export type PriceView = z.infer<typeof price>;
export type SettingsView = z.infer<typeof settings>;
