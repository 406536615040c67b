import { type Command, Option } from 'commander';
import type { Perform } from '../command-run.ts';
import type { ServeCommandOptions } from '../options.ts';
import { typedPort } from '../typed-values.ts';
import { verb } from '../verb.ts';
import { STORE_SETTINGS } from './store-settings.ts';

export function serveVerb(program: Command, perform: Perform): void {
  verb(program, 'serve', {
    summary: 'the service and its console, in the browser, until Ctrl-C',
    does:
      'Starts the API and the console over the book and prints their address and, as long as the book has no admin, ' +
      'the address that makes one. The book is made if there is none. Runs until it is told to stop; work that was ' +
      'under way goes on when it is started again.',
    examples: ['serve', 'serve --port 8080 --book postgres://book@db.example/creditbook'],
  })
    .addOption(
      new Option('--port <n>', 'where it listens; 0 takes any free port')
        .default(7117)
        .env('PORT')
        .argParser(typedPort),
    )
    .addOption(
      new Option('--host <address>', 'the address to listen on; the own machine alone unless it is said')
        .default('127.0.0.1')
        .env('HOST'),
    )
    .addHelpText(
      'after',
      `
Settings of the environment:
  CREDITBOOK_URL                    how browsers reach it, when a proxy stands in front
  CREDITBOOK_TRUST_PROXY=1          believe that proxy's X-Forwarded-For
  CREDITBOOK_SECRET                 what seals the secrets in the book (of webhooks, and the mail
                                    server's password): 32 random characters or more, kept apart
                                    from the book's backups
  CREDITBOOK_SECRET_BEFORE          earlier ones, so that a new one can take their place: what
                                    they sealed is sealed anew, then they may go
  CREDITBOOK_WEBHOOKS_PRIVATE=1     let webhooks lead to addresses of the own machine and network
  CREDITBOOK_OPENID_DISCOVERY_URL   OpenID Connect, together with CREDITBOOK_OPENID_ID,
                                    CREDITBOOK_OPENID_SECRET and CREDITBOOK_OPENID_NAME;
                                    it is to send people back to /api/auth/callback/openid
  CREDITBOOK_OPENID_TRUST_EMAIL=1   believe its e-mails even where it does not say that it
                                    has verified them

For sources, where billing files are fetched from:
${STORE_SETTINGS}`,
    )
    .action((options: ServeCommandOptions) =>
      perform(options, async (run) => (await import('../run/serve.ts')).serve(run, options)),
    );
}
