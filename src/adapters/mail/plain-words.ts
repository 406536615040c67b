import type { NodemailerError } from 'nodemailer';
import type { OpenedMailServer } from '../../application/mail/mail-server.ts';

const SHOWN = 300;

/** What went wrong between us and the server, for an admin: on one line, cut, and never with the password. */
export function inPlainWords(error: unknown, server: OpenedMailServer): string {
  const said = error instanceof Error ? (error as NodemailerError) : new Error(String(error));
  return withoutSecrets(oneLine(wordsOf(said, `${server.host}:${server.port}`)), server).slice(0, SHOWN);
}

/** What the server answered, in the same way. */
export function answerOf(text: string, server: OpenedMailServer): string {
  return withoutSecrets(oneLine(text), server).slice(0, SHOWN);
}

function wordsOf(error: NodemailerError, place: string): string {
  const { code, response, originalCode, timeoutType, message } = error;
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return `the user or the password is refused: ${response ?? message}`;
  if (response !== undefined) return response;
  if (code === 'EDNS' || originalCode === 'ENOTFOUND') return `there is no host of this name: ${place}`;
  if (originalCode === 'ECONNREFUSED') return `nobody listens at ${place}`;
  if (timeoutType === 'CONNECT_TIMEOUT') return `${place} does not answer`;
  if (timeoutType === 'GREETING_TIMEOUT')
    return `${place} takes the connection and says nothing: is it a mail server, and is the kind of TLS right?`;
  if (timeoutType !== undefined) return `${place} did not answer in time`;
  if (originalCode !== undefined && CERTIFICATE.test(originalCode))
    return `the certificate of ${place} is not trusted: ${message}`;
  if (originalCode?.startsWith('ERR_SSL') === true || code === 'ETLS')
    return `no TLS with ${place}; is the kind of TLS right? ${message}`;
  return `${place}: ${message}`;
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_|ALTNAME/;

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();
}

/** Servers have been seen to say again what they were told. */
function withoutSecrets(text: string, { user, password }: OpenedMailServer): string {
  if (password === '') return text;
  const base64 = (secret: string): string => Buffer.from(secret).toString('base64');
  return [base64(`\0${user}\0${password}`), base64(password), password].reduce(
    (all, secret) => all.replaceAll(secret, '(not shown)'),
    text,
  );
}
