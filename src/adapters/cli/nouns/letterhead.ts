import type { Command } from 'commander';
import { DISTRIBUTOR } from '../../../domain/party/party.ts';
import type { Perform } from '../command-run.ts';
import type { LetterheadOptions, LetterheadSetOptions } from '../options.ts';
import { noun, verb } from '../verb.ts';

export function letterheadNoun(program: Command, perform: Perform): void {
  const letterhead = noun(
    program,
    'letterhead',
    'Letterhead: what a seller prints at the head and foot of its statements',
  );
  const seller = (command: Command): Command =>
    command.option('--seller <id>', 'the distributor or a reseller', DISTRIBUTOR);
  seller(
    verb(letterhead, 'show', {
      summary: "a seller's name, address, notes and logo as printed",
      does: 'Shows what a seller prints at the head and foot of its statements.',
      examples: ['letterhead show', 'letterhead show --seller harbor'],
    }),
  ).action((options: LetterheadOptions) =>
    perform(options, async (run) => (await import('../run/letterhead.ts')).showLetterhead(run, options)),
  );
  seller(
    verb(letterhead, 'set', {
      summary: 'change it for drafts and for what is opened from now on',
      does:
        'Changes what is given and leaves the rest. Statements that are open keep the letterhead they were opened with. ' +
        'In a text, \\n begins a new line.',
      examples: [
        'letterhead set --address "Quay Street 1\\nRotterdam" --logo logo.svg',
        'letterhead set --seller harbor --notes "Pay within 30 days." --no-logo',
      ],
    }),
  )
    .option('--name <text>', 'the name on the statement; blank: the name the book has')
    .option('--address <text>', 'street, place, tax number')
    .option('--notes <text>', 'at the end of every statement: bank, terms, whom to ask')
    .option('--logo <file>', 'a PNG, JPEG or SVG of at most 512 KiB')
    .option('--no-logo', 'print none any more')
    .action((options: LetterheadSetOptions) =>
      perform(options, async (run) => (await import('../run/letterhead.ts')).setLetterhead(run, options)),
    );
}
