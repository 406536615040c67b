import type { Command } from 'commander';
import type { Perform } from '../command-run.ts';
import type { EveryOption } from '../options.ts';
import { noun, verb } from '../verb.ts';

export function bookNoun(program: Command, perform: Perform): void {
  const book = noun(program, 'book', 'The book as a whole');
  verb(book, 'export', {
    summary: 'the whole book into one new file',
    does:
      'Writes everything the book holds, as it stands at one moment, into one new file: every table, exact to the last ' +
      'digit, with its number of rows and a hash. The same book gives the same bytes. The file holds the passwords’ ' +
      'hashes and the secrets of the service too: only you may read it, keep it so. It is how a book goes to a server of ' +
      'another version: export it with the creditbook that made it, import it with the new one.',
    examples: ['book export march.book', 'book export march.book --book postgres://localhost/book'],
  })
    .argument('<file>')
    .action((file: string, options: EveryOption) =>
      perform(options, async (run) => (await import('../run/book.ts')).exportWhole(run, file, options)),
    );
  verb(book, 'import', {
    summary: 'a new book out of such a file',
    does:
      'Makes a new book out of an exported one, in a folder that is not there yet or in an empty database, and runs the ' +
      'checks on it. A file that is torn or was changed is refused, and so is a place that holds a book already. A file ' +
      'of an older creditbook is brought to this one’s shape. Mail that waited to be sent is held back as unclear: the ' +
      'book it comes from may have sent it; send it again with mail outbox resend. Webhooks of the file are told on: ' +
      'switch them off in a copy that only stands beside its book.',
    examples: [
      'book import march.book --book ./moved',
      'book import march.book --book postgres://localhost/empty',
    ],
  })
    .argument('<file>')
    .action((file: string, options: EveryOption) =>
      perform(options, async (run) => (await import('../run/book.ts')).importWhole(run, file, options)),
    );
}
