import { type Command, Option } from 'commander';

/** How a command explains itself to a stranger. */
export type Words = {
  /** One line for the list of commands. */
  readonly summary: string;
  /** What it does, in one or more sentences. */
  readonly does: string;
  readonly examples: readonly string[];
};

const EXIT_CODES = `Exit codes:
  0  done
  1  a check failed, or the book's law refused
  2  bad input or usage; it says if anything was saved
  3  internal`;

/** A command with its words, examples and the exit codes. */
export function verb(parent: Command, signature: string, words: Words): Command {
  const examples = words.examples.map((example) => `  creditbook ${example}`).join('\n');
  return parent
    .command(signature)
    .summary(words.summary)
    .description(words.does)
    .addHelpText(
      'after',
      `\n${words.examples.length > 1 ? 'Examples' : 'Example'}:\n${examples}\n\n${EXIT_CODES}`,
    );
}

/** A word that groups verbs, such as `credits`. */
export function noun(program: Command, name: string, summary: string): Command {
  return program
    .command(name)
    .summary(summary)
    .description(`${summary}. Each command below has its own --help.`);
}

/** --book and --json on every command that does something, after its own options. */
export function withEveryOption(command: Command): void {
  for (const inner of command.commands) withEveryOption(inner);
  if (command.commands.length > 0) return;
  command
    .addOption(
      new Option('--book <DIR|URL>', 'a folder (embedded database) or a postgres:// URL')
        .default('./book')
        .env('CREDITBOOK_BOOK')
        .helpGroup('Every command:'),
    )
    .addOption(new Option('--json', 'print JSON instead of text').helpGroup('Every command:'))
    .addHelpOption(new Option('-h, --help', 'show this').helpGroup('Every command:'));
}
