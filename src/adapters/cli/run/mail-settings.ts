import { readFile } from 'node:fs/promises';
import type { FieldFault } from '../../../application/access/field-fault.ts';
import type { Shelves } from '../../../application/book.ts';
import { BadInput, Refusal } from '../../../application/errors.ts';
import { changeMailServer, openedServer } from '../../../application/mail/change-mail-server.ts';
import { refuseWithoutServer } from '../../../application/mail/letter.ts';
import { MAIL_KINDS, type MailKind, VARIABLES } from '../../../application/mail/mail-kinds.ts';
import { type MailSecurity, NO_SERVER } from '../../../application/mail/mail-server.ts';
import { STANDARD_TEMPLATES } from '../../../application/mail/standard-templates.ts';
import { isFaulty, readTemplate } from '../../../application/mail/template.ts';
import type { Run } from '../command-run.ts';
import type {
  MailServerOptions,
  MailTemplateOptions,
  MailTemplateSetOptions,
  MailWishesOptions,
} from '../options.ts';
import { wrongUsage } from '../typed-values.ts';
import type { ExitCode } from '../world.ts';
import { refuseNoSeller } from './mail.ts';

export async function showServer(run: Run): Promise<ExitCode> {
  const { book } = await run.desk('read');
  tellServer(run, await book.read(serverContent));
  return 0;
}

export async function setServer(run: Run, options: MailServerOptions): Promise<ExitCode> {
  const { host, port, security, anyCertificate, user, from, consoleUrl, passwordStdin } = options;
  const change = {
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(security === undefined ? {} : { security: security as MailSecurity }),
    ...(anyCertificate === undefined ? {} : { anyCertificate }),
    ...(user === undefined ? {} : { user }),
    ...(from === undefined ? {} : { fromAddress: from }),
    ...(consoleUrl === undefined ? {} : { consoleUrl }),
    // A file of one line ends with its line's end.
    ...(passwordStdin === true ? { password: (await run.world.stdinText()).replace(/\r?\n$/, '') } : {}),
  };
  if (Object.keys(change).length === 0)
    throw wrongUsage('mail server set', 'nothing to change', 'give --host or another setting');
  const { desk, seal } = await run.mailDesk('write');
  const saved = await desk.book.write(async (shelves) => {
    const before = (await shelves.mail.server()) ?? NO_SERVER;
    const faults = await changeMailServer(shelves, seal, { ...before, ...change });
    refuseFaults('mail server set', faults, OPTION_OF);
    return serverContent(shelves);
  });
  tellServer(run, saved);
  return 0;
}

export async function testServer(run: Run): Promise<ExitCode> {
  const { desk, seal, tryMailServer } = await run.mailDesk('read');
  const server = await desk.book.read(async (shelves) => {
    await refuseWithoutServer(shelves);
    return openedServer(shelves, seal, (await shelves.mail.server()) ?? NO_SERVER);
  });
  if (!('host' in server)) throw refused('mail server test', server, OPTION_OF);
  const tried = await tryMailServer(server);
  run.answer(tried, () => tried.says);
  return tried.ok ? 0 : 1;
}

const OPTION_OF: Readonly<Record<string, string>> = {
  fromAddress: '--from',
  consoleUrl: '--console-url',
  password: '--password-stdin',
};

type ServerContent = Awaited<ReturnType<typeof serverContent>>;

async function serverContent({ mail }: Shelves) {
  const server = await mail.server();
  return {
    ...(server ?? NO_SERVER),
    isSet: server !== null,
    hasPassword: (await mail.sealedPassword()) !== null,
  };
}

function tellServer(run: Run, server: ServerContent): void {
  run.answer(server, () =>
    server.isSet
      ? labelled([
          ['server', `${server.host}, port ${server.port}`],
          ['security', `${server.security}${server.anyCertificate ? ', whatever certificate it shows' : ''}`],
          [
            'user',
            server.user === '' ? '(none)' : `${server.user}${server.hasPassword ? ', with a password' : ''}`,
          ],
          ['from', server.fromAddress],
          ['console', server.consoleUrl],
        ])
      : 'No mail server is set.',
  );
}

export async function showTemplates(run: Run, { seller }: MailTemplateOptions): Promise<ExitCode> {
  const { book } = await run.desk('read');
  const own = await book.read(async (shelves) => {
    await refuseNoSeller(shelves, seller);
    return shelves.mail.templates(seller);
  });
  const shown = MAIL_KINDS.map((kind) => ({
    kind,
    isStandard: !own.has(kind),
    ...(own.get(kind) ?? STANDARD_TEMPLATES[kind]),
    variables: VARIABLES[kind],
  }));
  run.answer(shown, () =>
    shown
      .map(({ kind, isStandard, language, subject, body, variables }) =>
        [
          `${kind}${isStandard ? ' (as it comes)' : ''}, in ${language}`,
          '',
          ...[`Subject: ${subject}`, '', ...body.trimEnd().split('\n')].map((line) => `  ${line}`.trimEnd()),
          '',
          labelled(variables.map(({ name, says }) => [`{{${name}}}`, says])),
        ].join('\n'),
      )
      .join('\n\n'),
  );
  return 0;
}

export async function setTemplate(
  run: Run,
  asked: string,
  { seller, language, subject, body: file }: MailTemplateSetOptions,
): Promise<ExitCode> {
  const kind = MAIL_KINDS.find((one) => one === asked);
  if (kind === undefined)
    throw wrongUsage('mail templates set', `kind ${asked}`, `name ${MAIL_KINDS.join(' or ')}`);
  const change = {
    ...(language === undefined ? {} : { language }),
    ...(subject === undefined ? {} : { subject }),
    ...(file === undefined ? {} : { body: await textAt(file) }),
  };
  if (Object.keys(change).length === 0)
    throw wrongUsage('mail templates set', 'nothing to change', 'give --language, --subject or --body');
  const { book } = await run.desk('write');
  const saved = await book.write(async (shelves) => {
    await refuseNoSeller(shelves, seller);
    const before = (await shelves.mail.templates(seller)).get(kind) ?? STANDARD_TEMPLATES[kind];
    const template = { ...before, ...change };
    const read = readTemplate(kind, template);
    refuseFaults(file ?? 'mail templates set', isFaulty(read) ? read : [], {});
    await shelves.mail.saveTemplate(seller, kind, template);
    return { kind, seller, ...template };
  });
  run.answer(saved, () => `${kind} of ${seller} is saved for mails that are written from now on`);
  return 0;
}

async function textAt(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    const seen = error instanceof Error ? error.message : String(error);
    throw new BadInput([
      { file: path, row: null, column: '--body', seen, todo: 'name a file of text that can be read' },
    ]);
  });
}

export async function showWishes(run: Run, party: string): Promise<ExitCode> {
  const { book } = await run.desk('read');
  tellWishes(run, party, await book.read((shelves) => unwantedOf(shelves, party)));
  return 0;
}

export async function setWishes(
  run: Run,
  party: string,
  { unwanted, all }: MailWishesOptions,
): Promise<ExitCode> {
  if ((unwanted === undefined) === (all !== true))
    throw wrongUsage(
      'mail wishes set',
      'no wish, or two',
      'give --unwanted with kinds, or --all: it wants all mail',
    );
  const { book } = await run.desk('write');
  const now = await book.write(async (shelves) => {
    await unwantedOf(shelves, party);
    await shelves.mail.saveRefusals(
      party,
      MAIL_KINDS.filter((kind) => unwanted?.includes(kind)),
    );
    return unwantedOf(shelves, party);
  });
  tellWishes(run, party, now);
  return 0;
}

async function unwantedOf(shelves: Shelves, party: string): Promise<readonly MailKind[]> {
  const known = [...(await shelves.parties.resellers()), ...(await shelves.parties.customers())];
  if (known.every(({ id }) => id !== party))
    throw new Refusal('unknown-party', `${party} is neither a reseller nor a customer of this book`);
  return (await shelves.mail.refusals([party])).map(({ kind }) => kind);
}

function tellWishes(run: Run, party: string, unwanted: readonly MailKind[]): void {
  run.answer({ party, unwanted }, () =>
    unwanted.length === 0 ? `${party} wants all mail` : `${party} does not want ${unwanted.join(', ')}`,
  );
}

function refuseFaults(
  file: string,
  faults: readonly FieldFault[],
  options: Readonly<Record<string, string>>,
): void {
  if (faults.length > 0) throw refused(file, faults, options);
}

function refused(
  file: string,
  faults: readonly FieldFault[],
  options: Readonly<Record<string, string>>,
): BadInput {
  return new BadInput(
    faults.map(({ field, seen, todo }) => ({
      file,
      row: null,
      column: options[field] ?? `--${field}`,
      seen,
      todo,
    })),
  );
}

function labelled(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`).join('\n');
}
