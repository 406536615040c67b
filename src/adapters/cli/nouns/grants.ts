import type { Command } from 'commander';
import type { Perform } from '../command-run.ts';
import type {
  GrantAddOptions,
  GrantListOptions,
  GrantMoveOptions,
  GrantWithdrawOptions,
} from '../options.ts';
import { typedCurrency, typedDate } from '../typed-values.ts';
import { noun, verb } from '../verb.ts';
import { loadTableVerb } from './tables.ts';

export function grantsNoun(program: Command, perform: Perform): void {
  const grants = noun(program, 'grants', 'Grants: spendable credit of a buyer at its seller');
  addVerb(grants, perform);
  loadTableVerb(grants, 'load', 'grants', perform);
  verb(grants, 'list', {
    summary: 'every grant with what is left of it',
    does: 'Lists grants from credits and those added by hand: granted, applied, reserved, expired, withdrawn and what is left. A stranded one stands at a seller its buyer no longer buys from.',
    examples: ['grants list --buyer blue-kiln', 'grants list --stranded'],
  })
    .option('--seller <id>', 'at this seller')
    .option('--buyer <id>', 'of this buyer')
    .option('--stranded', 'only what is left at a seller its buyer has left')
    .option('--full', 'print long lists whole')
    .action((options: GrantListOptions) =>
      perform(options, async (run) => (await import('../run/grants.ts')).listGrants(run, options)),
    );
  changeVerbs(grants, perform);
}

function addVerb(grants: Command, perform: Perform): void {
  verb(grants, 'add', {
    summary: 'add a grant by hand, paid by its seller',
    does:
      'A seller adds credit for one of its buyers. The amount is plain digits with a point. The same grant given twice is ' +
      'one grant, unless --id says otherwise.',
    examples: [
      'grants add --seller distributor --buyer harbor --amount 100.00 --currency USD --comment "good will"',
    ],
  })
    .requiredOption('--seller <id>', 'distributor or a reseller')
    .requiredOption('--buyer <id>', 'a customer or reseller who buys from the seller')
    .requiredOption('--amount <digits>', 'such as 1000.00')
    .requiredOption('--currency <code>', 'such as USD', typedCurrency)
    .requiredOption('--comment <text>', 'what it is for')
    .option('--id <id>', 'its own id (default: from its content)')
    .option('--cloud <name>', 'which cloud it is about')
    .option('--account <id>', 'which cloud account it is about')
    .option('--description <text>', 'what the cloud calls it')
    .option('--starts <YYYY-MM-DD>', 'pays nothing before the period of this day', typedDate)
    .option('--ends <YYYY-MM-DD>', 'expires after this day', typedDate)
    .option('--granted-on <YYYY-MM-DD>', 'the booking date (default: today, UTC)', typedDate)
    .option('--parent-credit <id>', 'the credit of the cloud that it passes on')
    .option('--reason <text>', 'why more is passed on than the seller received')
    .option('--yes', 'add it although a rule gave the same already')
    .action((options: GrantAddOptions) =>
      perform(options, async (run) => (await import('../run/grants.ts')).add(run, options)),
    );
}

function changeVerbs(grants: Command, perform: Perform): void {
  verb(grants, 'withdraw', {
    summary: 'take back what is left of a grant, or part of it',
    does: 'The seller takes back the part of a grant that is neither used nor reserved by a draft. Booked as a reversal with its reason.',
    examples: ['grants withdraw grt-0123456789abcdef --amount 20.00 --reason "agreed too much"'],
  })
    .argument('<id>', 'as grants list shows it')
    .option('--amount <digits>', 'how much (default: all that is left)')
    .requiredOption('--reason <text>', 'why')
    .action((id: string, options: GrantWithdrawOptions) =>
      perform(options, async (run) => (await import('../run/grants.ts')).withdraw(run, id, options)),
    );
  verb(grants, 'move', {
    summary: "move what is left of a stranded grant to the buyer's new seller",
    does: 'Takes what is left of a grant from a credit at the old seller and grants it at the new one, on both edges.',
    examples: ['grants move grt-0123456789abcdef --to harbor --reason "customer moved in March"'],
  })
    .argument('<id>', 'as grants list --stranded shows it')
    .requiredOption('--to <seller>', 'distributor or a reseller')
    .requiredOption('--reason <text>', 'why')
    .action((id: string, options: GrantMoveOptions) =>
      perform(options, async (run) => (await import('../run/grants.ts')).move(run, id, options)),
    );
}
