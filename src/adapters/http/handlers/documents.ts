import type { Context } from 'hono';
import { documentFor, documentsFor } from '../../../application/access/document-desk.ts';
import {
  type LetterheadShown,
  letterheadShown,
  proveLetterhead,
  saveLetterhead,
} from '../../../application/access/letterhead-desk.ts';
import { fileNameOf } from '../../../application/documents/export-documents.ts';
import type { DocumentKind } from '../../../application/documents/statement-document.ts';
import { type DOCUMENT_ROUTES, XLSX } from '../../../contract/documents.ts';
import type { Call, Handlers } from '../call.ts';
import { given } from './session.ts';

const TYPES: Readonly<Record<DocumentKind, string>> = {
  pdf: 'application/pdf',
  csv: 'text/csv; charset=utf-8',
  xlsx: XLSX,
};

export const documentHandlers: Handlers<keyof typeof DOCUMENT_ROUTES> = {
  exportStatements: async ({ office, viewer, query, context }) => {
    const { as: kind, state, ...choice } = query;
    const states = state === undefined ? {} : { states: [state] };
    const files = await documentsFor(office, viewer, { ...choice, ...states }, kind);
    const name = `statements${query.period === undefined ? '' : `-${query.period}`}-${kind}.zip`;
    return context.body(ReadableStream.from(office.printer.bundle(files)), 200, {
      'content-type': 'application/zip',
      'content-disposition': attachment(name),
    });
  },
  getStatementPdf: (call) => documentAs('pdf', call),
  getStatementCsv: (call) => documentAs('csv', call),
  getStatementXlsx: (call) => documentAs('xlsx', call),
  getLetterhead: async ({ office, viewer, params }) =>
    withPicture(await letterheadShown(office, viewer, params.seller)),
  updateLetterhead: async ({ office, viewer, params: { seller }, body, etag, write }) => {
    const { logo, ...texts } = given(body);
    const picture = logo === undefined || logo === null ? logo : Buffer.from(logo, 'base64');
    const change = await proveLetterhead(office, viewer, seller, { ...texts, logo: picture });
    return write(async (room) => {
      const deed = await saveLetterhead(office, room, viewer, { seller, etag, change });
      return { ...deed, answer: withPicture(deed.answer as LetterheadShown) };
    });
  },
};

type DocumentCall = Pick<Call<'getStatementPdf'>, 'office' | 'viewer' | 'params' | 'context'>;

/** Printed only if the asker does not have it already: the ETag is the fingerprint of what would be printed. */
async function documentAs(
  kind: DocumentKind,
  { office, viewer, params, context }: DocumentCall,
): Promise<Response> {
  const document = await documentFor(office, viewer, params.id);
  const etag = `"${office.printer.fingerprint(document, kind)}"`;
  if (hasAlready(context, etag)) return context.body(null, 304, { etag });
  return context.body(new Uint8Array(await office.printer.print(document, kind)), 200, {
    'content-type': TYPES[kind],
    'content-disposition': attachment(fileNameOf(document, kind)),
    etag,
  });
}

function hasAlready(context: Context, etag: string): boolean {
  const known = context.req.header('if-none-match') ?? '';
  return known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}

/** RFC 6266: a plain name for everybody, the whole name for whoever reads UTF-8. */
function attachment(name: string): string {
  const plain = name.replace(/[^\w.-]+/g, '-');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}

function withPicture({ logo, ...shown }: LetterheadShown) {
  const type = { png: 'image/png', jpeg: 'image/jpeg', svg: 'image/svg+xml' };
  return {
    ...shown,
    logo:
      logo === null ? null : `data:${type[logo.kind]};base64,${Buffer.from(logo.bytes).toString('base64')}`,
  };
}
