import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { SELF_SIGNED } from '../../../test/mail/self-signed.ts';
import { openedServer, rawServer, type SmtpHouse, smtpHouse } from '../../../test/mail/smtp-house.ts';
import type { WrittenMail } from '../../application/mail/mail-server.ts';
import { mailServerTrial, sendMail } from './mail-carrier.ts';

/** A greeting that does not come is given up before an answer would be: which of the two it was, is told. */
const SOON = { connect: 600, answer: 900, whole: 60_000 };
/** Answers may come as slowly as they like, if only all is over in time. */
const ALTOGETHER = { connect: 60_000, answer: 60_000, whole: 600 };
const send = sendMail(SOON);
const tried = mailServerTrial(SOON);

const SUBJECT = `Ваш счёт за март · ${'длинное '.repeat(20)}`.trim();

let house: SmtpHouse;
beforeAll(async () => {
  house = await smtpHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  house.received.length = 0;
  house.refuse.recipient = () => null;
  house.refuse.content = () => null;
});

function mail(more: Partial<WrittenMail> = {}): WrittenMail {
  return {
    id: 'msg-1',
    fromName: 'Meridian',
    replyTo: null,
    subject: 'Hello',
    text: 'Hello\n',
    html: '<p>Hello</p>',
    recipients: ['blue@kiln.example'],
    takenBy: [],
    ...more,
  };
}

describe('a mail', () => {
  test('arrives as it was written, in any script, under one Message-ID', async () => {
    const sent = await send(
      openedServer(house.port),
      mail({
        fromName: 'Nørdisk Čloud “Ltd”, 株式会社',
        replyTo: 'rückfragen@händler.example',
        subject: SUBJECT,
        text: 'Größe: ①\n.leading dot\n',
        html: '<p>Größe: ①</p>',
        recipients: ['blue@kiln.example', 'kasse@bücher.example', 'josé@correo.example'],
      }),
    );
    expect(sent).toMatchObject({
      ok: true,
      takenBy: ['blue@kiln.example', 'kasse@bücher.example', 'josé@correo.example'],
    });
    const [got] = house.received;
    expect(got?.to).toEqual(['blue@kiln.example', 'kasse@bücher.example', 'josé@correo.example']);
    expect(got?.raw).toContain('kasse@xn--bcher-kva.example');
    expect(got?.from).toBe('book@meridian.example');
    expect(got?.mail.from?.value).toEqual([
      { name: 'Nørdisk Čloud “Ltd”, 株式会社', address: 'book@meridian.example' },
    ]);
    expect(got?.mail.subject).toBe(SUBJECT);
    expect(got?.mail.text).toContain('Größe: ①\n.leading dot');
    expect(got?.mail.html).toContain('<p>Größe: ①</p>');
    expect(got?.mail.messageId).toBe('<msg-1@meridian.example>');
    expect(got?.mail.headers.get('auto-submitted')).toBe('auto-generated');
  });

  test('whose name or subject ends a line sends no header of its own', async () => {
    await send(
      openedServer(house.port),
      mail({ fromName: 'A\r\nBcc: eve@evil.example', subject: 'B\r\nBcc: eve@evil.example\r\n\r\nbody' }),
    );
    const [got] = house.received;
    expect(got?.to).toEqual(['blue@kiln.example']);
    expect(got?.mail.bcc).toBeUndefined();
    expect(got?.raw).not.toMatch(/^Bcc:/im);
    expect(got?.mail.text?.trim()).toBe('Hello');
  });

  test('that the server puts off is tried again, and one that it refuses is not', async () => {
    house.refuse.content = () => '451 4.3.0 come back later';
    expect(await send(openedServer(house.port), mail())).toEqual({
      ok: false,
      answer: '451 4.3.0 come back later',
      takenBy: [],
    });
    house.refuse.content = () => '554 5.7.1 not wanted';
    expect(await send(openedServer(house.port), mail())).toEqual({
      ok: false,
      over: 'failed',
      answer: '554 5.7.1 not wanted',
      takenBy: [],
    });
  });

  test('that only some of its readers get goes to the others alone the next time', async () => {
    house.refuse.recipient = (to) => (to.startsWith('full@') ? '452 4.2.2 mailbox full' : null);
    const recipients = ['blue@kiln.example', 'full@kiln.example'];
    const first = await send(openedServer(house.port), mail({ recipients }));
    expect(first).toEqual({
      ok: false,
      answer: 'not taken for full@kiln.example 452 4.2.2 mailbox full',
      takenBy: ['blue@kiln.example'],
    });
    house.refuse.recipient = () => null;
    const second = await send(openedServer(house.port), mail({ recipients, takenBy: first.takenBy }));
    expect(second).toMatchObject({ ok: true, takenBy: recipients });
    expect(house.received.map(({ to }) => to)).toEqual([['blue@kiln.example'], ['full@kiln.example']]);
    house.refuse.recipient = () => '550 5.1.1 nobody of this name';
    expect(await send(openedServer(house.port), mail())).toMatchObject({
      over: 'failed',
      answer: 'not taken for blue@kiln.example 550 5.1.1 nobody of this name',
    });
  });

  test('of which nobody knows whether it arrived is not tried again', async () => {
    const lost = await rawServer((socket) => {
      let lines = 0;
      socket.write('220 raw\r\n');
      socket.on('data', (piece: Buffer) => {
        const said = piece.toString();
        lines += 1;
        if (said.startsWith('DATA')) socket.write('354 go on\r\n');
        else if (/^(EHLO|MAIL|RCPT)/.test(said)) socket.write('250 ok\r\n');
        else if (lines > 4) socket.destroy();
      });
    });
    onTestFinished(() => lost.close());
    const sent = await send(openedServer(lost.port), mail());
    expect(sent).toMatchObject({ ok: false, over: 'unclear' });
    expect(sent.answer).toMatch(/^broken off after the whole mail was handed over: /);
    const silent = await smtpHouse({ onData: (stream) => void stream.resume() });
    onTestFinished(() => silent.close());
    expect(await send(openedServer(silent.port), mail())).toMatchObject({ ok: false, over: 'unclear' });
  });

  test('that was dropped while it was handed over did not arrive and is tried again', async () => {
    const lost = await rawServer((socket) => {
      socket.write('220 raw\r\n');
      socket.on('data', (piece: Buffer) => {
        const said = piece.toString();
        if (said.startsWith('DATA')) socket.end('421 4.3.2 going down\r\n');
        else if (/^(EHLO|MAIL|RCPT)/.test(said)) socket.write('250 ok\r\n');
      });
    });
    onTestFinished(() => lost.close());
    const sent = await send(openedServer(lost.port), mail());
    expect(sent).toMatchObject({ ok: false, answer: expect.stringContaining('421 4.3.2 going down') });
    expect(sent.over).toBeUndefined();
  });

  test('to an address that the server cannot take is not sent at all', async () => {
    const old = await smtpHouse({ hideSMTPUTF8: true });
    onTestFinished(() => old.close());
    const sent = await send(openedServer(old.port), mail({ recipients: ['josé@correo.example'] }));
    expect(sent).toMatchObject({
      over: 'failed',
      answer: 'not sent: 127.0.0.1 takes no address such as josé@correo.example',
    });
    expect(old.received).toEqual([]);
  });
});

describe('a mail server', () => {
  test('that takes the password says so, and one that does not is told without it', async () => {
    const known = openedServer(house.port, { user: 'ada', password: 'let me in' });
    expect(await tried(known)).toEqual({
      ok: true,
      says: '127.0.0.1 answers without encryption and takes the password of ada',
    });
    const wrong = await tried({ ...known, password: 'let me out' });
    expect(wrong).toEqual({
      ok: false,
      says: 'the user or the password is refused: 535 5.7.8 no such user or password',
    });
    const unsent = await send({ ...known, password: 'let me out' }, mail());
    expect(unsent).toMatchObject({ ok: false, answer: expect.stringContaining('is refused') });
    expect(unsent.over).toBeUndefined();
  });

  test('that repeats what it was told does not put the password into an answer', async () => {
    const parrot = await rawServer((socket) => {
      socket.write('220 raw\r\n');
      socket.on('data', (piece: Buffer) => {
        const said = piece.toString().trim();
        if (said.startsWith('EHLO')) socket.write('250-raw\r\n250 AUTH PLAIN\r\n');
        else socket.write(`535 no: ${said} let me out\r\n`);
      });
    });
    onTestFinished(() => parrot.close());
    const { says } = await tried(openedServer(parrot.port, { user: 'ada', password: 'let me out' }));
    expect(says).toBe('the user or the password is refused: 535 no: AUTH PLAIN (not shown) (not shown)');
  });

  test('with a certificate of its own making is refused unless the settings take any', async () => {
    for (const [security, options] of [
      ['tls', { secure: true }],
      ['starttls', {}],
    ] as const) {
      const secret = await smtpHouse({ ...SELF_SIGNED, ...options, disabledCommands: [] });
      onTestFinished(() => secret.close());
      const strict = openedServer(secret.port, { security });
      const refused = await send(strict, mail());
      expect(refused.answer).toContain(`the certificate of 127.0.0.1:${secret.port} is not trusted`);
      expect([refused.over, secret.received]).toEqual([undefined, []]);
      expect((await send({ ...strict, anyCertificate: true }, mail())).ok).toBe(true);
      expect(secret.received).toHaveLength(1);
    }
  });

  test('that offers no STARTTLS gets nothing in the clear', async () => {
    const sent = await send(openedServer(house.port, { security: 'starttls' }), mail());
    expect([sent.ok, sent.over, house.received]).toEqual([false, undefined, []]);
  });

  test.each<[string, (port: number) => Promise<{ port: number; close: () => void }>, string]>([
    ['is not there', async () => ({ port: 1, close: () => undefined }), 'nobody listens at 127.0.0.1:1'],
    ['says nothing', () => rawServer(() => undefined), 'takes the connection and says nothing'],
    ['hangs up', () => rawServer((socket) => socket.end()), 'Connection closed unexpectedly'],
    ['stops answering', () => rawServer((socket) => socket.write('220 raw\r\n')), 'did not answer in time'],
    [
      'is no mail server',
      () => rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      'HTTP/1.1 400 Bad Request',
    ],
  ])('that %s is an answer and no error', async (_, open, says) => {
    const server = await open(0);
    onTestFinished(() => server.close());
    expect((await tried(openedServer(server.port))).says).toContain(says);
    const sent = await send(openedServer(server.port), mail());
    expect([sent.ok, sent.over]).toEqual([false, undefined]);
  });

  test('that dribbles for ever is left in the end', async () => {
    const server = await rawServer((socket) => {
      socket.write('220 raw\r\n');
      const drip = setInterval(() => socket.write('250-more\r\n'), 50);
      socket.once('close', () => clearInterval(drip));
    });
    onTestFinished(() => server.close());
    expect((await mailServerTrial(ALTOGETHER)(openedServer(server.port))).says).toContain(
      'it took too long altogether',
    );
  });
});
