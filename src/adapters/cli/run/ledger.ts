import { basename, dirname } from 'node:path';
import { ledgerEntries } from '../../../application/views/ledger-view.ts';
import type { Entry } from '../../../domain/ledger/entry.ts';
import { exactToText } from '../../../domain/money/exact-amount.ts';
import type { Run } from '../command-run.ts';
import type { ExportOptions } from '../options.ts';
import { counted } from '../print/amounts.ts';
import type { ExitCode } from '../world.ts';
import { jsonFile, writeWhole } from '../write-files.ts';

export async function exportLedger(run: Run, options: ExportOptions): Promise<ExitCode> {
  const entries = await ledgerEntries(await run.desk('read'), options.at ?? null);
  const text = run.json
    ? jsonFile(entries.map(entryJson))
    : await run.world.ledgerText(options.format, entries);
  if (options.out === undefined) {
    run.world.stdout.write(text);
    return 0;
  }
  await writeWhole('--out', dirname(options.out), { [basename(options.out)]: text });
  run.note(`wrote ${counted(entries.length, 'entry', 'entries')} into ${options.out}`);
  return 0;
}

function entryJson(entry: Entry): unknown {
  const postings = entry.postings.map((posting) => ({ ...posting, amount: exactToText(posting.amount) }));
  return { ...entry, postings };
}
