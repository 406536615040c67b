import { type Command, Option } from 'commander';
import { DISTRIBUTOR } from '../../../domain/party/party.ts';
import type { Perform } from '../command-run.ts';
import type { EveryOption, MailChoiceOptions, MailOutboxOptions } from '../options.ts';
import { typedPeriod } from '../typed-values.ts';
import { noun, verb } from '../verb.ts';

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
        'again, it writes only to who was not written to. The mail server is set in the console: Settings → Mail.',
      examples: ['mail send --period 2026-03', 'mail send --period 2026-03 --seller harbor'],
    }),
  ).action((options: MailChoiceOptions) =>
    perform(options, async (run) => (await import('../run/mail.ts')).send(run, options)),
  );
  outboxVerbs(mail, perform);
}

function outboxVerbs(mail: Command, perform: Perform): void {
  const outbox = noun(mail, 'outbox', 'The mails that were written, with what became of them');
  verb(outbox, 'list', {
    summary: 'the mails, newest first, with their state and the last answer',
    does: 'Lists the mails of the book. One that is unclear was handed over, and nobody can say whether it arrived.',
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
