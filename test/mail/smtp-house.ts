import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import type { OpenedMailServer } from '../../src/application/mail/mail-server.ts';

export type Received = {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly mail: ParsedMail;
};

export type SmtpHouse = {
  readonly port: number;
  readonly received: Received[];
  /** What the server says instead of taking a mail, for a recipient or for its content; it may change its mind. */
  readonly refuse: {
    recipient: (address: string) => string | null;
    content: () => string | null | Promise<string | null>;
  };
  readonly close: () => Promise<void>;
};

/** An SMTP server on loopback that keeps what it takes. `ada` signs in with `let me in`. */
export async function smtpHouse(options: SMTPServerOptions = {}): Promise<SmtpHouse> {
  const received: Received[] = [];
  const refuse: SmtpHouse['refuse'] = { recipient: () => null, content: () => null };
  const keep = async (raw: Buffer, { mailFrom, rcptTo }: SMTPServerSession['envelope']): Promise<void> => {
    received.push({
      from: mailFrom === false ? '' : mailFrom.address,
      to: rcptTo.map(({ address }) => address),
      raw: raw.toString(),
      mail: await simpleParser(raw),
    });
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) =>
      auth.username === 'ada' && auth.password === 'let me in'
        ? done(null, { user: 'ada' })
        : done(says('535 5.7.8 no such user or password')),
    onRcptTo: ({ address }, _session, done) => {
      const no = refuse.recipient(address);
      done(no === null ? null : says(no));
    },
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      const answered = async (): Promise<void> => {
        const no = await refuse.content();
        if (no !== null) return done(says(no));
        await keep(Buffer.concat(pieces), session.envelope).finally(() => done(null));
      };
      stream.once('end', () => void answered().catch(() => undefined));
    },
    ...options,
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    received,
    refuse,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** A server that speaks by hand: what it does with a connection is the test's. */
export async function rawServer(
  greet: (socket: Socket) => void,
): Promise<{ readonly port: number; readonly close: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    greet(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

export function openedServer(port: number, more: Partial<OpenedMailServer> = {}): OpenedMailServer {
  return {
    host: '127.0.0.1',
    port,
    security: 'none',
    anyCertificate: false,
    user: '',
    password: '',
    fromAddress: 'book@meridian.example',
    consoleUrl: 'https://book.example',
    ...more,
  };
}

function says(reply: string): Error {
  return Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) });
}

/** Leads a mail server's conversation up to the end of the mail, and then says no more. */
export function takesAllAndSaysNothing(socket: Socket): void {
  socket.write('220 raw\r\n');
  socket.on('data', (piece: Buffer) => {
    const said = piece.toString();
    if (said.startsWith('DATA')) socket.write('354 go on\r\n');
    else if (said.startsWith('EHLO')) socket.write('250-raw\r\n250 AUTH PLAIN\r\n');
    else if (said.startsWith('AUTH')) socket.write('235 welcome\r\n');
    else if (/^(MAIL|RCPT)/.test(said)) socket.write('250 ok\r\n');
  });
}
