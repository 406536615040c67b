import type { Command } from 'commander';
import type { Perform } from '../command-run.ts';
import type { ImportCommandOptions } from '../options.ts';
import { verb } from '../verb.ts';
import { STORE_SETTINGS } from './store-settings.ts';

export function importVerb(program: Command, perform: Perform): void {
  verb(program, 'import', {
    summary: 'read billing files: what is new, what changed, what is unmapped or unknown',
    does:
      "Reads the clouds' billing files into the book and tells what is new, what changed since the last delivery, " +
      'which accounts nobody holds and which line types are unknown. Decides and drafts nothing. The same files again ' +
      'change nothing. Files without a manifest that belong to one payer and month are given in one command. Files that ' +
      'lie in an S3 bucket are read there: what is not in the cache is fetched, the manifests decide what counts.',
    examples: [
      'import cur/2026-03',
      'import march-1.csv.gz march-2.csv.gz --final',
      'import s3://billing-exports/cur/acme',
    ],
  })
    .argument('<path...>', 'files, folders that are searched, or s3://bucket/prefix')
    .option('--final', "take every line as the cloud's final word, invoice id or not")
    .option('--replace', 'take a delivery although it looks older or smaller than the one in the book')
    .addHelpText(
      'after',
      `
Settings of the environment, for s3://…:
${STORE_SETTINGS}`,
    )
    .action((paths: string[], options: ImportCommandOptions) =>
      perform(options, async (run) => (await import('../run/import.ts')).importPaths(run, paths, options)),
    );
}
