import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runBin } from '../cli/run-bin.ts';
import { askAgain } from '../support/ask-again.ts';
import { writtenFolder } from '../support/written-folder.ts';
import { type ExampleService, exampleService } from './example-service.ts';

type Heard = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };
type Made = { readonly webhook: { readonly id: string; readonly etag: string }; readonly secret: string };
type Message = {
  readonly id: string;
  readonly event: string;
  readonly state: string;
  readonly dueAt: string | null;
  readonly payload: string;
  readonly attempts: { readonly ok: boolean; readonly answer: string }[];
};

/** Of the next service that is started. */
const settings: { tellsPrivateAddresses: boolean; sealingKeys: readonly string[] } = {
  tellsPrivateAddresses: true,
  sealingKeys: [],
};
let house: ExampleService;
let server: Server;
let port: number;
let heard: Heard[] = [];
/** What the receiver answers, by path. */
const answers: Record<string, number> = {};

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      const path = request.url ?? '';
      heard.push({ path, headers: request.headers, body });
      const status = answers[path] ?? 200;
      response
        .writeHead(status, status === 302 ? { location: '/elsewhere' } : {})
        .end(status === 200 ? '' : 'not today');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
  house = await exampleService('2026-02', settings);
});

afterAll(async () => {
  await house.close();
  server.close();
});

beforeEach(() => {
  heard = [];
});

async function make(path: string, events: readonly string[]): Promise<Made> {
  const body = { url: `http://127.0.0.1:${port}${path}`, events };
  const made = await house.ask('admin', 'POST', '/webhooks', { body });
  expect(made.status).toBe(201);
  return made.json<Made>();
}

async function messages({ webhook }: Made): Promise<Message[]> {
  return (await house.ask('admin', 'GET', `/webhooks/${webhook.id}/messages`)).json<{ items: Message[] }>()
    .items;
}

/** Asks until the newest message stands so. */
async function until(made: Made, wanted: (message: Message) => boolean): Promise<Message> {
  return askAgain(async () => {
    const [newest] = await messages(made);
    return newest !== undefined && wanted(newest) ? newest : null;
  });
}

const drafts = async (): Promise<string[]> =>
  (await house.ask('harborAdmin', 'GET', '/statements?period=2026-02&state=draft&seller=harbor'))
    .json<{ items: { id: string }[] }>()
    .items.map(({ id }) => id);

describe('a webhook', () => {
  it('is told what happened with a signature that its secret proves, under one id however often it is tried', async () => {
    const made = await make('/hear', ['statements.opened']);
    const ids = await drafts();
    const opened = await house.ask('harborAdmin', 'POST', '/statements/open', { body: { ids } });
    expect(opened.status).toBe(200);
    const message = await until(made, ({ state }) => state === 'sent');
    const [got, ...more] = heard;
    expect(more).toEqual([]);
    const told = new Webhook(made.secret).verify(got?.body ?? '', got?.headers as Record<string, string>);
    expect(told).toEqual({
      type: 'statements.opened',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      data: { seller: 'harbor', period: '2026-02', count: ids.length, statements: ids.toSorted() },
    });
    expect(got?.headers['webhook-id']).toBe(message.id);
    expect(message.attempts).toEqual([{ at: expect.any(String), ok: true, answer: '200' }]);
    expect(got?.body).not.toMatch(/\d\.\d\d"/);
    const other = new Webhook('whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=');
    expect(() => other.verify(got?.body ?? '', got?.headers as Record<string, string>)).toThrow(
      'No matching',
    );
    const again = await house.ask(
      'admin',
      'POST',
      `/webhooks/${made.webhook.id}/messages/${message.id}/resend`,
      {
        body: {},
      },
    );
    expect(again.status).toBe(200);
    await until(made, ({ attempts, state }) => attempts.length === 2 && state === 'sent');
    expect(heard.map(({ headers }) => headers['webhook-id'])).toEqual([message.id, message.id]);
  });

  it('hears of what the command line does too, and not of what was only tried', async () => {
    const made = await make('/void', ['statements.voided', 'period.closed']);
    const [open] = (
      await house.ask('admin', 'GET', '/statements?period=2026-02&state=open&seller=harbor')
    ).json<{ items: { id: string }[] }>().items;
    const body = { ids: [open?.id], reason: 'wrong price' };
    expect((await house.ask('harborAdmin', 'POST', '/statements/void?dryRun=true', { body })).status).toBe(
      200,
    );
    expect(await messages(made)).toEqual([]);
    const args = ['statements', 'void', open?.id ?? '', '--reason', 'wrong price', '--book', house.book.url];
    expect((await runBin(args, { cwd: writtenFolder({}) })).code).toBe(0);
    const message = await until(made, ({ state }) => state === 'sent');
    expect(message.event).toBe('statements.voided');
  });

  it('hears of credits that the cloud changed after a person divided them, and of no others', async () => {
    const made = await make('/review', ['credit.needs-review']);
    const list = async (path: string): Promise<string[]> =>
      (await house.ask('admin', 'GET', path)).json<{ items: { id: string }[] }>().items.map(({ id }) => id);
    const ids = await list('/statements?period=2026-02&state=draft&limit=500');
    await house.ask('admin', 'POST', '/statements/discard', { body: { ids } });
    const [one = '', other = ''] = await list('/credits?period=2026-02&status=assigned&limit=2');
    const body = { ids: [one], customerPercent: '10', resellerPercent: '0', reason: 'agreed' };
    expect((await house.ask('admin', 'POST', '/credits/assign-many', { body })).status).toBe(200);
    // As an import writes it.
    const deliver = (by: string): Promise<unknown> =>
      house.book.pool.query('update credits set exact = exact * $2::numeric where credit_id = any ($1)', [
        [one, other],
        by,
      ]);
    await deliver('1');
    expect(await messages(made)).toEqual([]);
    await deliver('1.5');
    const { payload } = await until(made, ({ state }) => state === 'sent');
    expect(JSON.parse(payload)).toMatchObject({ data: { period: '2026-02', count: 1, credits: [one] } });
  });

  it('that does not hear is tried again later, seen with its answer, and given up in the end', async () => {
    answers['/deaf'] = 503;
    const made = await make('/deaf', ['job.failed']);
    const form = new FormData();
    form.append('files', new Blob(['a,b\n1,2\n']), 'not-a-bill.csv');
    await house.ask('admin', 'POST', '/imports', { raw: form });
    const tried = await until(made, ({ attempts }) => attempts.length === 1);
    expect(tried).toMatchObject({
      state: 'waiting',
      dueAt: expect.any(String),
      attempts: [{ ok: false, answer: '503 not today' }],
    });
    const early = await house.ask(
      'admin',
      'POST',
      `/webhooks/${made.webhook.id}/messages/${tried.id}/resend`,
      { body: {} },
    );
    expect([early.status, early.json()['code']]).toEqual([409, 'message-on-its-way']);
    // Days later, without waiting for them.
    for (let nth = 2; nth <= 9; nth += 1) {
      await house.book.pool.query(`update outbox set due_at = now() where message_id = $1`, [tried.id]);
      await until(made, ({ attempts }) => attempts.length === nth);
    }
    expect((await until(made, ({ state }) => state === 'failed')).dueAt).toBeNull();
    const [listed] = (await house.ask('admin', 'GET', '/webhooks'))
      .json<{ items: { id: string; failed: number }[] }>()
      .items.filter(({ id }) => id === made.webhook.id);
    expect(listed?.failed).toBe(1);
    answers['/deaf'] = 200;
    await house.ask('admin', 'POST', `/webhooks/${made.webhook.id}/messages/${tried.id}/resend`, {
      body: {},
    });
    await until(made, ({ state }) => state === 'sent');
  });

  it('is not followed to where it redirects', async () => {
    answers['/moved'] = 302;
    const made = await make('/moved', ['job.failed']);
    const form = new FormData();
    form.append('files', new Blob(['a,b\n1,2\n']), 'not-a-bill.csv');
    await house.ask('admin', 'POST', '/imports', { raw: form });
    const tried = await until(made, ({ attempts }) => attempts.length === 1);
    expect(tried.attempts[0]?.answer).toBe('302, which is not followed not today');
    expect(heard.map(({ path }) => path)).not.toContain('/elsewhere');
  });

  it('shows its secret once; a new one signs from then on, and neither stands anywhere', async () => {
    const made = await make('/secret', ['period.closed']);
    const renewed = (
      await house.ask('admin', 'POST', `/webhooks/${made.webhook.id}/secret`, {
        body: {},
        headers: { 'idempotency-key': 'renew' },
      })
    ).json<Made>();
    expect(renewed.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(renewed.secret).not.toBe(made.secret);
    const stopped = await house.ask('admin', 'PATCH', `/webhooks/${made.webhook.id}`, {
      body: { active: false },
      headers: { 'if-match': renewed.webhook.etag },
    });
    expect([stopped.status, stopped.json()['active']]).toEqual([200, false]);
    const seen = [
      (await house.ask('admin', 'GET', '/webhooks')).text,
      (await house.ask('auditor', 'GET', '/audit?limit=500')).text,
      JSON.stringify((await house.book.pool.query('select * from answered_requests')).rows),
      JSON.stringify((await house.book.pool.query('select * from webhooks')).rows),
    ].join('\n');
    expect(seen).toContain(made.webhook.id);
    for (const secret of [made.secret, renewed.secret]) expect(seen).not.toContain(secret);
    expect((await house.ask('admin', 'DELETE', `/webhooks/${made.webhook.id}`)).status).toBe(204);
    expect((await house.ask('admin', 'GET', `/webhooks/${made.webhook.id}/messages`)).status).toBe(404);
  });

  it('keeps its secret when the key that seals it is changed, and says so when the key is lost', async () => {
    const [first, second] = [
      'the first key of the installation, outside',
      'the second key of the installation, too',
    ];
    const made = await make('/sealed', ['period.closed']);
    const id = made.webhook.id;
    const restartedWith = async (...keys: string[]): Promise<void> => {
      settings.sealingKeys = keys;
      await house.stop();
      await house.start();
    };
    const told = async (event: string): Promise<Message> => {
      await house.book.pool.query(
        `insert into outbox (carrier, event, addressee, event_key, payload) values ('webhook', $2, $1, $2, '{}')`,
        [id, event],
      );
      return until(made, (newest) => newest.event === event && newest.attempts.length === 1);
    };
    await restartedWith(first);
    expect((await told('one')).state).toBe('sent');
    await restartedWith(second);
    const lost = await told('two');
    expect(lost.attempts[0]?.answer).toContain('its secret was sealed with another key');
    expect(house.log.join('\n')).toContain('CREDITBOOK_SECRET_BEFORE');
    await restartedWith(second, first);
    await restartedWith(second);
    expect((await told('three')).state).toBe('sent');
    const signatures = heard.filter(({ path }) => path === '/sealed');
    expect(signatures).toHaveLength(2);
    for (const { body, headers } of signatures)
      new Webhook(made.secret).verify(body, headers as Record<string, string>);
  });

  it('of a private address is refused as it is written, unless the settings allow it', async () => {
    const strict = await exampleService(null);
    try {
      for (const url of [
        'http://hook.example.com/',
        'https://127.0.0.1/',
        'https://[::1]/',
        'https://[::ffff:10.0.0.1]/',
        'https://169.254.169.254/latest/meta-data',
        'https://2130706433/',
        'https://localhost/',
        'https://user:word@hook.example.com/',
        'ftp://hook.example.com/',
        'nowhere',
      ]) {
        const refused = await strict.ask('admin', 'POST', '/webhooks', {
          body: { url, events: ['job.failed'] },
        });
        expect([
          url,
          refused.status,
          refused.json<{ errors: { field: string }[] }>().errors[0]?.field,
        ]).toEqual([url, 422, 'url']);
      }
    } finally {
      await strict.close();
    }
  });
});
