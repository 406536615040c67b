import { type Command, Option } from 'commander';
import { MAIL_KINDS } from '../../../application/mail/mail-kinds.ts';
import { MAIL_SECURITIES } from '../../../application/mail/mail-server.ts';
import { DISTRIBUTOR } from '../../../domain/party/party.ts';
import type { Perform } from '../command-run.ts';
import type {
  EveryOption,
  MailServerOptions,
  MailTemplateOptions,
  MailTemplateSetOptions,
  MailWishesOptions,
} from '../options.ts';
import { typedPort } from '../typed-values.ts';
import { noun, verb } from '../verb.ts';

/** The server that takes the book's mail, each seller's words, and who wants which mail. */
export function mailSettingNouns(mail: Command, perform: Perform): void {
  serverVerbs(mail, perform);
  templateVerbs(mail, perform);
  wishVerbs(mail, perform);
}

function serverVerbs(mail: Command, perform: Perform): void {
  const server = noun(mail, 'server', 'The SMTP server that takes the book’s mail');
  verb(server, 'show', {
    summary: 'the settings, without the password',
    does: 'Shows through which server the service sends mail, and from which address.',
    examples: ['mail server show'],
  }).action((options: EveryOption) =>
    perform(options, async (run) => (await import('../run/mail-settings.ts')).showServer(run)),
  );
  verb(server, 'set', {
    summary: 'change it; what waits is tried with it at once',
    does:
      'Changes what is given and leaves the rest. A password is read from standard input, and sealed with ' +
      'CREDITBOOK_SECRET: set it here as it is set for the service.',
    examples: [
      'mail server set --host smtp.example.com --user book --password-stdin --from book@example.com --console-url https://book.example.com < password',
      'mail server set --port 465 --security tls',
    ],
  })
    .option('--host <name>', 'a name or an address')
    .option('--port <n>', 'most often 587 or 465', typedPort)
    .addOption(
      new Option(
        '--security <how>',
        'TLS from the first byte, STARTTLS before anything is said, or none',
      ).choices(MAIL_SECURITIES),
    )
    .option('--any-certificate', 'take whatever certificate it shows')
    .option('--no-any-certificate', 'only one that can be trusted')
    .option('--user <name>', 'who signs in there; blank: it asks for nobody')
    .option('--password-stdin', 'read the password of that user from standard input')
    .option('--from <address>', 'from whom all mail of the book comes')
    .option('--console-url <url>', 'how buyers reach the console: where links lead')
    .action((options: MailServerOptions) =>
      perform(options, async (run) => (await import('../run/mail-settings.ts')).setServer(run, options)),
    );
  verb(server, 'test', {
    summary: 'talk to it as the settings say; nothing is sent',
    does: 'Connects to the server, signs in and says how that went. Exit code 1: it did not go well.',
    examples: ['mail server test'],
  }).action((options: EveryOption) =>
    perform(options, async (run) => (await import('../run/mail-settings.ts')).testServer(run)),
  );
}

function templateVerbs(mail: Command, perform: Perform): void {
  const templates = noun(mail, 'templates', "Templates: a seller's words for each kind of mail");
  const seller = (command: Command): Command =>
    command.option('--seller <id>', 'the distributor or a reseller', DISTRIBUTOR);
  seller(
    verb(templates, 'show', {
      summary: 'the words, and what they may name',
      does: "Shows the words of a seller's mails, and the variables that they may name between {{ and }}.",
      examples: ['mail templates show', 'mail templates show --seller harbor'],
    }),
  ).action((options: MailTemplateOptions) =>
    perform(options, async (run) => (await import('../run/mail-settings.ts')).showTemplates(run, options)),
  );
  seller(
    verb(templates, 'set', {
      summary: 'change the words of one kind, for mails that are written from now on',
      does: `Changes what is given and leaves the rest. Kinds: ${MAIL_KINDS.join(', ')}.`,
      examples: [
        'mail templates set statement --body words.txt',
        'mail templates set credit-communication --seller harbor --language de --subject "Gutschriften {{month}}"',
      ],
    }),
  )
    .argument('<kind>', 'which kind of mail')
    .option('--language <code>', 'months are written in it: en, de, pt-BR')
    .option('--subject <text>', 'one line')
    .option('--body <file>', 'a file of text; a blank line between two paragraphs')
    .action((kind: string, options: MailTemplateSetOptions) =>
      perform(options, async (run) =>
        (await import('../run/mail-settings.ts')).setTemplate(run, kind, options),
      ),
    );
}

function wishVerbs(mail: Command, perform: Perform): void {
  const wishes = noun(mail, 'wishes', 'Wishes: which mail a reseller or customer does not want');
  verb(wishes, 'show', {
    summary: 'what a party does not want',
    does: 'Shows the kinds of mail that a reseller or customer is not written.',
    examples: ['mail wishes show oak'],
  })
    .argument('<party>', 'a reseller or customer')
    .action((party: string, options: EveryOption) =>
      perform(options, async (run) => (await import('../run/mail-settings.ts')).showWishes(run, party)),
    );
  verb(wishes, 'set', {
    summary: 'say what it does not want',
    does: 'Says which kinds of mail a reseller or customer is not written, in place of what was said before.',
    examples: ['mail wishes set oak --unwanted credit-communication', 'mail wishes set oak --all'],
  })
    .argument('<party>', 'a reseller or customer')
    .addOption(new Option('--unwanted <kinds...>', 'it does not want these').choices(MAIL_KINDS))
    .option('--all', 'it wants all mail')
    .action((party: string, options: MailWishesOptions) =>
      perform(options, async (run) =>
        (await import('../run/mail-settings.ts')).setWishes(run, party, options),
      ),
    );
}
