import { z } from 'zod';
import { creditFilter } from './credits.ts';
import { neededText, partyId, period, querySwitch, text } from './primitives.ts';
import { ADMIN, DISTRIBUTOR_READERS, EVERYONE, type Routes, SELLER_READERS } from './route.ts';

/** The same tables as a month folder's; docs/tables.md lists their columns. */
export const subject = z.enum(['resellers', 'customers', 'accounts', 'prices', 'rules', 'grants', 'credits']);
export const tableFormat = z.enum(['csv', 'xlsx']);

/** What a table says that the book does not, row by row. */
const rowChange = z.object({
  /** null: it is removed, so it stands in no row of the file. */
  row: z.number().int().nullable(),
  key: z.string(),
  /** `removed`: a tenure that its set of rows leaves out. */
  change: z.enum(['new', 'changed', 'removed']),
  cells: z.array(z.object({ column: z.string(), before: z.string(), after: z.string() })),
});
const tableReport = z
  .object({
    subject,
    dryRun: z.boolean(),
    count: z.object({ added: z.number().int(), changed: z.number().int(), same: z.number().int() }),
    /** The first 500. */
    rows: z.array(rowChange),
    moreRows: z.number().int(),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'TableReport' });

const as = tableFormat.default('csv');

/** The table as a file, by the filters of its list, as far as the viewer sees. */
function out<
  const Subject extends string,
  const Who extends readonly (typeof EVERYONE)[number][],
  Query extends z.ZodObject,
>(of: Subject, who: Who, query: Query) {
  return {
    method: 'get',
    path: `/tables/${of}` as const,
    summary: `The table of ${of} as a CSV or XLSX file, as far as the viewer sees it; what a spreadsheet would run is harmless`,
    who,
    query,
    answer: 'table',
  } as const;
}

/** The table in again: all rows or none. */
function into<const Subject extends string>(of: Subject) {
  return {
    method: 'post',
    path: `/tables/${of}` as const,
    summary: `Bring a table of ${of} in: multipart with one CSV or XLSX as \`files\`. Every fault with its row, or all rows`,
    who: ADMIN,
    query: z.object({ dryRun: querySwitch.optional() }),
    posts: true,
    body: 'files',
    answer: tableReport,
  } as const;
}

export const TABLE_ROUTES = {
  exportResellers: out('resellers', SELLER_READERS, z.object({ as, q: text(200).optional() })),
  exportCustomers: out(
    'customers',
    SELLER_READERS,
    z.object({ as, q: text(200).optional(), reseller: partyId.optional() }),
  ),
  exportAccounts: out(
    'accounts',
    SELLER_READERS,
    z.object({ as, q: text(200).optional(), customer: partyId.optional(), period: period.optional() }),
  ),
  exportPrices: out(
    'prices',
    SELLER_READERS,
    z.object({ as, seller: partyId.optional(), buyer: neededText(200).optional() }),
  ),
  exportRules: out('rules', DISTRIBUTOR_READERS, z.object({ as })),
  exportGrants: out(
    'grants',
    EVERYONE,
    z.object({ as, seller: partyId.optional(), buyer: partyId.optional(), stranded: querySwitch.optional() }),
  ),
  exportCredits: out('credits', DISTRIBUTOR_READERS, creditFilter.extend({ as })),
  importResellers: into('resellers'),
  importCustomers: into('customers'),
  importAccounts: into('accounts'),
  importPrices: into('prices'),
  importRules: into('rules'),
  importGrants: into('grants'),
  importCredits: into('credits'),
} as const satisfies Routes;

export type TableSubject = z.infer<typeof subject>;
export type TableReportView = z.infer<typeof tableReport>;
