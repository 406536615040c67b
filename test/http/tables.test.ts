import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeTable } from '../../src/adapters/month-folder/write-table.ts';
import { type RowOut, SUBJECTS, TABLE_FORMATS, type Table } from '../../src/application/tables/table.ts';
import { TABLES } from '../../src/application/tables/tables.ts';
import { type ExampleService, exampleService, type Person, type Reply } from './example-service.ts';

type Report = {
  count: { added: number; changed: number; same: number };
  rows: {
    row: number;
    key: string;
    change: string;
    cells: { column: string; before: string; after: string }[];
  }[];
};
type Told = {
  code: string;
  detail: string;
  errors: { field: string; row?: number; seen: string; todo: string }[];
};

let house: ExampleService;

beforeAll(async () => {
  house = await exampleService();
});
afterAll(async () => {
  await house.close();
});

async function table(who: Person, subject: string, query = ''): Promise<string> {
  const reply = await house.ask(who, 'GET', `/tables/${subject}${query}`);
  expect(reply.status).toBe(200);
  return reply.text;
}

function send(
  subject: string,
  content: string | Uint8Array<ArrayBuffer>,
  { name = `${subject}.csv`, dryRun = false, key = '' } = {},
): Promise<Reply> {
  const form = new FormData();
  form.append('files', new File([content], name));
  const headers: Record<string, string> = key === '' ? {} : { 'idempotency-key': key };
  return house.ask('admin', 'POST', `/tables/${subject}${dryRun ? '?dryRun=true' : ''}`, {
    raw: form,
    headers,
  });
}

async function entriesOfAudit(): Promise<number> {
  const { rows } = await house.book.pool.query<{ count: string }>('select count(*) from audit_log');
  return Number(rows[0]?.count);
}

describe('a table that is taken out', () => {
  it.each(SUBJECTS.flatMap((subject) => TABLE_FORMATS.map((format) => [subject, format] as const)))(
    'and brought in again untouched changes nothing: %s as %s',
    async (subject, format) => {
      const out = await house.ask('admin', 'GET', `/tables/${subject}?as=${format}`);
      expect(out.headers.get('content-disposition')).toContain(`${subject}.${format}`);
      const reply = await send(subject, new Uint8Array(out.bytes), { name: `t.${format}` });
      expect(reply.text.slice(0, 500)).toContain('"added":0,"changed":0');
      const { count, rows } = reply.json<Report>();
      expect(rows).toEqual([]);
      expect(count.same).toBeGreaterThan(2);
    },
  );

  it('has the rows that the list has, by the same filters', async () => {
    const list = await house.ask('admin', 'GET', '/credits?period=2026-03&status=processing&limit=500');
    const csv = await table('admin', 'credits', '?period=2026-03&status=processing');
    const ids = csv
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[0]);
    expect(ids).toEqual(list.json<{ items: { id: string }[] }>().items.map(({ id }) => id));
    expect(ids.length).toBeGreaterThan(3);
  });

  it('shows a reseller its own customers, accounts, prices and grants, and nothing of others', async () => {
    expect(await table('harborUser', 'resellers')).not.toContain('lantern');
    const customers = await table('lanternAdmin', 'customers');
    expect(customers).toContain('red-anvil');
    for (const foreign of ['blue-kiln', 'harbor', 'amber-loom']) expect(customers).not.toContain(foreign);
    const prices = await table('lanternAdmin', 'prices');
    expect(
      prices
        .trim()
        .split('\r\n')
        .slice(1)
        .every((line) => line.startsWith('lantern,')),
    ).toBe(true);
    const grants = (await table('lanternAdmin', 'grants')).trim().split('\r\n').slice(1);
    expect(grants.every((line) => line.split(',').slice(1, 3).includes('lantern'))).toBe(true);
    expect(grants.some((line) => line.includes('crd-'))).toBe(false);
    const own = (await table('blueKiln', 'grants')).trim().split('\r\n').slice(1);
    expect(own.length).toBeGreaterThan(0);
    expect(own.every((line) => line.split(',')[2] === 'blue-kiln')).toBe(true);
  });
});

describe('a table that is brought in', () => {
  it('tells every fault with its row and column, and saves nothing', async () => {
    const before = await entriesOfAudit();
    const csv = [
      'rule_id,name,customer_percent,reseller_percent,created_at,customers',
      'r-1,First,101,0,2026-01-01,',
      'r-2,Second,60%,20,yesterday,only:',
      'r-3,Third,50,20,2026-01-01,*',
    ].join('\n');
    const told = (await send('rules', csv, { dryRun: true })).json<Told>();
    expect(told.code).toBe('wrong-table');
    expect(told.errors.map(({ row, field }) => [row, field])).toEqual([
      [2, 'customer_percent'],
      [3, 'customer_percent'],
      [3, 'customers'],
      [3, 'created_at'],
    ]);
    expect((await send('rules', csv)).status).toBe(422);
    expect(await entriesOfAudit()).toBe(before);
  });

  it('is looked at first: what is new, what is changed from what to what, and what is the same', async () => {
    const csv = (await table('admin', 'customers')).replace('Blue Kiln Pottery', 'Blue Kiln Ceramics');
    const more = `${csv}new-one,"New, Ltd",,lantern,2026-03-01,,7.7,before_tax\r\n`;
    const dry = (await send('customers', more, { dryRun: true })).json<Report>();
    expect(dry.count).toMatchObject({ added: 1, changed: 1 });
    expect(dry.rows.map(({ change, key, cells }) => [change, key, cells[change === 'new' ? 1 : 0]])).toEqual([
      ['changed', 'blue-kiln', { column: 'name', before: 'Blue Kiln Pottery', after: 'Blue Kiln Ceramics' }],
      ['new', 'new-one', { column: 'name', before: '', after: 'New, Ltd' }],
    ]);
    expect((await house.ask('admin', 'GET', '/customers/new-one')).status).toBe(404);
    const before = await entriesOfAudit();
    expect((await send('customers', more)).json<Report>().count).toEqual(dry.count);
    expect((await house.ask('admin', 'GET', '/customers/new-one')).status).toBe(200);
    expect(await entriesOfAudit()).toBe(before + 1);
    expect((await send('customers', more)).json<Report>().count).toMatchObject({ added: 0, changed: 0 });
  });

  it('with one key is brought in once; another file under the key is refused with both', async () => {
    const csv = 'seller,buyer,service,uplift_percent,from_period\nharbor,blue-kiln,AmazonRDS,-2.5,2026-04\n';
    const first = await send('prices', csv, { key: 'prices-1' });
    expect(first.json<Report>().count.added).toBe(1);
    expect((await send('prices', csv, { key: 'prices-1' })).text).toBe(first.text);
    const other = await send('prices', csv.replace('-2.5', '9'), { key: 'prices-1' });
    expect([other.status, other.json<Told>().code]).toEqual([409, 'key-used']);
  });

  it('is refused where it is no table of ours', async () => {
    const odd = async (name: string, content: string | Uint8Array<ArrayBuffer>): Promise<string> =>
      (await send('rules', content, { name })).json<Told>().errors[0]?.seen ?? '';
    expect(await odd('rules.pdf', '%PDF')).toBe('rules.pdf');
    expect(await odd('rules.xlsx', 'PK no zip')).toBe('a workbook that is broken');
    expect(await odd('rules.csv', 'name;customer_percent\nA;1')).toBe('"name;customer_percent"');
  });

  it('of grants adds those of the hand, and changes none that is there', async () => {
    const csv = await table('admin', 'grants', '?seller=harbor&buyer=blue-kiln');
    const [header = '', share = ''] = csv.split('\r\n');
    const changed = `${header}\r\n${share.replace(',blue-kiln,', ',salt-meadow,')}\r\n`;
    const told = (await send('grants', changed)).json<Told>();
    expect(told.errors.map(({ field }) => field)).toContain('grant_id');
    const mine =
      'seller,buyer,amount,currency,comment,granted_on\nharbor,blue-kiln,12.50,USD,for the delay,2026-03-31\n';
    expect((await send('grants', mine)).json<Report>().count).toEqual({ added: 1, changed: 0, same: 0 });
    const again = { count: { added: 0, changed: 0, same: 1 }, rows: [] };
    expect((await send('grants', mine)).json<Report>()).toMatchObject(again);
    const sheet = await workbookOf(TABLES.grants, mine);
    expect((await send('grants', sheet, { name: 'g.xlsx' })).json<Report>()).toMatchObject(again);
  });
});

/** The same table as a spreadsheet keeps it: amounts are numbers. */
async function workbookOf(of: Table, csv: string): Promise<Uint8Array<ArrayBuffer>> {
  const rows = async function* () {
    yield parse(csv, { columns: true }) as RowOut[];
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of writeTable(of, rows(), 'xlsx')) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

describe('the audit log', () => {
  it('has every row that a table changed, with what stood there before, however many there are', async () => {
    const price = (percent: string) => (at: number) => `harbor,blue-kiln,service-${at},${percent}`;
    const sheet = (row: (at: number) => string): string =>
      ['seller,buyer,service,uplift_percent', ...Array.from({ length: 501 }, (_, at) => row(at))].join('\n');
    await send('prices', sheet(price('1')));
    const before = await entriesOfAudit();
    const report = (await send('prices', sheet(price('2')))).json<Report & { moreRows: number }>();
    expect([report.count.changed, report.rows.length, report.moreRows]).toEqual([501, 500, 1]);
    const { rows } = await house.book.pool.query<{ after: string }>(
      'select after from audit_log where seq > $1 order by seq',
      [before],
    );
    const told = rows.map(({ after }) => (JSON.parse(after) as Report).rows);
    expect(told.map((one) => one.length)).toEqual([500, 1]);
    expect(told[1]?.[0]).toMatchObject({
      key: 'harbor · blue-kiln · service-500',
      cells: [{ column: 'uplift_percent', before: '1', after: '2' }],
    });
  });
});

describe('the credit list, edited by hand and brought in', () => {
  type Listed = { id: string; amount: string; shares: Record<string, string>; madeBy: string };
  const pending = async (): Promise<Listed[]> => {
    const reply = await house.ask('admin', 'GET', '/credits?period=2026-03&status=assigned&limit=500');
    return reply.json<{ items: Listed[] }>().items.filter(({ amount }) => !amount.startsWith('-'));
  };

  it('divides what has a reason, and names what may not be edited', async () => {
    await house.ask('admin', 'POST', '/statements/discard', { body: { period: '2026-03' } });
    const csv = await table('admin', 'credits', '?period=2026-03');
    const lines = csv.trim().split('\r\n');
    const edit = (id: string, change: (cells: string[]) => void): string => {
      const cells = (lines.find((line) => line.startsWith(id)) ?? '').split(',');
      change(cells);
      return cells.join(',');
    };
    const header = (lines[0] ?? '').split(',');
    const at = (name: string): number => header.indexOf(name);
    const [one] = (await pending()).filter(
      ({ id }) => !lines.some((line) => line.startsWith(id) && line.includes('"')),
    );
    if (one === undefined) throw new Error('no assigned credit in the example');
    const sheet = (...rows: string[]): string => [lines[0], ...rows].join('\r\n');
    const noReason = edit(one.id, (cells) => cells.splice(at('customer_amount'), 1, '0.01'));
    const otherAmount = edit(one.id, (cells) => cells.splice(at('amount'), 1, '999.00'));
    const told = (await send('credits', sheet(noReason))).json<Told>();
    expect(told.errors).toMatchObject([{ row: 2, field: 'reason', seen: 'a blank cell' }]);
    expect((await send('credits', sheet(otherAmount))).json<Told>().errors[0]).toMatchObject({
      field: 'amount',
    });
    const tooMuch = edit(one.id, (cells) => {
      cells[at('by_hand')] = 'blue-kiln=999999.00';
      cells[at('reason')] = 'agreed';
    });
    expect((await send('credits', sheet(tooMuch))).json<Told>().errors[0]).toMatchObject({
      field: 'allow_more',
    });
    const lastWord = edit(one.id, (cells) => cells.splice(at('reason'), 1, 'agreed'));
    expect((await send('credits', sheet(lastWord))).json<Told>().errors).toMatchObject([{ field: 'reason' }]);
    const good = edit(one.id, (cells) => {
      cells[at('customer_amount')] = '0.01';
      cells[at('reseller_amount')] = '';
      cells[at('reason')] = 'agreed';
    });
    const dry = (await send('credits', sheet(good), { dryRun: true })).json<Report>();
    expect(dry.rows[0]?.cells.map(({ column }) => column)).toContain('customer_amount');
    expect((await send('credits', sheet(good))).json<Report>().count.changed).toBe(1);
    const now = (await house.ask('admin', 'GET', `/credits/${one.id}`)).json<{ credit: Listed }>().credit;
    expect(now).toMatchObject({ madeBy: 'hand', shares: { customer: '0.01', reseller: '0.00' } });
    const again = (await send('credits', sheet(good))).json<Report>();
    expect(again).toMatchObject({ count: { changed: 0, same: 1 }, rows: [] });
  });

  it('names everybody where three amounts cannot, and leaves such a row alone that nobody touched', async () => {
    const [one] = await pending();
    const byHand = 'blue-kiln=0.02;lantern=0.01';
    const row = `credit_id,by_hand,reason\r\n${one?.id},${byHand},shared\r\n`;
    expect((await send('credits', row)).json<Report>().count.changed).toBe(1);
    expect((await send('credits', row)).json<Report>().count).toMatchObject({ changed: 0, same: 1 });
    const csv = await table('admin', 'credits', '?period=2026-03');
    expect(csv).toContain(byHand);
    expect((await send('credits', csv)).json<Report>().count).toMatchObject({ added: 0, changed: 0 });
    const header = csv.split('\r\n')[0]?.split(',') ?? [];
    const cells = (csv.split('\r\n').find((line) => line.includes(byHand)) ?? '').split(',');
    cells[header.indexOf('customer_amount')] = '0.03';
    cells[header.indexOf('reason')] = 'more';
    const told = (await send('credits', [header.join(','), cells.join(',')].join('\r\n'))).json<Told>();
    expect(told.errors).toMatchObject([{ field: 'by_hand', row: 2 }]);
  });

  it('is judged row by row in one pass, whatever is wrong', async () => {
    const ids = (await pending()).map(({ id }) => id);
    const rows = ids.map((id, at) => `${id},${at % 2 === 0 ? 'distributor' : 'nobody'}=100%,agreed`);
    const told = (await send('credits', ['credit_id,by_hand,reason', ...rows].join('\n'))).json<Told>();
    expect(told.errors.map(({ row }) => row)).toEqual(ids.flatMap((_, at) => (at % 2 === 0 ? [] : at + 2)));
    expect(told.errors.length).toBeGreaterThan(1);
  });
});
