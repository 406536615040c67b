import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { webhookCarrier } from './webhook-carrier.ts';

const NOW = 1_767_225_600_000;
const SECRET = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
/** Of these messages the secret lies open. */
const openSecret = (secret: string): string => secret;
const message = (url: string) => ({
  id: 'msg-1',
  event: 'period.closed',
  addressee: 'hook',
  payload: '{}',
  webhook: { url, secret: SECRET },
});

test.each([[['127.0.0.1']], [['93.184.215.14', '10.0.0.1']], [['::ffff:192.168.0.1']]])(
  'a public name that leads to %s, be it in part, is not told anything',
  async (addresses) => {
    const carry = webhookCarrier({
      allowsPrivate: false,
      openSecret,
      now: () => NOW,
      addressesOf: () => Promise.resolve(addresses),
    });
    expect(await carry(message('https://hook.example.com/'))).toEqual({
      ok: false,
      answer: 'not sent: hook.example.com leads to a private address',
    });
  },
);

test('the address that was looked at is the one that is told, under the name that was meant', async () => {
  const heard: unknown[] = [];
  const receiver = createServer((request, response) => {
    heard.push([request.headers.host, request.headers['webhook-timestamp'], request.url]);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  onTestFinished(() => void receiver.close());
  const address = receiver.address();
  const port = typeof address === 'object' ? address?.port : 0;
  let looked = 0;
  const carry = webhookCarrier({
    allowsPrivate: true,
    openSecret,
    now: () => NOW,
    addressesOf: () => {
      looked += 1;
      return Promise.resolve(['127.0.0.1']);
    },
  });
  expect(await carry(message(`http://hook.example.com:${port}/in?key=1`))).toEqual({
    ok: true,
    answer: '200',
  });
  expect(heard).toEqual([[`hook.example.com:${port}`, '1767225600', '/in?key=1']]);
  expect(looked).toBe(1);
});

test.each([
  [200, true, '200'],
  [500, false, `500 ${'a'.repeat(196)}`],
])(
  'a long answer after %i is not read to its end, and counts for what its status says',
  async (status, ok, answer) => {
    const receiver = createServer((_, response) => {
      response.writeHead(status);
      const more = setInterval(() => response.write('a'.repeat(1_000)), 1);
      response.on('close', () => clearInterval(more));
    }).listen(0, '::1');
    await once(receiver, 'listening');
    onTestFinished(() => void receiver.close());
    const address = receiver.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const carry = webhookCarrier({ allowsPrivate: true, openSecret, now: () => NOW });
    expect(await carry(message(`http://[::1]:${port}/`))).toEqual({ ok, answer });
  },
);

test('one that is not there, or was removed, is an answer and no error', async () => {
  const carry = webhookCarrier({ allowsPrivate: true, openSecret, now: () => NOW });
  expect((await carry(message('http://127.0.0.1:1/'))).answer).toContain('ECONNREFUSED');
  expect(await carry({ ...message(''), webhook: null })).toEqual({
    ok: false,
    answer: 'the webhook was removed',
  });
});
