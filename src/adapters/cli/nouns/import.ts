import type { Command } from 'commander';
import type { Perform } from '../job.ts';
import type { ImportCommandOptions } from '../options.ts';
import { verb } from '../verb.ts';

export function importVerb(program: Command, perform: Perform): void {
  verb(program, 'import', {
    summary: 'read billing files: what is new, what changed, what is unmapped or unknown',
    does:
      "Reads the clouds' billing files into the book and tells what is new, what changed since the last delivery, " +
      'which accounts nobody holds and which line types are unknown. Decides and drafts nothing. The same files again ' +
      'change nothing. Files without a manifest that belong to one payer and month are given in one command.',
    examples: ['import cur/2026-03', 'import march-1.csv.gz march-2.csv.gz --final'],
  })
    .argument('<path...>', 'files, or folders that are searched')
    .option('--final', "take every line as the cloud's final word, invoice id or not")
    .option('--replace', 'take a delivery although it looks older or smaller than the one in the book')
    .action((paths: string[], options: ImportCommandOptions) =>
      perform(options, async (job) => (await import('../run/import.ts')).importPaths(job, paths, options)),
    );
}
