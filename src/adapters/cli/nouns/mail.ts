import { type Command, Option } from 'commander';
import { DISTRIBUTOR } from '../../../domain/party/party.ts';
import type { Perform } from '../command-run.ts';
import type { EveryOption, MailChoiceOptions, MailOutboxOptions, MailStatementsOptions } from '../options.ts';
import { typedPeriod } from '../typed-values.ts';
import { noun, verb } from '../verb.ts';
import { mailSettingNouns } from './mail-settings.ts';

const STATES = ['waiting', 'sending', 'sent', 'failed', 'unclear', 'cancelled'];

export function mailNoun(program: Command, perform: Perform): void {
  const mail = noun(program, 'mail', 'Mail: what buyers are written about their credits and statements');
  const chosen = (command: Command): Command =>
    command
      .requiredOption('--period <YYYY-MM>', 'the billing period', typedPeriod)
      .option('--seller <id>', 'in whose name: the distributor or a reseller', DISTRIBUTOR)
      .option('--buyer <ids...>', 'only to these buyers');
  chosen(
    verb(mail, 'preview', {
      summary: 'the credit communications of a period, as they would be written now',
      does:
        'Shows to whom the monthly credit communication of a seller would go, and what it says: customer, account, ' +
        'description, amount and the total that was granted. Nothing is written.',
      examples: [
        'mail preview --period 2026-03',
        'mail preview --period 2026-03 --seller harbor --buyer oak',
      ],
    }),
  ).action((options: MailChoiceOptions) =>
    perform(options, async (run) => (await import('../run/mail.ts')).preview(run, options)),
  );
  chosen(
    verb(mail, 'send', {
      summary: 'write them to the buyers that earned credits, each at most once',
      does:
        'Puts the credit communications of a period into the outbox; the service (creditbook serve) sends them. Run ' +
        'again, it writes only to who was not written to. The mail server is set with mail server set, or in the console.',
      examples: ['mail send --period 2026-03', 'mail send --period 2026-03 --seller harbor'],
    }),
  ).action((options: MailChoiceOptions) =>
    perform(options, async (run) => (await import('../run/mail.ts')).send(run, options)),
  );
  statementsVerb(mail, perform);
  outboxVerbs(mail, perform);
  mailSettingNouns(mail, perform);
}

function statementsVerb(mail: Command, perform: Perform): void {
  verb(mail, 'send-statements', {
    summary: 'write to the buyers of open statements where to find them, of each at most once',
    does:
      'Puts a mail for each statement into the outbox: a link, never the document. For statements that were opened ' +
      'without mail, or whose buyer had no address then. Paid and closed ones are named by id.',
    examples: ['mail send-statements --period 2026-03', 'mail send-statements stm-0123456789abcdef'],
  })
    .argument('[ids...]', 'as statements list shows them')
    .option('--period <YYYY-MM>', 'the open ones of this billing period', typedPeriod)
    .option('--seller <id>', 'those of this seller')
    .option('--buyer <id>', 'those of this buyer')
    .option('--all', 'every open statement of the book')
    .action((ids: string[], options: MailStatementsOptions) =>
      perform(options, async (run) => (await import('../run/mail.ts')).sendStatements(run, ids, options)),
    );
}

function outboxVerbs(mail: Command, perform: Perform): void {
  const outbox = noun(mail, 'outbox', 'The mails that were written, with what became of them');
  verb(outbox, 'list', {
    summary: 'the mails, newest first, with their state and the last answer',
    does: 'Lists the mails of the book. Of one that is unclear nobody can say whether it arrived; its last answer says why.',
    examples: ['mail outbox list', 'mail outbox list --state failed --full'],
  })
    .addOption(new Option('--state <state>', 'in this state').choices(STATES))
    .option('--full', 'print long lists whole')
    .action((options: MailOutboxOptions) =>
      perform(options, async (run) => (await import('../run/mail.ts')).outbox(run, options)),
    );
  verb(outbox, 'resend', {
    summary: 'send a mail again, to where its party is to be written now',
    does: 'Lets a mail wait again from now on. Addresses that have it already get it again only if all have it.',
    examples: ['mail outbox resend msg-0123456789abcdef'],
  })
    .argument('<id>', 'as mail outbox list shows it')
    .action((id: string, options: EveryOption) =>
      perform(options, async (run) => (await import('../run/mail.ts')).resendOne(run, id)),
    );
  verb(outbox, 'cancel', {
    summary: 'do not send a mail that waits or was not taken',
    does: 'Takes a mail out of what is to be sent. It stays in the list.',
    examples: ['mail outbox cancel msg-0123456789abcdef'],
  })
    .argument('<id>', 'as mail outbox list shows it')
    .action((id: string, options: EveryOption) =>
      perform(options, async (run) => (await import('../run/mail.ts')).cancelOne(run, id)),
    );
}
