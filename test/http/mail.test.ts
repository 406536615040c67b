import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { minorFromText } from '../../src/domain/money/minor.ts';
import type { Received } from '../mail/smtp-house.ts';
import { type MailHouse, mailHouse, PASSWORD } from './mail-house.ts';

type Communication = {
  readonly buyer: { readonly id: string };
  readonly lines: { readonly customer: string; readonly amount: string; readonly currency: string }[];
  readonly totals: { readonly amount: string; readonly currency: string }[];
  readonly because: string | null;
};

let { house, post, ask, settings, setServer, mails, received } = {} as MailHouse;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ house, post, ask, settings, setServer, mails, received, close } = await mailHouse());
});
afterAll(() => close());
beforeEach(() => {
  post.received.length = 0;
  post.refuse.recipient = () => null;
  post.refuse.content = () => null;
});

/** What the ledger gave a seller's buyers in a month, added up without anything that writes mail. */
async function grantedIn(seller: string, period: string): Promise<Map<string, bigint>> {
  const { rows } = await house.book.pool.query<{ buyer: string; amount: string }>(
    `select g.buyer, sum(case when p.to_account like '%:available' then p.amount else -p.amount end)::text as amount
     from postings p join grants g using (grant_id) join entries e using (entry_id)
     where g.seller = $1 and to_char(e.booked_at, 'YYYY-MM') = $2
       and e.kind in ('assignment', 'reassignment', 'restatement', 'hand-grant', 'withdrawal', 'move')
       and (p.to_account like '%:available' or p.from_account like '%:available')
     group by g.buyer order by g.buyer`,
    [seller, period],
  );
  return new Map(rows.map(({ buyer, amount }) => [buyer, minorFromText(amount, 'USD')]));
}

/** The amounts of a mail's table as its reader sees them: each row, and the last one. */
function tableOf({ mail }: Received): { rows: bigint[]; total: bigint } {
  const amounts = (mail.text ?? '')
    .split('\n')
    .filter((line) => line.split(' | ').length === 4)
    .slice(1)
    .map((line) => minorFromText(/(-?[\d.]+) USD$/.exec(line)?.[1] ?? '', 'USD'));
  return { rows: amounts.slice(0, -1), total: amounts.at(-1) ?? -1n };
}

describe('the mail server', () => {
  it('is needed before anything is written', async () => {
    const body = { seller: 'distributor', period: '2026-02' };
    const refused = await house.ask('admin', 'POST', '/mail/credit-communications', { body });
    expect([refused.status, refused.json()['code']]).toEqual([409, 'no-mail-server']);
  });

  it('is refused field by field, and a password is only for the server it was given for', async () => {
    const { etag } = await ask<{ etag: string }>('admin', 'GET', '/mail/server');
    const wrong = settings({
      host: 'smtp://mail.example.com:25',
      port: 0,
      fromAddress: 'A <a@b.example>',
      consoleUrl: 'book.example',
      password: undefined,
    });
    const headers = { 'if-match': etag };
    const refused = await house.ask('admin', 'PUT', '/mail/server', { body: wrong, headers });
    expect(refused.json<{ errors: { field: string }[] }>().errors.map(({ field }) => field)).toEqual([
      'host',
      'port',
      'fromAddress',
      'consoleUrl',
      'password',
    ]);
    await setServer();
    const elsewhere = settings({ host: 'mail.evil.example', password: undefined });
    const tried = await house.ask('admin', 'POST', '/mail/server/test', { body: elsewhere });
    expect(tried.json<{ errors: unknown[] }>().errors).toEqual([
      {
        field: 'password',
        seen: 'one for another server',
        todo: 'write it again: mail.evil.example is not 127.0.0.1',
      },
    ]);
  });

  it('is a name or an address, never with its port', async () => {
    const faulty = async (host: string): Promise<string[]> => {
      const tried = await house.ask('admin', 'POST', '/mail/server/test', {
        body: settings({ host, port: 0 }),
      });
      return tried.json<{ errors: { field: string }[] }>().errors.map(({ field }) => field);
    };
    for (const host of ['mail.example', '192.0.2.7', '2001:db8::7', 'fe80::abcd', '2001:db8:0:0:0:0:0:25'])
      expect([host, await faulty(host)]).toEqual([host, ['port']]);
    for (const host of ['mail.example:25', '192.0.2.7:25', '[2001:db8::7]:25', 'mail::example'])
      expect([host, await faulty(host)]).toEqual([host, ['host', 'port']]);
  });

  it('is tried with what is given and what is kept, and says plainly how that went', async () => {
    const kept = await ask('admin', 'POST', '/mail/server/test', settings({ password: undefined }));
    expect(kept).toEqual({
      ok: true,
      says: '127.0.0.1 answers without encryption and takes the password of ada',
    });
    const wrong = await ask('admin', 'POST', '/mail/server/test', settings({ password: 'guess' }));
    expect(wrong).toEqual({
      ok: false,
      says: 'the user or the password is refused: 535 5.7.8 no such user or password',
    });
  });

  it('shows its password nowhere: not in an answer, the audit log, an answered request or the database', async () => {
    const seen = [
      (await house.ask('admin', 'GET', '/mail/server')).text,
      (await house.ask('auditor', 'GET', '/audit?limit=500')).text,
      JSON.stringify((await house.book.pool.query('select * from mail_server')).rows),
      JSON.stringify((await house.book.pool.query('select * from answered_requests')).rows),
      house.log.join('\n'),
    ].join('\n');
    expect(seen).toContain('book@meridian.example');
    expect(seen).toContain('set anew');
    expect(seen).not.toContain(PASSWORD);
  });
});

describe('the monthly credit communication', () => {
  it('goes to each reseller and direct customer that earned, with rows that sum to what the ledger granted', async () => {
    const granted = await grantedIn('distributor', '2026-02');
    const earning = [...granted].filter(([, amount]) => amount > 0n).map(([buyer]) => buyer);
    expect(earning.length).toBeGreaterThan(4);
    const body = { seller: 'distributor', period: '2026-02' };
    const shown = await ask<{ items: Communication[] }>(
      'admin',
      'GET',
      '/mail/credit-communications?seller=distributor&period=2026-02',
    );
    expect(shown.items.map(({ buyer }) => buyer.id).toSorted()).toEqual(
      expect.arrayContaining(earning.toSorted()),
    );
    const sent = await ask<{ items: Communication[] }>('admin', 'POST', '/mail/credit-communications', body);
    expect(sent.items.every(({ because }) => because === null)).toBe(true);
    const got = await received(sent.items.length);
    const to = got.map((one) => one.to[0]);
    expect(to).toContain('billing@harbor.example');
    expect(new Set(to).size).toBe(sent.items.length);
    const queued = await mails('&event=credit-communication');
    for (const { addressee, recipients } of queued) {
      const one = got.find((each) => each.to[0] === recipients[0]);
      if (one === undefined) throw new Error(`nothing came to ${addressee}`);
      const { rows, total } = tableOf(one);
      expect([addressee, total]).toEqual([addressee, granted.get(addressee)]);
      expect(rows.reduce((sum, amount) => sum + amount, 0n)).toBe(total);
      expect(one.mail.html).toContain('<table');
      expect(one.mail.from?.text).toBe('"Northgate Cloud Distribution" <book@meridian.example>');
    }
    const harbor = got.find((one) => one.to[0] === 'billing@harbor.example');
    expect(harbor?.mail.subject).toBe('Cloud credits earned in February 2026');
    expect(harbor?.mail.text).toContain('Copper Fern Bakery | ');
    expect(harbor?.mail.text).toContain('https://book.meridian.example/my/credits');
    expect(harbor?.mail.attachments).toEqual([]);
  });

  it('is written once: asked again it says so, and what came later is told the next month', async () => {
    const before = (await mails()).length;
    const body = { seller: 'distributor', period: '2026-02' };
    const again = await ask<{ items: Communication[] }>('admin', 'POST', '/mail/credit-communications', body);
    expect(
      new Set(again.items.map(({ because }) => because?.replace(/ (waiting|sending|sent)$/, ''))),
    ).toEqual(new Set(['it was written already and is']));
    expect((await mails()).length).toBe(before);
    // Booked into February after its communication was written.
    const grant = {
      seller: 'distributor',
      buyer: 'wide-river',
      amount: '7.77',
      currency: 'USD',
      comment: 'Late thanks',
      grantedOn: '2026-02-20',
    };
    await ask('admin', 'POST', '/grants', grant);
    const march = await ask<{ items: Communication[] }>(
      'admin',
      'GET',
      '/mail/credit-communications?seller=distributor&period=2026-03',
    );
    expect(march.items).toMatchObject([
      { buyer: { id: 'wide-river' }, totals: [{ amount: '7.77', currency: 'USD' }], because: null },
    ]);
  });

  it('of a reseller goes to its own customers in its own name, and tells nothing of what it received', async () => {
    const granted = await grantedIn('harbor', '2026-01');
    const { etag } = (
      await ask<{ items: { kind: string; etag: string }[] }>('harborAdmin', 'GET', '/mail/templates/harbor')
    ).items.find(({ kind }) => kind === 'credit-communication') ?? { etag: '' };
    const template = {
      language: 'de',
      subject: 'Gutschriften für {{month}}',
      body: 'Guten Tag {{buyer}},\n\n{{credits: Kunde | Konto | Text | Betrag | Summe}}\n\n{{seller}}',
    };
    await ask('harborAdmin', 'PUT', '/mail/templates/harbor/credit-communication', template, etag);
    await ask('admin', 'PUT', '/mail/wishes/copper-fern', { unwanted: ['credit-communication'] });
    const sent = await ask<{ items: Communication[] }>('harborUser', 'POST', '/mail/credit-communications', {
      seller: 'harbor',
      period: '2026-01',
    });
    const unwanted = sent.items.find(({ buyer }) => buyer.id === 'copper-fern');
    expect(unwanted?.because).toBe('it does not want this mail');
    const got = await received(sent.items.length - 1);
    expect(got.flatMap(({ to }) => to)).not.toContain('office@copper-fern.example');
    const kiln = got.find(({ to }) => to[0] === 'office@blue-kiln.example');
    expect(kiln?.mail.subject).toBe('Gutschriften für Januar 2026');
    expect(kiln?.mail.from?.value[0]?.name).toBe('Harbor Reseller');
    expect(kiln?.mail.replyTo?.value[0]?.address).toBe('billing@harbor.example');
    expect(kiln && tableOf(kiln).total).toBe(granted.get('blue-kiln'));
    const foreign = await house.ask('lanternAdmin', 'GET', '/mails?limit=500');
    expect(foreign.json<{ items: unknown[] }>().items).toEqual([]);
  });

  it('tells everything once and nothing twice, in whichever order its months are written', async () => {
    const grants = async (buyer: string, amount: string, grantedOn: string): Promise<void> => {
      const grant = { seller: 'harbor', buyer, amount, currency: 'USD', comment: 'Thanks', grantedOn };
      await ask('harborAdmin', 'POST', '/grants', grant);
    };
    await ask('admin', 'PUT', '/mail/wishes/copper-fern', { unwanted: [] });
    const buyers = ['blue-kiln', 'copper-fern'];
    await grants('blue-kiln', '20.00', '2026-02-26');
    const february = await grantedIn('harbor', '2026-02');
    type Told = { readonly items: Communication[] };
    const amountsOf = ({ items }: Told): Map<string, bigint> =>
      new Map(
        items
          .filter(({ buyer }) => buyers.includes(buyer.id))
          .map(({ buyer, totals: [total] }) => [buyer.id, minorFromText(total?.amount ?? '', 'USD')]),
      );
    const path = '/mail/credit-communications';
    const tells = async (period: string) =>
      amountsOf(await ask<Told>('harborUser', 'POST', path, { seller: 'harbor', period, buyers }));
    const shown = async (period: string) =>
      amountsOf(await ask<Told>('harborUser', 'GET', `${path}?seller=harbor&period=${period}`));
    // Blue Kiln was written to in January, Copper Fern never.
    for (const buyer of buyers) await grants(buyer, '30.00', '2026-03-10');
    const march = new Map([
      ['blue-kiln', (february.get('blue-kiln') ?? 0n) + 3_000n],
      ['copper-fern', 3_000n],
    ]);
    expect(await tells('2026-03')).toEqual(march);
    for (const buyer of buyers) await grants(buyer, '5.00', '2026-02-27');
    expect(await tells('2026-02')).toEqual(
      new Map([
        ['blue-kiln', 500n],
        ['copper-fern', (february.get('copper-fern') ?? 0n) + 500n],
      ]),
    );
    for (const buyer of buyers) await grants(buyer, '1.00', '2026-02-28');
    expect(await tells('2026-04')).toEqual(new Map(buyers.map((buyer) => [buyer, 100n])));
    // Those that were written are shown as they were.
    expect(await shown('2026-03')).toEqual(march);
    expect(await tells('2026-05')).toEqual(new Map());
    await received(6);
  });

  it('of a template that names what there is not is refused with its place', async () => {
    const body = { language: 'en', subject: 'Hi', body: 'Dear {{byer}}' };
    const preview = { seller: 'harbor', kind: 'statement', template: body };
    const refused = await house.ask('harborAdmin', 'POST', '/mail/preview', { body: preview });
    expect(refused.json<{ errors: { field: string; seen: string }[] }>().errors).toMatchObject([
      { field: 'body', seen: '{{byer}} in line 1, column 6' },
    ]);
  });

  it('is seen and sent as a test to oneself, by the distributor to anybody', async () => {
    const asked = { seller: 'distributor', kind: 'credit-communication', to: 'ada@meridian.example' };
    const seen = await ask<{ html: string }>('analyst', 'POST', '/mail/preview', {
      seller: 'distributor',
      kind: 'credit-communication',
    });
    expect(seen.html).toContain('Second Customer &lt;&amp; Co&gt;');
    await ask('admin', 'POST', '/mail/test', asked);
    const [got] = await received(1);
    expect(got?.to).toEqual(['ada@meridian.example']);
    const foreign = { seller: 'harbor', kind: 'statement', to: 'eve@evil.example' };
    const refused = await house.ask('harborAdmin', 'POST', '/mail/test', { body: foreign });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('your own address')]);
  });
});

describe('the mail that a party does not want', () => {
  it('is said by its reseller too, to the day on which it goes to another', async () => {
    const { customer } = await ask<{ customer: { etag: string } }>('admin', 'GET', '/customers/blue-kiln');
    const tenures = [
      { reseller: 'harbor', from: null, to: '2999-01-01' },
      { reseller: 'lantern', from: '2999-01-01', to: null },
    ];
    await ask('admin', 'PUT', '/customers/blue-kiln/tenures', { tenures }, customer.etag);
    for (const reseller of ['harborAdmin', 'lanternAdmin'] as const)
      expect(await ask(reseller, 'GET', '/mail/wishes/blue-kiln')).toMatchObject({
        party: 'blue-kiln',
        unwanted: [],
      });
  });
});
