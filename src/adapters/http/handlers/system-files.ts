import type { Context } from 'hono';
import { systemFileFor } from '../../../application/access/system-file-desk.ts';
import type { SystemFileKind } from '../../../application/systems/system-table.ts';
import type { SYSTEM_FILE_ROUTES } from '../../../contract/system-files.ts';
import type { Call, Handlers } from '../call.ts';

export const systemFileHandlers: Handlers<keyof typeof SYSTEM_FILE_ROUTES> = {
  getUsageFile: (call) => fileOf('usage', 'distributor', call),
  getFocusRows: (call) => fileOf('focus', call.query.seller, call),
  getJournal: (call) => fileOf('journal', call.query.seller, call),
};

type FileCall = Pick<Call<'getUsageFile'>, 'office' | 'viewer' | 'params'> & { readonly context: Context };

async function fileOf(
  kind: SystemFileKind,
  seller: string,
  { office, viewer, params, context }: FileCall,
): Promise<Response> {
  const table = await systemFileFor(office, viewer, { kind, period: params.period, seller });
  return context.body(office.systemCsv(table), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${kind}-${params.period}.csv"`,
  });
}
