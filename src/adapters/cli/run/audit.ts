import { pipeline } from 'node:stream/promises';
import { auditExport, verifyAudit } from '../../../application/access/audit-desk.ts';
import type { AuditVerification } from '../../../application/access/service-book.ts';
import type { Viewer } from '../../../domain/access/viewer.ts';
import type { Run } from '../command-run.ts';
import type { AuditExportOptions } from '../options.ts';
import { counted } from '../print/amounts.ts';
import { ink } from '../print/ink.ts';
import { wrongUsage } from '../typed-values.ts';
import type { ExitCode } from '../world.ts';
import { STDOUT, writeWholeFrom } from '../write-files.ts';

/** Whoever runs commands on the book looks at its log as an auditor does. */
const HERE: Viewer = {
  id: 'command-line',
  name: 'the command line',
  kind: 'user',
  role: 'auditor',
  party: null,
};

export async function verify(run: Run): Promise<ExitCode> {
  const found = await verifyAudit({ book: await run.serviceBook() }, HERE);
  run.answer(found, () => verificationText(found));
  return found.ok ? 0 : 1;
}

export async function exportTo(run: Run, file: string, { from, to }: AuditExportOptions): Promise<ExitCode> {
  const book = await run.serviceBook();
  let entries = 0;
  const counting = async function* (): AsyncGenerator<string, void> {
    for await (const piece of auditExport({ book }, HERE, { from, to })) {
      entries += piece.split('\n').length - 1;
      yield piece;
    }
  };
  if (file === STDOUT) {
    if (run.json) throw wrongUsage('audit export -', '--json', 'the log is JSON as it is: leave it out');
    await pipeline(counting, run.world.stdout, { end: false });
    run.note(`wrote ${counted(entries, 'entry', 'entries')}`);
    return 0;
  }
  await writeWholeFrom('<file>', file, counting());
  run.answer({ file, entries }, () => `wrote ${counted(entries, 'entry', 'entries')} into ${file}`);
  return 0;
}

function verificationText({ ok, entries, lastHash, broken }: AuditVerification): string {
  if (ok) {
    const seal = entries === 0 ? '' : `; the last seal is ${lastHash}`;
    return `${ink.green('The chain is whole')}: ${counted(entries, 'entry', 'entries')}${seal}`;
  }
  return [
    ink.red(`The chain is broken at ${counted(broken.length, 'place')} of ${entries} entries`),
    ...broken.map(({ seq, at, why }) => `  entry ${seq}${at === null ? '' : ` of ${at}`}: ${why}`),
  ].join('\n');
}
