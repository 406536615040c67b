import { Command } from 'commander';
import type { Perform } from './command-run.ts';
import { accountsNoun } from './nouns/accounts.ts';
import { auditNoun } from './nouns/audit.ts';
import { balancesVerb } from './nouns/balances.ts';
import { bookNoun } from './nouns/book.ts';
import { checkVerb } from './nouns/check.ts';
import { creditRecordsNoun } from './nouns/credit-records.ts';
import { creditsNoun } from './nouns/credits.ts';
import { exportNoun } from './nouns/export.ts';
import { focusNoun } from './nouns/focus.ts';
import { grantsNoun } from './nouns/grants.ts';
import { importVerb } from './nouns/import.ts';
import { ledgerNoun } from './nouns/ledger.ts';
import { letterheadNoun } from './nouns/letterhead.ts';
import { mailNoun } from './nouns/mail.ts';
import { monthVerb } from './nouns/month.ts';
import { partiesNoun } from './nouns/parties.ts';
import { periodNoun } from './nouns/period.ts';
import { pricesNoun } from './nouns/prices.ts';
import { rulesNoun } from './nouns/rules.ts';
import { serveVerb } from './nouns/serve.ts';
import { sourcesNoun } from './nouns/sources.ts';
import { statementsNoun } from './nouns/statements.ts';
import { loadNoun } from './nouns/tables.ts';
import { withEveryOption } from './verb.ts';
import type { World } from './world.ts';

/** Every command with its words and options; `say` hears what is wrong with the usage. What they do is imported only when one runs, so that --help is instant. */
export function creditbookProgram(world: World, perform: Perform, say: (text: string) => void): Command {
  const program = new Command('creditbook')
    .description('The book of cloud credits for those who resell cloud.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        world.stdout.write(text);
      },
      writeErr: say,
    })
    .configureHelp({ helpWidth: 100 })
    .showHelpAfterError('Add --help to see what this command takes.')
    .helpCommand(false)
    .addHelpText(
      'after',
      '\nStart with a month folder: creditbook month FOLDER. Every command has its own --help.',
    );
  monthVerb(program, perform);
  importVerb(program, perform);
  sourcesNoun(program, perform);
  partiesNoun(program, perform);
  rulesNoun(program, perform);
  pricesNoun(program, perform);
  accountsNoun(program, perform);
  creditsNoun(program, perform);
  creditRecordsNoun(program, perform);
  grantsNoun(program, perform);
  statementsNoun(program, perform);
  letterheadNoun(program, perform);
  mailNoun(program, perform);
  balancesVerb(program, perform);
  checkVerb(program, perform);
  ledgerNoun(program, perform);
  focusNoun(program, perform);
  periodNoun(program, perform);
  auditNoun(program, perform);
  exportNoun(program, perform);
  loadNoun(program, perform);
  bookNoun(program, perform);
  serveVerb(program, perform);
  withEveryOption(program);
  return program;
}
