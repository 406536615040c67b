import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdfText } from '../documents/pdf-text.ts';
import { type ExampleService, exampleService, PEOPLE, type Reply } from './example-service.ts';

type Found = { readonly value: string };

let house: ExampleService;

beforeAll(async () => {
  house = await exampleService();
});

afterAll(async () => {
  await house.close();
});

type Portal = 'harborUser' | 'lanternAdmin' | 'blueKiln';
type Seen = { readonly path: string; readonly text: string };

/** Asked once for each: nobody changes the book in between. */
const asked = new Map<Portal, Promise<Seen[]>>();

function everythingSeen(who: Portal): Promise<Seen[]> {
  const seen = asked.get(who) ?? askEverything(who);
  asked.set(who, seen);
  return seen;
}

/** What a body says to whoever opens it: a document as text, an archive member by member. Amounts as `1234.50`. */
async function readable(path: string, { bytes, text, headers }: Reply): Promise<Seen[]> {
  const type = headers.get('content-type') ?? '';
  if (type === 'application/pdf') return [{ path, text: plainAmounts(await pdfText(bytes)) }];
  if (type === 'application/zip')
    return (
      await Promise.all(membersOf(bytes).map(([name, member]) => opened(`${path} ${name}`, member)))
    ).flat();
  if (type.includes('spreadsheet')) return opened(path, bytes);
  return [{ path, text }];
}

async function opened(path: string, bytes: Uint8Array): Promise<Seen[]> {
  if (strFromU8(bytes.subarray(0, 4)) === '%PDF') return [{ path, text: plainAmounts(await pdfText(bytes)) }];
  if (strFromU8(bytes.subarray(0, 2)) !== 'PK') return [{ path, text: strFromU8(bytes) }];
  return membersOf(bytes)
    .filter(([name]) => /sheet\d*\.xml$|sharedStrings|comments/.test(name))
    .map(([name, sheet]) => ({ path: `${path} ${name}`, text: cellAmounts(strFromU8(sheet)) }));
}

function membersOf(bytes: Uint8Array): [string, Uint8Array][] {
  return Object.entries(unzipSync(bytes));
}

function plainAmounts(text: string): string {
  return text.replaceAll(/(?<=\d),(?=\d{3})/g, '');
}

/** A spreadsheet writes 462.90 as 462.9. */
function cellAmounts(xml: string): string {
  return xml.replaceAll(
    /<v>(-?\d+)(?:\.(\d+))?<\/v>/g,
    (_, whole: string, cents = '') => `<v>${whole}.${String(cents).padEnd(2, '0')}</v>`,
  );
}

/** Everything a portal can ask without knowing anything, and everything it is led to from there. */
async function askEverything(who: Portal): Promise<Seen[]> {
  const seen: Seen[] = [];
  const ask = async (path: string): Promise<string> => {
    const reply = await house.ask(who, 'GET', path);
    if (reply.status === 200) seen.push(...(await readable(path, reply)));
    return reply.text;
  };
  await generated(who, seen);
  const statements = await ask('/statements?limit=500');
  const grants = await ask('/grants?limit=500');
  const balances = await ask('/balances');
  for (const path of [
    '/me',
    '/periods',
    '/resellers',
    '/customers',
    '/accounts',
    '/prices',
    '/own/statements',
    '/tables/resellers',
    '/tables/customers',
    '/tables/accounts',
    '/tables/prices',
    '/tables/grants',
  ])
    await ask(path);
  for (const path of [
    '/own/credits?withEmpty=true&limit=500',
    '/calendar?period=2026-03',
    '/balances?at=2026-02-28',
    '/users',
  ])
    await ask(path);
  for (const { id } of (JSON.parse(statements) as { items: { id: string }[] }).items) {
    for (const part of ['', '/document.csv', '/document.xlsx', '/breakout'])
      await ask(`/statements/${id}${part}`);
  }
  for (const kind of ['pdf', 'csv', 'xlsx']) await ask(`/statements/documents?period=2026-01&as=${kind}`);
  for (const word of ['a', 'e', 'credit', 'blue', 'lantern']) await ask(`/search?q=${word}`);
  for (const path of [
    '/audit',
    '/credits',
    '/tables/credits',
    '/webhooks',
    '/jobs',
    '/letterheads/distributor',
  ])
    await ask(path);
  for (const { id } of (JSON.parse(grants) as { items: { id: string }[] }).items) await ask(`/grants/${id}`);
  type Edge = { seller: { id: string }; buyer: { id: string }; currency: string };
  for (const { seller, buyer, currency } of (JSON.parse(balances) as { items: Edge[] }).items) {
    await ask(`/balances/${seller.id}/${buyer.id}/${currency}/history`);
  }
  return seen;
}

/** A seller drafts: first to look, then as long work that is followed to its end. */
async function generated(who: Portal, seen: Seen[]): Promise<void> {
  const body = { period: '2026-03', seller: PEOPLE[who][1], useCredits: true };
  const tried = await house.ask(who, 'POST', '/statements/generate?dryRun=true', { body });
  if (who === 'blueKiln') return expect(tried.status).toBe(403);
  expect(tried.status).toBe(200);
  seen.push({ path: 'the preview', text: tried.text });
  const begun = await house.ask(who, 'POST', '/jobs/generate', { body });
  expect(begun.status).toBe(202);
  const { id } = begun.json<{ id: string }>();
  // The stream ends with the job.
  const followed = await house.ask(who, 'GET', `/jobs/${id}/events`);
  expect(followed.text).toContain('"state":"done"');
  seen.push({ path: 'the events', text: followed.text });
  for (const path of [`/jobs/${id}`, '/jobs'])
    seen.push({ path, text: (await house.ask(who, 'GET', path)).text });
}

async function values(sql: string, given: unknown[] = []): Promise<Set<string>> {
  const { rows } = await house.book.pool.query<Found>(sql, given);
  return new Set(rows.map((row) => row.value));
}

/** Amounts as they stand in the rows of a party: whatever else stands in the book is not its own. */
const AMOUNTS_OF = `
  select distinct to_char(abs(v), 'FM999999999990.00') as value from (
    select unnest(array[granted, reserved, applied, expired, withdrawn, available, available + reserved, granted - withdrawn]) v
      from grants where seller = any($1) or buyer = any($1)
    union all select unnest(array[charges, tax, debits, adjustments, credit_applied, total, opening_balance, earned, expired, closing_balance])
      from statements where seller = any($1) or buyer = any($1)
    union all select l.price from statement_lines l join statements s using (statement_id) where seller = any($1) or buyer = any($1)
    union all select l.price from statement_adjustments l join statements s using (statement_id) where seller = any($1) or buyer = any($1)
    union all select y.amount from statement_story y join statements s using (statement_id) where seller = any($1) or buyer = any($1)
    union all select unnest(array[sum(granted), sum(reserved), sum(applied), sum(available), sum(available + reserved)])
      from grants where seller = any($1) or buyer = any($1) group by seller, buyer, currency
    union all select p.amount from postings p join grants g using (grant_id) where seller = any($1) or buyer = any($1)
  ) x where v is not null`;

const HIDDEN_AMOUNTS = `
  select distinct to_char(abs(v), 'FM999999999990.00') as value from (
    select exact v from credits union all select amount from shares
    union all select total from statements union all select price from statement_lines union all select granted from grants
  ) x where abs(v) >= 5 and round(v, 2) = v`;

const EXACT_COSTS = `select distinct trim_scale(exact)::text as value from statement_lines where scale(trim_scale(exact)) > 2
  union select distinct trim_scale(abs(exact))::text from credits where scale(trim_scale(exact)) > 2`;

describe('what a portal is never shown', () => {
  const cases = [
    { who: 'harborUser', party: 'harbor' },
    { who: 'lanternAdmin', party: 'lantern' },
    { who: 'blueKiln', party: 'blue-kiln' },
  ] as const;

  it.each(cases)('$who finds no amount that is not its own, in no body', async ({ who, party }) => {
    const seen = await everythingSeen(who);
    const own = await values(AMOUNTS_OF, [[party]]);
    const hidden = [...(await values(HIDDEN_AMOUNTS))].filter((amount) => !own.has(amount));
    expect(hidden.length).toBeGreaterThan(20);
    // Each kind of body is there and was read: a PDF without its text would hide everything.
    for (const kind of ['document.csv', 'document.xlsx', 'as=pdf', 'as=xlsx']) {
      const amounts = seen
        .filter(({ path }) => path.includes(kind))
        .flatMap(({ text }) => text.match(/\d+\.\d{2}\b/g) ?? []);
      expect([kind, amounts.some((amount) => own.has(amount))]).toEqual([kind, true]);
    }
    const leaks = seen.flatMap(({ path, text }) => {
      // What a balance came to in between is a sum of its own moves.
      const numbers = new Set(path.endsWith('/history') ? [] : (text.match(/\d+\.\d{2}\b/g) ?? []));
      return hidden.filter((amount) => numbers.has(amount)).map((amount) => `${path}: ${amount}`);
    });
    expect(sumsOwnRows(leaks)).toEqual([]);
  });

  it.each(cases)(
    '$who finds no exact cost of the cloud, no rule, no percentage of another',
    async ({ who }) => {
      const costs = await values(EXACT_COSTS);
      const rules = await values(
        `select distinct rule_id as value from rules where length(rule_id) > 6 and rule_id not in (select customer_id from customers)
         union select name from rule_versions where length(name) > 8`,
      );
      const notes = await values("select distinct note as value from rule_versions where note <> ''");
      expect(costs.size).toBeGreaterThan(10);
      expect(rules.size).toBeGreaterThan(5);
      const leaks = (await everythingSeen(who)).flatMap(({ path, text }) => [
        ...[...costs]
          .filter((cost) => text.includes(`"${cost}"`) || text.includes(`"-${cost}"`))
          .map((cost) => `${path}: cost ${cost}`),
        ...[...rules, ...notes]
          .filter((word) => text.includes(`"${word}"`))
          .map((word) => `${path}: rule ${word}`),
        ...(/"exact":"/.test(text) ? [`${path}: an exact cost`] : []),
        ...(/"credit":"crd-/.test(text) ? [`${path}: a credit`] : []),
      ]);
      expect(leaks).toEqual([]);
    },
  );

  it.each(cases)('$who finds no name of a party it has nothing to do with', async ({ who, party }) => {
    const others = await values(
      `select id as value from (select reseller_id as id from resellers union all select customer_id from customers) p
       where id <> $1 and not exists (select from reseller_tenures t where
         (t.reseller_id = $1 and t.customer_id = p.id) or (t.customer_id = $1 and t.reseller_id = p.id))`,
      [party],
    );
    expect(others.size).toBeGreaterThan(3);
    const leaks = (await everythingSeen(who)).flatMap(({ path, text }) =>
      [...others].filter((id) => text.includes(`"${id}"`)).map((id) => `${path}: ${id}`),
    );
    expect(leaks).toEqual([]);
  });

  it('a webhook and a job tell of no amount to anybody', async () => {
    await house.book.pool.query(
      `insert into webhooks (webhook_id, url, description, events, secret) values ('h', 'https://hook.invalid/', '', '{statements.opened,statements.voided,period.closed,delivery.imported}', 'sealed')`,
    );
    const drafts = (
      await house.ask('harborAdmin', 'GET', '/statements?period=2026-02&state=draft&seller=harbor')
    ).json<{ items: { id: string }[] }>();
    const ids = drafts.items.map(({ id }) => id);
    expect((await house.ask('harborAdmin', 'POST', '/statements/open', { body: { ids } })).status).toBe(200);
    const payloads = await values(`select payload as value from outbox where addressee = 'h'`);
    expect(payloads.size).toBeGreaterThan(0);
    for (const payload of payloads) expect(payload).not.toMatch(/\d\.\d\d\b(?!\d*Z)/);
  });

  it('a reseller’s people see a customer’s months of another reseller’s time nowhere', async () => {
    const { rows } = await house.book.pool.query<{ seller: string; statement_id: string }>(
      "select seller, statement_id from statements where buyer = 'tall-mast' and state <> 'discarded'",
    );
    const [harbors, lanterns] = ['harbor', 'lantern'].map((seller) =>
      rows.filter((row) => row.seller === seller),
    );
    expect([harbors?.length, lanterns?.length].every((count) => (count ?? 0) > 0)).toBe(true);
    for (const { statement_id: id } of lanterns ?? []) {
      expect((await house.ask('harborAdmin', 'GET', `/statements/${id}`)).status).toBe(404);
      expect((await house.ask('lanternAdmin', 'GET', `/statements/${id}`)).status).toBe(200);
    }
  });

  it('the database alone holds the wall: as creditbook_viewer there are only a party’s own rows, and no other table', async () => {
    const connection = await house.book.pool.connect();
    try {
      await connection.query('begin');
      await connection.query(
        `select set_config('creditbook.viewer_kind', 'reseller', true), set_config('creditbook.viewer_party', $1, true)`,
        [PEOPLE.harborUser[1]],
      );
      await connection.query('set local role creditbook_viewer');
      const { rows } = await connection.query<{ seller: string; buyer: string }>(
        'select distinct seller, buyer from statements',
      );
      expect(rows.length).toBeGreaterThan(1);
      expect(rows.filter((row) => row.seller !== 'harbor' && row.buyer !== 'harbor')).toEqual([]);
      for (const table of [
        'credits',
        'shares',
        'assignments',
        'rule_versions',
        'line_sums',
        'audit_log',
        'accounts."user"',
      ]) {
        await connection.query('savepoint before');
        await expect(connection.query(`select * from ${table}`)).rejects.toThrow(/permission denied/);
        await connection.query('rollback to before');
      }
      await connection.query('rollback');
    } finally {
      connection.release();
    }
  });
});

/** A break-out's and an own list's kept part is a difference of two amounts of its own. */
function sumsOwnRows(leaks: readonly string[]): string[] {
  return leaks.filter((leak) => !/\/breakout: /.test(leak));
}
