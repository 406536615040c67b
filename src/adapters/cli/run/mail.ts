import { cancel, resend } from '../../../application/access/outbox-desk.ts';
import type { Shelves } from '../../../application/book.ts';
import { isSeller } from '../../../application/documents/change-letterhead.ts';
import { Refusal } from '../../../application/errors.ts';
import {
  type CreditCommunication,
  creditCommunications,
  sendCreditCommunications,
} from '../../../application/mail/credit-communication.ts';
import type { MailRow, MailState } from '../../../application/mail/mail-shelf.ts';
import { mailStatements } from '../../../application/mail/statement-mail.ts';
import type { Run } from '../command-run.ts';
import type { MailChoiceOptions, MailOutboxOptions, MailStatementsOptions } from '../options.ts';
import { counted } from '../print/amounts.ts';
import { statementMailText } from '../print/mail-table.ts';
import { oneLine, table } from '../print/table.ts';
import type { ExitCode } from '../world.ts';
import { filterOf, refuseUnclear } from './statements.ts';

const EVERYTHING = { kind: 'everything' } as const;
const MOST = 1_000_000;

export async function preview(run: Run, options: MailChoiceOptions): Promise<ExitCode> {
  const { book } = await run.desk('read');
  const all = await book.read(async (shelves) => {
    await refuseNoSeller(shelves, options.seller);
    return creditCommunications(shelves, choiceOf(options));
  });
  run.answer(all, () => all.map(letterText).join('\n\n') || 'Nobody earned credits that were not told yet.');
  return 0;
}

export async function send(run: Run, options: MailChoiceOptions): Promise<ExitCode> {
  const { book } = await run.desk('write');
  const all = await book.write(async (shelves) => {
    await refuseNoSeller(shelves, options.seller);
    return sendCreditCommunications(shelves, choiceOf(options));
  });
  const written = all.filter(({ because }) => because === null);
  run.answer(all, () =>
    [
      `${counted(written.length, 'mail')} written; the service sends what waits in the outbox`,
      table<CreditCommunication>(
        [
          { head: 'buyer', of: ({ buyer }) => buyer.id },
          { head: 'to', of: ({ recipients }) => recipients.join('; ') },
          { head: 'total', of: totalOf, right: true },
          { head: '', of: ({ because }) => because ?? 'written' },
        ],
        all,
        { rows: 'buyers', full: true },
      ),
    ].join('\n'),
  );
  return 0;
}

export async function sendStatements(
  run: Run,
  ids: readonly string[],
  options: MailStatementsOptions,
): Promise<ExitCode> {
  const filter = filterOf(options);
  refuseUnclear('mail send-statements', ids, filter, options);
  const { book } = await run.desk('write');
  const mails = await book.write(async (shelves) => {
    const wanted = ids.length > 0 ? { ids } : { ...filter, states: ['open'] as const };
    const found = await shelves.statements.list(wanted);
    const missing = ids.find((id) => found.every((one) => one.id !== id));
    if (missing !== undefined) throw new Refusal('unknown-statement', `there is no statement ${missing}`);
    return mailStatements(
      shelves,
      found.map(({ id }) => id),
    );
  });
  run.answer(mails, () => statementMailText(mails));
  return 0;
}

export async function outbox(run: Run, { state, full }: MailOutboxOptions): Promise<ExitCode> {
  const { book } = await run.desk('read');
  const filter = state === undefined ? {} : { state: state as MailState };
  const mails = await book.read((shelves) => shelves.outbox.list(EVERYTHING, filter, null, MOST));
  run.answer(mails, () =>
    [
      counted(mails.length, 'mail'),
      table<MailRow>(
        [
          { head: 'id', of: ({ id }) => id },
          { head: 'state', of: (mail) => mail.state },
          { head: 'from', of: ({ seller }) => seller },
          { head: 'to', of: ({ recipients }) => recipients.join('; ') },
          { head: 'subject', of: ({ content }) => oneLine(content.subject) },
          { head: 'last answer', of: ({ attempts }) => oneLine(attempts.at(-1)?.answer ?? '') },
        ],
        mails,
        { rows: 'mails', full: full === true },
      ),
    ].join('\n'),
  );
  return 0;
}

export function resendOne(run: Run, id: string): Promise<ExitCode> {
  return changed(run, id, resend, 'waits to be sent again');
}

export function cancelOne(run: Run, id: string): Promise<ExitCode> {
  return changed(run, id, cancel, 'is not sent');
}

async function changed(
  run: Run,
  id: string,
  change: (shelves: Shelves, mail: MailRow) => Promise<void>,
  says: string,
): Promise<ExitCode> {
  const { book } = await run.desk('write');
  const find = async (shelves: Shelves): Promise<MailRow> => {
    const [mail] = await shelves.outbox.list(EVERYTHING, { ids: [id] }, null, 1);
    if (mail === undefined) throw new Refusal('unknown-mail', `there is no mail ${id}`);
    return mail;
  };
  const now = await book.write(async (shelves) => {
    await change(shelves, await find(shelves));
    return find(shelves);
  });
  run.answer(now, () => `${id} ${says}`);
  return 0;
}

function choiceOf({ period, seller, buyer }: MailChoiceOptions) {
  return { period, seller, buyers: buyer ?? null };
}

export async function refuseNoSeller(shelves: Shelves, seller: string): Promise<void> {
  if (await isSeller(shelves, seller)) return;
  throw new Refusal(
    'unknown-seller',
    `${seller} is no seller of this book: name the distributor or a reseller`,
  );
}

function totalOf({ totals }: CreditCommunication): string {
  return totals.map(({ amount, currency }) => `${amount} ${currency}`).join(' + ');
}

function letterText(one: CreditCommunication): string {
  const to = one.recipients.join('; ') || '(no address)';
  return [
    `To      ${one.buyer.id}: ${to}`,
    ...(one.because === null ? [] : [`Not sent: ${one.because}`]),
    `Subject ${one.content.subject}`,
    '',
    ...one.content.text.trimEnd().split('\n'),
  ].join('\n');
}
