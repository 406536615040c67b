import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExampleService, exampleService, PEOPLE } from './example-service.ts';

type Found = { readonly value: string };

let house: ExampleService;

beforeAll(async () => {
  house = await exampleService();
});

afterAll(async () => {
  await house.close();
});

/** Everything a portal can ask without knowing anything, and everything it is led to from there. */
async function everythingSeen(
  who: 'harborUser' | 'lanternAdmin' | 'blueKiln',
): Promise<{ path: string; text: string }[]> {
  const seen: { path: string; text: string }[] = [];
  const ask = async (path: string): Promise<string> => {
    const { status, text } = await house.ask(who, 'GET', path);
    if (status === 200) seen.push({ path, text });
    return text;
  };
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
    for (const part of ['', '/document.csv', '/breakout']) await ask(`/statements/${id}${part}`);
  }
  for (const { id } of (JSON.parse(grants) as { items: { id: string }[] }).items) await ask(`/grants/${id}`);
  type Edge = { seller: { id: string }; buyer: { id: string }; currency: string };
  for (const { seller, buyer, currency } of (JSON.parse(balances) as { items: Edge[] }).items) {
    await ask(`/balances/${seller.id}/${buyer.id}/${currency}/history`);
  }
  return seen;
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
    const own = await values(AMOUNTS_OF, [[party]]);
    const hidden = [...(await values(HIDDEN_AMOUNTS))].filter((amount) => !own.has(amount));
    expect(hidden.length).toBeGreaterThan(20);
    const seen = await everythingSeen(who);
    expect(seen.length).toBeGreaterThan(10);
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
