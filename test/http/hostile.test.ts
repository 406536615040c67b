import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExampleService, exampleService, type Reply } from './example-service.ts';

let house: ExampleService;

beforeAll(async () => {
  house = await exampleService('2026-01');
});

afterAll(async () => {
  await house.close();
});

/** A problem with a code, and nothing of how the service is made. */
function expectProblem(reply: Reply, status: number, code?: string): void {
  expect(reply.status).toBe(status);
  expect(reply.headers.get('content-type')).toBe('application/problem+json');
  const problem = reply.json<{ status: number; code: string; title: string; detail: string }>();
  expect(problem.status).toBe(status);
  expect(problem.code).toBe(code ?? problem.code);
  expect(reply.text).not.toMatch(/\bat .*\.ts:\d+|node_modules|select |insert |PostgreSQL|ZodError/);
}

async function expectUp(): Promise<void> {
  expect((await house.ask('admin', 'GET', '/me')).status).toBe(200);
}

const NASTY = [
  `'; drop table credits; --`,
  `" or 1=1 --`,
  '<script>alert(1)</script>',
  '${7*7} {{7*7}}',
  '../../../etc/passwd',
  '%00%0d%0aSet-Cookie: a=b',
  '\u202Eevil\u202C 🦆 ﷽',
  'x'.repeat(500),
];

describe('a hostile sender', () => {
  it('hears that broken JSON, other content and other shapes cannot be read', async () => {
    const json = { 'content-type': 'application/json' };
    expectProblem(
      await house.ask('admin', 'POST', '/rules', { raw: '{"name":', headers: json }),
      400,
      'broken-json',
    );
    expectProblem(
      await house.ask('admin', 'POST', '/rules', { raw: new Uint8Array([0xff, 0xfe, 0x7b]), headers: json }),
      400,
      'not-utf-8',
    );
    expectProblem(
      await house.ask('admin', 'POST', '/rules', { raw: '<a/>', headers: { 'content-type': 'text/xml' } }),
      415,
    );
    for (const body of [
      null,
      [],
      5,
      'text',
      { name: 5 },
      { name: {} },
      { __proto__: null, constructor: 1 },
    ]) {
      expectProblem(
        await house.ask('admin', 'POST', '/rules', { raw: JSON.stringify(body), headers: json }),
        422,
        'wrong-fields',
      );
    }
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect((await house.ask('admin', 'POST', '/rules', { raw: deep, headers: json })).status).toBeLessThan(
      500,
    );
    await expectUp();
  });

  it('is cut off at the limit of a body, whatever its length header says', async () => {
    const reply = await house.ask('admin', 'POST', '/rules', {
      raw: JSON.stringify({ name: 'x'.repeat(10_000_000) }),
      headers: { 'content-type': 'application/json' },
    });
    expectProblem(reply, 413, 'body-too-large');
    expect(await chunked(10_000_000)).toBe(413);
    await expectUp();
  });

  it('gets no page of a million rows, and no cursor of its own making', async () => {
    expectProblem(await house.ask('admin', 'GET', '/credits?limit=1000000'), 422, 'wrong-fields');
    for (const cursor of [
      'x',
      '%5B1%5D',
      '%5B%22%00%22%5D',
      encodeURIComponent('{"a":1}'),
      encodeURIComponent('["1","2","3","4"]'),
    ]) {
      expectProblem(await house.ask('admin', 'GET', `/credits?cursor=${cursor}`), 422);
    }
    const odd = encodeURIComponent(JSON.stringify(["'; drop table credits; --", 'x']));
    expect((await house.ask('admin', 'GET', `/credits?sort=amount&cursor=${odd}`)).status).toBeLessThan(500);
    expectProblem(await house.ask('admin', 'GET', '/credits?limit=5&limit=6'), 422);
    expectProblem(await house.ask('admin', 'GET', '/credits?nonsense=1'), 422);
    await expectUp();
  });

  it('writes SQL and script into every text, and finds it there as text', async () => {
    for (const [at, text] of NASTY.entries()) {
      const body = { id: `nasty-${at}`, name: text.slice(0, 200), email: null, useCredits: null };
      const made = await house.ask('admin', 'POST', '/resellers', { body });
      expect(made.status).toBe(201);
      expect(made.json()['name']).toBe(body.name);
      for (const path of [
        '/credits?description=',
        '/credits?account=',
        '/customers?q=',
        '/search?q=',
        '/audit?who=',
        '/statements?buyer=',
        '/grants?seller=',
      ]) {
        const reply = await house.ask('admin', 'GET', path + encodeURIComponent(text.slice(0, 100)));
        expect(reply.status, `${path} ${text}`).toBeLessThan(500);
      }
      expectProblem(
        await house.ask('admin', 'GET', `/credits/${encodeURIComponent(text.slice(0, 150))}`),
        404,
      );
    }
    expectProblem(
      await house.ask('admin', 'POST', '/resellers', {
        body: { id: 'nul', name: 'a\u0000b', email: null, useCredits: null },
      }),
      422,
    );
    expectProblem(await house.ask('admin', 'GET', '/credits/%00'), 422);
    expectProblem(await house.ask('admin', 'GET', '/credits/%E0%A4%A'), 404);
    await expectUp();
  });

  it('cannot make a cell that a spreadsheet would run', async () => {
    const body = { id: 'formula', name: '=HYPERLINK("http://evil.example")', email: null, useCredits: null };
    expect((await house.ask('admin', 'POST', '/resellers', { body })).status).toBe(201);
    const csv = (await house.ask('admin', 'GET', '/tables/resellers')).text;
    expect(csv).toContain('HYPERLINK');
    expect(csv.split('\r\n').some((row) => row.split(',').some((cell) => /^"?[=+@]/.test(cell)))).toBe(false);
  });

  it('gets no file into another folder by its name', async () => {
    for (const name of [
      '../evil.csv',
      '/etc/evil.csv',
      '..\\evil.csv',
      'a/b.csv',
      '.hidden',
      'x'.repeat(300),
      'nul\u0000.csv',
    ]) {
      const boundary = 'frontier';
      const raw = `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\na,b\r\n--${boundary}--\r\n`;
      const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
      const reply = await house.ask('admin', 'POST', '/imports', { raw, headers });
      expect({ name, refused: [400, 422].includes(reply.status) }).toEqual({ name, refused: true });
    }
    const torn = {
      raw: '--b\r\nContent-Disposition: form-data; name="files"; filename="a.csv"\r\n\r\nno end',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
    };
    expectProblem(await house.ask('admin', 'POST', '/imports', torn), 400);
    const { rows } = await house.book.pool.query('select * from jobs');
    expect(rows).toEqual([]);
    await expectUp();
  });

  it('is nobody with a forged, blank or revoked key and a forged session', async () => {
    const forged = [
      { authorization: 'Bearer cbk_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' },
      { authorization: 'Bearer ' },
      { 'x-api-key': `' or 1=1 --` },
      { cookie: 'creditbook.session_token=forged.AAAA' },
      { cookie: `creditbook.session_token=${'x'.repeat(4_000)}` },
    ];
    for (const headers of forged) {
      const reply = await house.ask(null, 'GET', '/me', { headers });
      expectProblem(reply, 401, 'sign-in');
      expect(reply.headers.getSetCookie()).toEqual([]);
    }
    await expectUp();
  });

  it('is stopped after ten wrong passwords for one e-mail', async () => {
    const body = { email: 'somebody@example.com', password: 'wrong wrong wrong' };
    for (let time = 0; time < 10; time += 1)
      expectProblem(await house.ask(null, 'POST', '/session', { body }), 401, 'wrong-sign-in');
    const stopped = await house.ask(null, 'POST', '/session', { body });
    expectProblem(stopped, 429, 'too-many-attempts');
    expect(stopped.headers.get('retry-after')).toMatch(/^\d+$/);
  });

  it('finds nothing beside the routes, and every answer carries its guards', async () => {
    for (const path of [
      '/api/v1/nothing',
      '/api/v2/credits',
      '/api/auth/sign-up/email',
      '/api/auth/get-session',
      '/api/docs/../../package.json',
    ]) {
      expectProblem(await house.ask('admin', 'GET', path), 404);
    }
    expectProblem(await house.ask('admin', 'DELETE', '/credits'), 404);
    const reply = await house.ask('admin', 'GET', '/me');
    expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    expect(reply.headers.get('cache-control')).toBe('no-store');
    const page = await house.ask(null, 'GET', '/api/docs');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  it('left no trace of an error nobody expected', () => {
    expect(house.log.filter((line) => line.includes('Error'))).toEqual([]);
  });
});

/** Sends without saying how long it will be. */
function chunked(bytes: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const url = new URL('/api/v1/session', house.service.url);
    const sending = request(
      url,
      { method: 'POST', headers: { 'content-type': 'application/json' } },
      (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      },
    );
    sending.on('error', (error: NodeJS.ErrnoException) =>
      ['EPIPE', 'ECONNRESET'].includes(error.code ?? '') ? undefined : reject(error),
    );
    const piece = Buffer.alloc(65_536, 'x');
    for (let sent = 0; sent < bytes; sent += piece.length) sending.write(piece);
    sending.end();
  });
}
