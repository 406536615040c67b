import type { NodemailerError } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { CarryMail } from '../../application/access/outbox.ts';
import { DOES_NOT_OPEN, MAIL_PLACE, type SecretSeal } from '../../application/access/secret-seal.ts';
import type {
  MailOutcome,
  OpenedMailServer,
  TryMailServer,
  WrittenMail,
} from '../../application/mail/mail-server.ts';
import { answerOf, inPlainWords } from './plain-words.ts';
import { type Patience, type SmtpSession, smtpSession } from './smtp-session.ts';

const PATIENCE: Patience = { connect: 10_000, answer: 60_000, whole: 300_000 };

/** Whether a server can be talked to as the settings say; nothing is sent. */
export function mailServerTrial(patience: Patience = PATIENCE): TryMailServer {
  return async (server) => {
    try {
      (await smtpSession(server, patience)).end();
      const how = server.security === 'none' ? 'without encryption' : 'with TLS';
      const who = server.user === '' ? '' : ` and takes the password of ${server.user}`;
      return { ok: true, says: `${server.host} answers ${how}${who}` };
    } catch (error) {
      return { ok: false, says: inPlainWords(error, server) };
    }
  };
}

/** Carries the mails of the outbox to the server of the settings. */
export function mailCarrier(openSecret: SecretSeal['open']): CarryMail {
  const send = sendMail();
  return async (mail, via) => {
    const { takenBy } = mail;
    if (via === null) return { ok: false, answer: 'not sent: no mail server is set', takenBy };
    const { server, sealedPassword } = via;
    const password = sealedPassword === null ? '' : openSecret(sealedPassword, MAIL_PLACE);
    if (password === null) return { ok: false, answer: `not sent: ${DOES_NOT_OPEN}`, takenBy };
    return send({ ...server, password }, mail);
  };
}

/**
 * Sends one mail in one SMTP conversation. What the server refuses with 4yz, or before it had the whole mail, is tried
 * again; 5yz is final; a conversation that breaks off after the mail was handed over is unclear, and never repeated
 * by itself: that could send it twice.
 */
export function sendMail(patience: Patience = PATIENCE) {
  return async (server: OpenedMailServer, mail: WrittenMail): Promise<MailOutcome> => {
    const { takenBy } = mail;
    const open = mail.recipients.filter((address) => !takenBy.includes(address));
    if (open.length === 0) return { ok: true, answer: 'everybody has it already', takenBy };
    let handedOver = false;
    let session: SmtpSession | null = null;
    try {
      const { from, to, message } = await composed(server, mail, open);
      session = await smtpSession(server, patience);
      const beyond = [from, ...to].find(needsUtf8);
      if (beyond !== undefined && !/\bSMTPUTF8\b/i.test(session.hello)) {
        const answer = `not sent: ${server.host} takes no address such as ${answerOf(beyond, server)}`;
        return { ok: false, over: 'failed', answer, takenBy };
      }
      const info = await session.send({ from, to }, message, () => {
        handedOver = true;
      });
      const refused = info.rejectedErrors ?? [];
      const now = [...takenBy, ...open.filter((_, at) => !info.rejected.includes(to[at] ?? ''))];
      if (refused.length === 0) return { ok: true, answer: answerOf(info.response, server), takenBy: now };
      return { ...notTaken(refused, server), takenBy: now };
    } catch (error) {
      const { responseCode, rejectedErrors } = error as NodemailerError;
      if (rejectedErrors !== undefined && rejectedErrors.length > 0)
        return { ...notTaken(rejectedErrors, server), takenBy };
      const answer = inPlainWords(error, server);
      if (responseCode === undefined && handedOver)
        return {
          ok: false,
          over: 'unclear',
          answer: `broken off after the whole mail was handed over: ${answer}`,
          takenBy,
        };
      return { ok: false, answer, takenBy, ...(isFinal(error as NodemailerError) ? FAILED : {}) };
    } finally {
      session?.end();
    }
  };
}

const FAILED = { over: 'failed' } as const;

/** A wrong password is a matter of the settings: the mail itself was not judged, and waits for better ones. */
function isFinal({ permanent, code }: NodemailerError): boolean {
  return permanent === true && code !== 'EAUTH' && code !== 'ENOAUTH' && code !== 'ETLS';
}

function notTaken(
  refused: readonly NodemailerError[],
  server: OpenedMailServer,
): Pick<MailOutcome, 'ok' | 'answer' | 'over'> {
  const each = refused.map((error) => `${error.recipient ?? ''} ${error.response ?? error.message}`.trim());
  const answer = answerOf(`not taken for ${each.join('; ')}`, server);
  return { ok: false, answer, ...(refused.every(isFinal) ? FAILED : {}) };
}

/** Only the name before the @ needs more than ASCII on the way; a host of any script has an ASCII form. */
function needsUtf8(address: string): boolean {
  return /[^\x20-\x7e]/.test(address.slice(0, address.lastIndexOf('@')));
}

/** The mail as it goes over the wire. Its Message-ID is the same at every attempt. */
async function composed(
  { fromAddress }: OpenedMailServer,
  { id, fromName, replyTo, subject, text, html, recipients }: WrittenMail,
  open: readonly string[],
): Promise<{ readonly from: string; readonly to: readonly string[]; readonly message: Buffer }> {
  const node = new MailComposer({
    from: { name: fromName, address: fromAddress },
    to: recipients.map((address) => ({ name: '', address })),
    ...(replyTo === null ? {} : { replyTo: { name: fromName, address: replyTo } }),
    envelope: { from: fromAddress, to: [...open] },
    subject,
    text,
    html,
    messageId: `<${id}@${fromAddress.slice(fromAddress.lastIndexOf('@') + 1)}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  const { from, to } = node.getEnvelope();
  if (from === false || to.length !== open.length) throw new Error('an address that cannot be written to');
  return { from, to, message: await node.build() };
}
