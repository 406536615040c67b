import { Readable } from 'node:stream';
import SMTPConnection, { type SMTPConnectionSendInfo } from 'nodemailer/lib/smtp-connection';
import type { OpenedMailServer } from '../../application/mail/mail-server.ts';

/** How long the server may take, in milliseconds: to be there, for each of its answers, and for all of it. */
export type Patience = { readonly connect: number; readonly answer: number; readonly whole: number };

/** A conversation that is past the greeting, TLS and the password. */
export type SmtpSession = {
  /** What the server answered to EHLO. */
  readonly hello: string;
  readonly send: (
    envelope: { readonly from: string; readonly to: readonly string[] },
    message: Buffer,
    handedOver: () => void,
  ) => Promise<SMTPConnectionSendInfo>;
  /** Says goodbye, or hangs up where that is no use any more. */
  readonly end: () => void;
};

/** Throws what the library says when a step fails; the connection is then closed. */
export async function smtpSession(server: OpenedMailServer, patience: Patience): Promise<SmtpSession> {
  const connection = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    tls: { rejectUnauthorized: !server.anyCertificate },
    connectionTimeout: patience.connect,
    greetingTimeout: patience.connect,
    dnsTimeout: patience.connect,
    socketTimeout: patience.answer,
    socketCloseTimeout: 0,
  });
  const step = <T>(begin: (done: (error: Error | null | undefined, result?: T) => void) => void) =>
    new Promise<T>((resolve, reject) => {
      connection.once('error', reject);
      begin((error, result) => {
        connection.off('error', reject);
        if (error === null || error === undefined) resolve(result as T);
        else reject(error);
      });
    });
  // What happens after the last step, such as a server that hangs up first, is nobody's concern.
  connection.on('error', () => undefined);
  const tooLong = setTimeout(() => {
    connection.emit('error', new Error('it took too long altogether'));
    connection.close();
  }, patience.whole);
  connection.once('end', () => clearTimeout(tooLong));
  try {
    await step<void>((done) => connection.connect(done));
    const hello = connection.lastServerResponse || '';
    if (server.user !== '')
      await step<boolean>((done) => connection.login({ user: server.user, pass: server.password }, done));
    return {
      hello,
      send: ({ from, to }, message, handedOver) => {
        const body = Readable.from([message]).once('end', handedOver);
        return step<SMTPConnectionSendInfo>((done) =>
          connection.send({ from, to: [...to], size: message.length }, body, done),
        );
      },
      end: () => connection.quit(),
    };
  } catch (error) {
    connection.close();
    throw error;
  }
}
