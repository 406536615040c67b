import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Viewer } from '../../src/domain/access/viewer.ts';
import { settingsOf } from '../support/loopback-store.ts';
import { type ExampleService, exampleService, PEOPLE, type Person, type Reply } from './example-service.ts';
import { ANSWERS, type MatrixAnswer, type Objects } from './matrix-answers.ts';

type Operation = { readonly operationId: string; readonly security: unknown[]; readonly method: string };
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Omit<Operation, 'method'>>>>>;
};

const ADMIN: Viewer = { id: 'test', name: 'the test', kind: 'user', role: 'distributor-admin', party: null };
/** Open to everybody, by their nature. */
const OPEN = ['getSetUp', 'setUpAdmin', 'signIn'];
const people = Object.keys(PEOPLE) as Person[];

let house: ExampleService;
let own: Objects;
let operations: Operation[];

beforeAll(async () => {
  // A look that is started goes to nobody.
  for (const [name, value] of Object.entries(settingsOf('http://127.0.0.1:9'))) vi.stubEnv(name, value);
  house = await exampleService();
  own = await objectsOf(house);
  const document = (await house.ask(null, 'GET', '/api/openapi.json')).json<Document>();
  operations = Object.values(document.paths).flatMap((path) =>
    Object.entries(path).map(([method, operation]) => ({ ...operation, method: method.toUpperCase() })),
  );
});

afterAll(async () => {
  await house.close();
});

describe('every endpoint, every role', () => {
  it('has an answer in the matrix, and the matrix has no answer for an endpoint that is not there', () => {
    const named = operations.map((operation) => operation.operationId).filter((id) => !OPEN.includes(id));
    expect(named.toSorted()).toEqual(Object.keys(ANSWERS).toSorted());
    const open = operations.filter((operation) => operation.security.length === 0);
    expect(open.map((operation) => operation.operationId).toSorted()).toEqual(OPEN.toSorted());
  });

  it('is closed to whoever is not signed in', async () => {
    const wrong: string[] = [];
    for (const { operationId, method } of asked()) {
      const reply = await askFor(null, method, answerOf(operationId), own);
      if (reply.status !== 401) wrong.push(`${operationId}: ${reply.status}`);
    }
    expect(wrong).toEqual([]);
  });

  it('answers a role that may not ask with 403, whether the object is there or not', async () => {
    const wrong: string[] = [];
    for (const { operationId, method } of asked()) {
      const answer = answerOf(operationId);
      for (const person of people.filter((one) => !answer.asks.includes(one))) {
        const [there, absent] = [
          await askFor(person, method, answer, own),
          await askFor(person, method, answer, absentObjects()),
        ];
        if (there.status !== 403 || there.text !== absent.text)
          wrong.push(`${operationId} ${person}: ${there.status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('shows everybody its own', async () => {
    const wrong: string[] = [];
    for (const { operationId, method } of asked()) {
      const answer = answerOf(operationId);
      for (const person of answer.sees ?? answer.asks) {
        const reply = await askFor(person, method, answer, await fresh(operationId));
        if (reply.status !== answer.gets)
          wrong.push(`${operationId} ${person}: ${reply.status} ${reply.text.slice(0, 200)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('answers for another party’s object exactly as for one that is not there', async () => {
    const wrong: string[] = [];
    for (const { operationId, method } of asked()) {
      const answer = answerOf(operationId);
      const sees = answer.sees ?? answer.asks;
      for (const person of answer.asks.filter((one) => !sees.includes(one))) {
        const [foreign, absent] = [
          await askFor(person, method, answer, own),
          await askFor(person, method, answer, absentObjects()),
        ];
        if (foreign.status !== 404 || foreign.text !== absent.text)
          wrong.push(`${operationId} ${person}: ${foreign.status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('answers for an object that is not there with 404 to whoever may ask', async () => {
    const wrong: string[] = [];
    const withObject = asked().filter(
      ({ operationId }) =>
        JSON.stringify(described(operationId, own)) !==
        JSON.stringify(described(operationId, absentObjects())),
    );
    expect(withObject.length).toBeGreaterThan(20);
    for (const { operationId, method } of withObject) {
      const answer = answerOf(operationId);
      for (const person of answer.asks) {
        const reply = await askFor(person, method, answer, absentObjects());
        if (reply.status !== 404) wrong.push(`${operationId} ${person}: ${reply.status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('never shows a buyer a draft: not in a list, not by its address, not in a count', async () => {
    for (const person of ['blueKiln', 'harborAdmin'] as const) {
      const party = PEOPLE[person][1];
      const list = await house.ask(person, 'GET', '/statements?limit=500');
      const items = list.json<{ items: { state: string; buyer: { id: string } }[] }>().items;
      expect(
        items.filter((one) => one.buyer.id === party && ['draft', 'discarded'].includes(one.state)),
      ).toEqual([]);
      expect(items.length).toBeGreaterThan(0);
    }
    expect((await house.ask('blueKiln', 'GET', `/statements/${own.draft}`)).status).toBe(404);
    expect((await house.ask('harborUser', 'GET', `/statements/${own.draft}`)).status).toBe(200);
    const state = await house.ask('blueKiln', 'GET', '/statements?state=draft');
    expect(state.json<{ items: unknown[] }>().items).toEqual([]);
  });
});

function asked(): Operation[] {
  return operations.filter((operation) => !OPEN.includes(operation.operationId));
}

function answerOf(operationId: string): MatrixAnswer {
  const answer = ANSWERS[operationId];
  if (answer === undefined) throw new Error(`${operationId} has no answer in the matrix`);
  return answer;
}

function described(operationId: string, objects: Objects): unknown {
  const { path, body } = answerOf(operationId);
  return [path(objects), body?.(objects)];
}

function askFor(
  person: Person | null,
  method: string,
  answer: MatrixAnswer,
  objects: Objects,
): Promise<Reply> {
  const body = answer.body?.(objects);
  return house.ask(person, method, answer.path(objects), {
    ...(body === undefined ? {} : { body }),
    ...(answer.headers === undefined ? {} : { headers: { ...answer.headers } }),
  });
}

/** What is revoked or removed once is there for the next. */
async function fresh(operationId: string): Promise<Objects> {
  if (operationId === 'removeSource' || operationId === 'lookAtSource')
    return { ...own, source: await sourceOf(house) };
  if (operationId === 'removeWebhook') return { ...own, ...(await webhookOf(house)) };
  return operationId === 'revokeKey' ? { ...own, key: await keyOfHarbor(house) } : own;
}

function absentObjects(): Objects {
  return Object.fromEntries(Object.keys(own).map((name) => [name, 'not-there'])) as Objects;
}

async function keyOfHarbor({ service }: ExampleService): Promise<string> {
  const id = randomUUID();
  const key = {
    id,
    name: 'to revoke',
    start: 'cbk_',
    role: 'reseller-user',
    party: 'harbor',
    madeBy: 'test',
    days: 1,
  } as const;
  await service.office.book.writeAs(ADMIN, 'keep', (shelves) => shelves.accounts.addKey(key, randomUUID()));
  return id;
}

async function sourceOf({ book }: ExampleService): Promise<string> {
  const source = randomUUID();
  await book.pool.query(
    `insert into sources (source_id, name, place, every_hours, active) values ($1, $1, 's3://matrix/' || $1, 6, false)`,
    [source],
  );
  return source;
}

async function changeOf({ book }: ExampleService): Promise<string> {
  const { rows } = await book.pool.query<{ delivery_id: string }>(
    `insert into billed_changes (delivery_id, usage_accounts, statements)
     select delivery_id, '{}', '{}' from deliveries order by seq limit 1 returning delivery_id`,
  );
  return rows[0]?.delivery_id ?? 'missing';
}

async function webhookOf({ book }: ExampleService): Promise<Pick<Objects, 'webhook' | 'message'>> {
  const [webhook, message] = [randomUUID(), randomUUID()];
  await book.pool.query(
    `insert into webhooks (webhook_id, url, description, events, secret, active)
     values ($1, 'https://hook.example.com', '', '{period.closed}', 'whsec_', false)`,
    [webhook],
  );
  await book.pool.query(
    `insert into outbox (message_id, carrier, event, addressee, event_key, payload, state)
     values ($1, 'webhook', 'period.closed', $2, 'matrix', '{}', 'failed')`,
    [message, webhook],
  );
  return { webhook, message };
}

async function mailOf({ book }: ExampleService, state: 'waiting' | 'sent'): Promise<string> {
  const id = randomUUID();
  await book.pool.query(
    `insert into outbox (message_id, carrier, event, addressee, event_key, seller, recipients, payload, state, due_at)
     values ($1, 'mail', 'statement', 'blue-kiln', $1, 'harbor', '{office@blue-kiln.example}', $2, $3,
       now() + interval '1 day')`,
    [id, JSON.stringify({ fromName: 'H', replyTo: null, subject: 'S', text: 'T', html: 'H' }), state],
  );
  return id;
}

async function objectsOf(example: ExampleService): Promise<Objects> {
  const { ask, service } = example;
  const list = async (
    path: string,
  ): Promise<
    { id: string; period: string; state: string; seller: { id: string }; buyer: { id: string } }[]
  > => (await ask('admin', 'GET', path)).json<{ items: never[] }>().items;
  const [user, job] = [randomUUID(), randomUUID()];
  const person = {
    id: user,
    name: 'U',
    email: 'u@harbor.example',
    role: 'reseller-user',
    party: 'harbor',
  } as const;
  await service.office.book.writeAs(ADMIN, 'keep', async (shelves) => {
    await shelves.accounts.addUser(person, 'x');
    await shelves.jobs.add({
      id: job,
      kind: 'generate',
      viewer: ADMIN,
      origin: 'test',
      input: { period: '2026-03' },
    });
  });
  await example.book.pool.query("update jobs set state = 'done' where job_id = $1", [job]);
  const statements = await list('/statements?seller=harbor&buyer=blue-kiln&limit=500');
  const idOf = (of: { id: string }[]): string => of[0]?.id ?? 'missing';
  return {
    statement: idOf(statements.filter((one) => one.state === 'open')),
    draft: idOf(statements.filter((one) => one.state === 'draft' && one.period === '2026-03')),
    lump: idOf(await list('/statements?buyer=harbor&state=open')),
    grant: idOf(await list('/grants?seller=harbor&buyer=blue-kiln')),
    credit: idOf(await list('/credits?period=2026-03&status=processing')),
    creditRecord: idOf(await list('/credit-records')),
    rule: idOf(await list('/rules')),
    delivery: idOf(await list('/deliveries')),
    job,
    user,
    key: await keyOfHarbor(example),
    seller: 'harbor',
    customer: 'blue-kiln',
    mail: await mailOf(example, 'waiting'),
    sentMail: await mailOf(example, 'sent'),
    ...(await webhookOf(example)),
    source: await sourceOf(example),
    change: await changeOf(example),
  };
}
