import type { Command } from 'commander';
import type { Perform } from '../command-run.ts';
import type { AuditExportOptions, EveryOption } from '../options.ts';
import { typedDate } from '../typed-values.ts';
import { noun, verb } from '../verb.ts';

export function auditNoun(program: Command, perform: Perform): void {
  const audit = noun(program, 'audit', 'The audit log: who changed what, when and why');
  verb(audit, 'verify', {
    summary: 'work the chain of hashes out again; exit 1 if an entry was changed or is missing',
    does:
      'Each entry of the audit log is sealed with the hash of the one before. Works every seal out again and names ' +
      'every entry that was changed or is missing: its number, its time and what differs.',
    examples: ['audit verify', 'audit verify --json'],
  }).action((options: EveryOption) =>
    perform(options, async (run) => (await import('../run/audit.ts')).verify(run)),
  );
  verb(audit, 'export', {
    summary: 'the audit log into a file, one JSON object per line',
    does:
      'Writes the audit log into a file, oldest first, one JSON object per line, with the hashes of the chain: whoever ' +
      'has the file can work the chain out without the book. Nobody ever reads half a file.',
    examples: ['audit export audit.ndjson', 'audit export march.ndjson --from 2026-03-01 --to 2026-03-31'],
  })
    .argument('<file>', 'where it is written; - is stdout')
    .option('--from <YYYY-MM-DD>', 'only entries of this day (UTC) or later', typedDate)
    .option('--to <YYYY-MM-DD>', 'only entries of this day (UTC) or earlier', typedDate)
    .action((file: string, options: AuditExportOptions) =>
      perform(options, async (run) => (await import('../run/audit.ts')).exportTo(run, file, options)),
    );
}
