import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { BadInput } from '../../../application/errors.ts';
import { bringIn } from '../../../application/tables/bring-in.ts';
import { rowsOut } from '../../../application/tables/rows-out.ts';
import { type Subject, TABLE_FORMATS, type TableFormat } from '../../../application/tables/table.ts';
import { TABLES } from '../../../application/tables/tables.ts';
import { XLSX } from '../../../contract/documents.ts';
import type { TABLE_ROUTES } from '../../../contract/tables.ts';
import type { Call, Handlers } from '../call.ts';
import { HttpProblem } from '../problem.ts';
import { receiveFiles } from '../received-files.ts';

export const tableHandlers: Handlers<keyof typeof TABLE_ROUTES> = {
  exportResellers: ({ query: { as, ...asked }, ...call }) => out('resellers', as, asked, call),
  exportCustomers: ({ query: { as, ...asked }, ...call }) => out('customers', as, asked, call),
  exportAccounts: ({ query: { as, ...asked }, ...call }) => out('accounts', as, asked, call),
  exportPrices: ({ query: { as, ...asked }, ...call }) => out('prices', as, asked, call),
  exportRules: ({ query: { as }, ...call }) => out('rules', as, {}, call),
  exportGrants: ({ query: { as, ...asked }, ...call }) => out('grants', as, asked, call),
  exportCredits: ({ query: { as, ...asked }, ...call }) => out('credits', as, asked, call),
  importResellers: (call) => into('resellers', call),
  importCustomers: (call) => into('customers', call),
  importAccounts: (call) => into('accounts', call),
  importPrices: (call) => into('prices', call),
  importRules: (call) => into('rules', call),
  importGrants: (call) => into('grants', call),
  importCredits: (call) => into('credits', call),
};

const TYPES: Readonly<Record<TableFormat, string>> = { csv: 'text/csv; charset=utf-8', xlsx: XLSX };

/** In pieces: a hundred thousand rows never stand in memory together. What is refused is refused before the first piece. */
async function out(
  subject: Subject,
  format: TableFormat,
  asked: Parameters<typeof rowsOut>[3],
  { office, viewer, context }: Pick<Call<'exportRules'>, 'office' | 'viewer' | 'context'>,
): Promise<Response> {
  const pages = rowsOut(office, viewer, subject, asked);
  const first = await pages.next();
  const all = async function* () {
    if (first.done === true) return;
    yield first.value;
    yield* pages;
  };
  return context.body(ReadableStream.from(office.tables.write(TABLES[subject], all(), format)), 200, {
    'content-type': TYPES[format],
    'content-disposition': `attachment; filename="${subject}.${format}"`,
  });
}

/** A table that is larger is no table of a distributor's own lists. */
const MOST_BYTES = 100_000_000;

type TableCall = Pick<Call<'importRules'>, 'office' | 'viewer' | 'house' | 'context' | 'dryRun' | 'write'>;

async function into(subject: Subject, call: TableCall): Promise<unknown> {
  const { office, viewer, house, context, dryRun, write } = call;
  const limits = { ...house.limits, files: 1, fileBytes: Math.min(MOST_BYTES, house.limits.fileBytes) };
  const { folder, names } = await receiveFiles(context.req.raw, house.filesFolder, limits);
  try {
    const path = join(folder, names[0] ?? '');
    refuseOtherNames(path, names[0] ?? '');
    const opened = await office.tables.open(subject, path);
    return await write((room) => bringIn(office, room, viewer, { subject, opened, dryRun }), {
      sent: await fingerprint(path),
    });
  } catch (error) {
    throw error instanceof BadInput ? wrongTable(error) : error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function refuseOtherNames(path: string, name: string): void {
  const end = extname(path).slice(1).toLowerCase();
  if (TABLE_FORMATS.some((one) => one === end)) return;
  throw new HttpProblem(422, 'wrong-fields', 'correct the files', [
    { field: 'files', seen: name, todo: 'send a file whose name ends in .csv or .xlsx' },
  ]);
}

async function fingerprint(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

const MOST_FAULTS = 1_000;

/** Every fault at its row and column, the first thousand of them. */
function wrongTable({ faults }: BadInput): HttpProblem {
  const count = faults.length === 1 ? '1 thing is wrong' : `${faults.length} things are wrong`;
  const more = faults.length > MOST_FAULTS ? `; the first ${MOST_FAULTS} are named` : '';
  return new HttpProblem(
    422,
    'wrong-table',
    `${count} with the table, and nothing was saved${more}`,
    faults.slice(0, MOST_FAULTS).map(({ row, column, seen, todo }) => ({
      field: column ?? '',
      ...(row === null ? {} : { row }),
      seen,
      todo,
    })),
  );
}
