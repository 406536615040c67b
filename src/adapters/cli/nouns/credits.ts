import { type Command, Option } from 'commander';
import type { Perform } from '../command-run.ts';
import type { AssignOptions, CreditListOptions, EveryOption } from '../options.ts';
import { typedPeriod } from '../typed-values.ts';
import { noun, verb } from '../verb.ts';

const STATUSES = ['estimated', 'pending', 'assigned', 'processing', 'processed'];

export function creditsNoun(program: Command, perform: Perform): void {
  const credits = noun(program, 'credits', 'Credits: what the clouds gave, and who gets it');
  listVerb(credits, perform);
  verb(credits, 'explain', {
    summary: 'every step for one credit, from the billing file to the statement',
    does: 'Tells where a credit came from, whose it is, which rule decided it and why the others did not, how it was divided, booked and used.',
    examples: ['credits explain crd-0123456789abcdef'],
  })
    .argument('<id>', 'as credits list shows it')
    .action((id: string, options: EveryOption) =>
      perform(options, async (run) => (await import('../run/credits.ts')).explain(run, id)),
    );
  assignVerb(credits, perform);
}

function listVerb(credits: Command, perform: Perform): void {
  verb(credits, 'list', {
    summary: 'the credits with their owner, rule, shares and status',
    does: 'Lists the credits of the book. Those that round to 0.00 (dust) are left out of the text; --json has every credit.',
    examples: [
      'credits list --period 2026-03 --status pending',
      'credits list --customer blue-kiln --description map',
    ],
  })
    .option('--period <YYYY-MM>', 'of this billing period', typedPeriod)
    .option('--account <id>', 'of this usage account')
    .option('--customer <id>', 'of this customer')
    .addOption(new Option('--status <status>', 'in this status').choices(STATUSES))
    .option('--description <text>', 'whose description contains this text, in any case')
    .option('--dust', 'show dust, too')
    .option('--full', 'print long lists whole')
    .action((options: CreditListOptions) =>
      perform(options, async (run) => (await import('../run/credits.ts')).listCredits(run, options)),
    );
}

function assignVerb(credits: Command, perform: Perform): void {
  verb(credits, 'assign', {
    summary: 'divide credits by the rules, or one credit by hand',
    does:
      'Without an id: divides every pending credit by its rule, or tells why it is held. With --reapply: divides assigned ' +
      'credits anew whose rule or owner has changed since. With an id: divides that credit by hand, as if it were another ' +
      "account's, back to what the rules propose, or back to how it was. What stands on a draft or open statement is never changed.",
    examples: [
      'credits assign --period 2026-03',
      'credits assign --reapply --dry-run',
      'credits assign crd-0123456789abcdef --by-hand blue-kiln=50.00,harbor=10% --reason "as agreed"',
      'credits assign crd-0123456789abcdef --move-to 111122223333 --reason "wrong account"',
      'credits assign crd-0123456789abcdef --to-owner --reason "they brought it"',
      'credits assign crd-0123456789abcdef --proposal',
      'credits assign crd-0123456789abcdef --undo',
    ],
  })
    .argument('[id]', 'one credit, as credits list shows it')
    .option('--period <YYYY-MM>', 'only credits of this billing period', typedPeriod)
    .addOption(
      new Option(
        '--by-hand <parts>',
        'PARTY=50.00 or PARTY=10%, separated by commas; the distributor keeps the rest',
      ).conflicts(['moveTo', 'toOwner', 'proposal', 'reapply', 'period']),
    )
    .addOption(
      new Option('--move-to <account>', 'divide it as if it were of this usage account').conflicts([
        'toOwner',
        'proposal',
        'reapply',
        'period',
      ]),
    )
    .addOption(
      new Option('--to-owner', "divide it for the customer whose credit it was, by AWS's records").conflicts([
        'proposal',
        'reapply',
        'period',
      ]),
    )
    .addOption(
      new Option('--proposal', 'back to what the rules propose').conflicts(['undo', 'reapply', 'period']),
    )
    .addOption(
      new Option('--undo', 'undo its last hand decision: what stood before stands again').conflicts([
        'byHand',
        'moveTo',
        'toOwner',
        'reapply',
        'period',
      ]),
    )
    .option('--reason <text>', 'why; needed with --by-hand, --move-to and --to-owner')
    .option('--allow-more', 'more than the cloud gave: the distributor pays the difference')
    .option('--reapply', 'divide assigned credits anew by the rules and owners of today')
    .option('--dry-run', 'with --reapply: only show the differences')
    .option('--full', 'print long lists whole')
    .action((id: string | undefined, options: AssignOptions) =>
      perform(options, async (run) => (await import('../run/assign.ts')).assign(run, id ?? null, options)),
    );
}
