import { z } from 'zod';
import { actions, objectId, partyId, period, text } from './primitives.ts';
import { EVERYONE, type Routes, SELLER_READERS } from './route.ts';
import { statementState } from './statements.ts';

/** What a seller prints at the head and foot of its statements. */
export const letterhead = z
  .object({
    seller: partyId,
    /** As printed; blank: the name the book has. */
    name: z.string(),
    address: z.string(),
    notes: z.string(),
    /** The picture as a data address. */
    logo: z.string().nullable(),
    etag: z.string(),
    actions,
  })
  .meta({ id: 'Letterhead' });

export const documentKind = z.enum(['pdf', 'csv', 'xlsx']);
export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const sellerParam = z.object({ seller: partyId });
const idParam = z.object({ id: objectId });
/** Half as much again as the largest logo, in base64. */
const MOST_LOGO = 1_000_000;

const document = <const Kind extends string, const Type extends 'application/pdf' | 'text/csv' | typeof XLSX>(
  kind: Kind,
  answer: Type,
  summary: string,
) =>
  ({
    method: 'get',
    path: `/statements/{id}/document.${kind}` as const,
    summary,
    who: EVERYONE,
    params: idParam,
    answer,
  }) as const;

export const DOCUMENT_ROUTES = {
  exportStatements: {
    method: 'get',
    path: '/statements/documents',
    summary: 'The documents of the chosen statements as one zip archive; of a seller or buyer what it sees',
    who: EVERYONE,
    query: z.object({
      period: period.optional(),
      seller: partyId.optional(),
      buyer: partyId.optional(),
      state: statementState.optional(),
      as: documentKind.default('pdf'),
    }),
    answer: 'application/zip',
  },
  getStatementPdf: document(
    'pdf',
    'application/pdf',
    'The statement as its buyer reads it; a draft says that it is one',
  ),
  getStatementCsv: document(
    'csv',
    'text/csv',
    'The statement as a table: a row for each figure of its document',
  ),
  getStatementXlsx: document('xlsx', XLSX, 'The statement as a workbook with the same figures as its PDF'),
  getLetterhead: {
    method: 'get',
    path: '/letterheads/{seller}',
    summary: 'What a seller prints at the head and foot of its statements',
    who: SELLER_READERS,
    params: sellerParam,
    answer: letterhead,
  },
  updateLetterhead: {
    method: 'patch',
    path: '/letterheads/{seller}',
    summary: 'Change it for drafts and for what is opened from now on; open statements keep theirs',
    who: ['distributor-admin', 'reseller-admin'],
    params: sellerParam,
    ifMatch: true,
    body: z.strictObject({
      name: text(1_000).optional(),
      address: text(10_000).optional(),
      notes: text(20_000).optional(),
      /** A PNG, JPEG or SVG of at most 512 KiB in base64; null: none. */
      logo: z.base64().max(MOST_LOGO).nullable().optional(),
    }),
    answer: letterhead,
  },
} as const satisfies Routes;

export type LetterheadView = z.infer<typeof letterhead>;
