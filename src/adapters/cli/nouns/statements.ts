import { type Command, Option } from 'commander';
import { DOCUMENT_KINDS } from '../../../application/documents/statement-document.ts';
import { STATEMENT_STATES } from '../../../domain/statement/statement.ts';
import type { Perform } from '../command-run.ts';
import type {
  ChoiceOptions,
  DraftCommandOptions,
  StatementExportOptions,
  StatementListOptions,
  StatementVerb,
} from '../options.ts';
import { typedPeriod, typedSwitch } from '../typed-values.ts';
import { noun, verb, type Words } from '../verb.ts';

export function statementsNoun(program: Command, perform: Perform): void {
  const statements = noun(program, 'statements', 'Statements: what a buyer owes a seller for a period');
  verb(statements, 'draft', {
    summary: 'draft the statements of a period',
    does:
      'Drafts a statement for every seller and buyer with charges in the period, and lets it use the balance of credits. ' +
      'Run again, it writes nothing unless something changed; drafts are replaced, open statements never touched.',
    examples: ['statements draft --period 2026-03', 'statements draft --period 2026-03 --use-credits off'],
  })
    .requiredOption('--period <YYYY-MM>', 'the billing period', typedPeriod)
    .option(
      '--use-credits <on|off>',
      "let the statements use credit balances (default: each seller's setting)",
      typedSwitch,
    )
    .option('--late', 'although a later period is open; takes only what is left')
    .action((options: DraftCommandOptions) =>
      perform(options, async (run) => (await import('../run/statements.ts')).draft(run, options)),
    );
  changeVerb(statements, perform, 'open', {
    summary: 'open drafts: they get their numbers and never change again',
    does: 'Opens drafts. The credit they reserved is used, each gets the next number of its seller, and it is frozen.',
    examples: ['statements open --period 2026-03 --mail', 'statements open stm-0123456789abcdef'],
  }).option('--mail', 'write to their buyers where to find them: a link, never the document');
  changeVerb(statements, perform, 'discard', {
    summary: 'throw drafts away',
    does: 'Throws drafts away. The credit they reserved is free again, as if they had never been drafted.',
    examples: ['statements discard --period 2026-03 --buyer harbor', 'statements discard --all'],
  });
  changeVerb(statements, perform, 'void', {
    summary: 'take open statements back; they stay visible',
    does: 'Takes open statements back: the credit they used is restored by a reversal. A paid one is voided only after its payment is reversed.',
    examples: ['statements void stm-0123456789abcdef --reason "wrong account"'],
  }).requiredOption('--reason <text>', 'why');
  changeVerb(statements, perform, 'pay', {
    summary: 'mark open statements as paid, or take that back',
    does: 'Marks open statements as paid. With --reverse a payment is taken back and the statement is open again.',
    examples: [
      'statements pay --period 2026-03 --buyer harbor',
      'statements pay stm-0123456789abcdef --reverse',
    ],
  }).option('--reverse', 'the payment did not hold: paid becomes open');
  changeVerb(statements, perform, 'close', {
    summary: 'close open or paid statements for good',
    does: 'Ends the life of statements: nothing changes them any more.',
    examples: ['statements close --period 2026-01'],
  });
  showVerbs(statements, perform);
  exportVerb(statements, perform);
}

function changeVerb(statements: Command, perform: Perform, name: StatementVerb, words: Words): Command {
  return chosen(verb(statements, name, words).argument('[ids...]', 'as statements list shows them'))
    .option('--all', 'every statement of the book that can be')
    .action((ids: string[], options: ChoiceOptions) =>
      perform(options, async (run) => (await import('../run/statements.ts')).change(run, name, ids, options)),
    );
}

function chosen(command: Command): Command {
  return command
    .option('--period <YYYY-MM>', 'those of this billing period', typedPeriod)
    .option('--seller <id>', 'those of this seller')
    .option('--buyer <id>', 'those of this buyer');
}

function showVerbs(statements: Command, perform: Perform): void {
  chosen(
    verb(statements, 'list', {
      summary: 'the statements with charges, credit applied, total and carry-forward',
      does: 'Lists the statements of the book. Discarded drafts are left out unless --state asks for them.',
      examples: ['statements list --period 2026-03', 'statements list --seller harbor --state open'],
    }),
  )
    .addOption(new Option('--state <state>', 'in this state').choices(STATEMENT_STATES))
    .option('--full', 'print long lists whole')
    .action((options: StatementListOptions) =>
      perform(options, async (run) => (await import('../run/statements.ts')).listStatements(run, options)),
    );
  verb(statements, 'show', {
    summary: 'one statement with its lines, its tax and the story of its credit',
    does: 'Shows everything on one statement.',
    examples: ['statements show stm-0123456789abcdef'],
  })
    .argument('<id>', 'as statements list shows it')
    .option('--full', 'print long lists whole')
    .action((id: string, options: ChoiceOptions) =>
      perform(options, async (run) => (await import('../run/statements.ts')).show(run, id, options)),
    );
}

function exportVerb(statements: Command, perform: Perform): void {
  chosen(
    verb(statements, 'export', {
      summary: 'the documents that buyers read: PDF, CSV, XLSX',
      does:
        'Prints a document for each statement into a folder, as its buyer reads it; a draft says on every page that it is one. ' +
        'What lies there already and would come out the same is left as it is: a run that was cut off goes on where it stopped.',
      examples: [
        'statements export --period 2026-03 --out documents',
        'statements export stm-0123456789abcdef --as pdf csv xlsx --out documents',
      ],
    }).argument('[ids...]', 'as statements list shows them'),
  )
    .addOption(new Option('--state <state>', 'in this state').choices(STATEMENT_STATES))
    .option('--all', 'every statement of the book that is not discarded')
    .addOption(new Option('--as <kinds...>', 'as which kinds of file (default: pdf)').choices(DOCUMENT_KINDS))
    .requiredOption('--out <dir>', 'the folder for the documents')
    .action((ids: string[], options: StatementExportOptions) =>
      perform(options, async (run) =>
        (await import('../run/export-statements.ts')).exportStatements(run, ids, options),
      ),
    );
}
