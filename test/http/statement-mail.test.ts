import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rawServer, takesAllAndSaysNothing } from '../mail/smtp-house.ts';
import { type Mail, type MailHouse, mailHouse } from './mail-house.ts';

let { house, post, ask, setServer, mails, until, received } = {} as MailHouse;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ house, post, ask, setServer, mails, until, received, close } = await mailHouse());
  await setServer();
});
afterAll(() => close());
beforeEach(() => {
  post.received.length = 0;
  post.refuse.recipient = () => null;
  post.refuse.content = () => null;
});

describe('statement mail', () => {
  const drafts = async (buyer: string): Promise<string[]> =>
    (
      await ask<{ items: { id: string }[] }>(
        'harborAdmin',
        'GET',
        `/statements?period=2026-02&state=draft&seller=harbor&buyer=${buyer}`,
      )
    ).items.map(({ id }) => id);

  it('is written when statements are opened with mail: a link, never the document', async () => {
    const [id = ''] = await drafts('blue-kiln');
    const opened = await ask<{ mails: { because: string | null }[] }>(
      'harborAdmin',
      'POST',
      '/statements/open',
      {
        ids: [id],
        mail: true,
      },
    );
    expect(opened.mails).toMatchObject([{ statement: id, because: null }]);
    const [got] = await received(1);
    expect(got?.to).toEqual(['office@blue-kiln.example']);
    expect(got?.mail.html).toContain(`href="https://book.meridian.example/my/statements/${id}"`);
    expect(got?.mail.attachments).toEqual([]);
    const again = await ask<{ items: { because: string }[] }>('harborUser', 'POST', '/mail/statements', {
      ids: [id],
    });
    expect(again.items[0]?.because).toBe('it was written already');
    const { items } = await ask<{ items: { what: string; after: unknown }[] }>(
      'auditor',
      'GET',
      '/audit?what=openStatements',
    );
    expect(items[0]?.after).toMatchObject({ mailed: [id] });
  });

  it('is not written without mail, nor when opening is refused or only tried', async () => {
    const before = (await mails()).length;
    const [id = ''] = await drafts('copper-fern');
    const tried = await house.ask('harborAdmin', 'POST', '/statements/open?dryRun=true', {
      body: { ids: [id], mail: true },
    });
    expect(tried.json<{ mails: unknown[] }>().mails).toHaveLength(1);
    await house.ask('harborAdmin', 'POST', '/statements/open', {
      body: { ids: [id, 'stm-none'], mail: true },
    });
    await ask('harborAdmin', 'POST', '/statements/open', { ids: [id] });
    expect((await mails()).length).toBe(before);
  });

  it('that is put off waits and is tried again, refused it is seen and sent again by hand to where the party is written now', async () => {
    post.refuse.recipient = () => '451 4.7.1 greylisted';
    const [open = ''] = (
      await ask<{ items: { id: string }[] }>(
        'admin',
        'GET',
        '/statements?period=2026-01&state=open&seller=distributor&buyer=wide-river',
      )
    ).items.map(({ id }) => id);
    const asked = await ask<{ items: { written: { id: string } }[] }>('admin', 'POST', '/mail/statements', {
      ids: [open],
    });
    const id = asked.items[0]?.written.id ?? '';
    const waiting = await until(id, ({ attempts }) => attempts.length === 1);
    expect(waiting).toMatchObject({
      state: 'waiting',
      dueAt: expect.any(String),
      attempts: [{ ok: false, answer: 'not taken for office@wide-river.example 451 4.7.1 greylisted' }],
    });
    post.refuse.recipient = () => '550 5.1.1 no such user';
    // Settings that were saved are tried at once, and not when the next try was due.
    await house.book.pool.query(`update outbox set due_at = now() + interval '1 day' where message_id = $1`, [
      id,
    ]);
    await setServer();
    const failed = await until(id, ({ state }) => state === 'failed');
    expect(failed.attempts.at(-1)?.answer).toBe(
      'not taken for office@wide-river.example 550 5.1.1 no such user',
    );
    post.refuse.recipient = () => null;
    const { customer } = await ask<{ customer: { etag: string } }>('admin', 'GET', '/customers/wide-river');
    const wrong = await house.ask('admin', 'PATCH', '/customers/wide-river', {
      body: { email: 'no address' },
      headers: { 'if-match': customer.etag },
    });
    expect(wrong.status).toBe(422);
    const email = 'accounts@wide-river.example; boss@wide-river.example';
    await ask('admin', 'PATCH', '/customers/wide-river', { email }, customer.etag);
    await ask('admin', 'POST', `/mails/${id}/resend`, {});
    await until(id, ({ state }) => state === 'sent');
    expect(post.received.map(({ to }) => to)).toEqual([
      ['accounts@wide-river.example', 'boss@wide-river.example'],
    ]);
    const twice = await house.ask('admin', 'POST', `/mails/${id}/cancel`, { body: {} });
    expect([twice.status, twice.json()['code']]).toEqual([409, 'not-to-be-cancelled']);
  });

  it('that waits is cancelled by hand, or when its statement is voided', async () => {
    post.refuse.content = () => '451 later';
    const open = (
      await ask<{ items: { id: string; buyer: { id: string } }[] }>(
        'admin',
        'GET',
        '/statements?period=2026-01&state=open&seller=distributor',
      )
    ).items.filter(({ buyer }) => ['amber-loom', 'salt-meadow'].includes(buyer.id));
    const { items } = await ask<{ items: { statement: string; written: { id: string } }[] }>(
      'admin',
      'POST',
      '/mail/statements',
      { ids: open.map(({ id }) => id) },
    );
    const [one, other] = items;
    for (const each of items) await until(each.written.id, ({ attempts }) => attempts.length === 1);
    const cancelled = await ask<Mail>('admin', 'POST', `/mails/${one?.written.id}/cancel`, {});
    expect(cancelled.state).toBe('cancelled');
    await ask('admin', 'POST', '/statements/void', { ids: [other?.statement], reason: 'wrong price' });
    const of = other?.written.id ?? '';
    expect((await until(of, () => true)).state).toBe('cancelled');
    const again = await house.ask('admin', 'POST', `/mails/${of}/resend`, { body: {} });
    expect([again.status, again.json()['detail']]).toEqual([
      409,
      `${of} is not sent again: its statement is void`,
    ]);
    // Voided while it is being sent: one that is put off then does not wait any more, nor one that is found waiting.
    const held = Promise.withResolvers<string>();
    post.refuse.content = () => held.promise;
    const sending = one?.written.id ?? '';
    await ask('admin', 'POST', `/mails/${sending}/resend`, {});
    await until(sending, ({ state }) => state === 'sending');
    await ask('admin', 'POST', '/statements/void', { ids: [one?.statement], reason: 'wrong price' });
    held.resolve('451 later');
    expect((await until(sending, ({ state }) => state !== 'sending')).state).toBe('cancelled');
    await house.book.pool.query(`update outbox set state = 'waiting', due_at = now() where message_id = $1`, [
      of,
    ]);
    await until(of, ({ state }) => state === 'cancelled');
    expect(post.received).toEqual([]);
  });

  it('that a service was sending when it ended is unclear, and never sent again by itself', async () => {
    const silent = await rawServer(takesAllAndSaysNothing);
    await setServer({ port: silent.port });
    const [id = ''] = (
      await ask<{ items: { id: string }[] }>(
        'admin',
        'GET',
        '/statements?period=2026-01&state=open&seller=distributor&buyer=quiet-orbit',
      )
    ).items.map((one) => one.id);
    const { items } = await ask<{ items: { written: { id: string } }[] }>(
      'admin',
      'POST',
      '/mail/statements',
      {
        ids: [id],
      },
    );
    const mail = items[0]?.written.id ?? '';
    await until(mail, ({ state }) => state === 'sending');
    // The machine goes down: its connections to the database end, and nobody writes anything down.
    await house.book.pool.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 7117003 and database = (select oid from pg_database where datname = current_database())`,
    );
    silent.close();
    const unclear = await until(mail, ({ state }) => state === 'unclear');
    expect(unclear.attempts.map(({ answer }) => answer)).toEqual([
      'the service ended while it was sending: nobody can say whether it arrived',
    ]);
    await setServer();
    expect(post.received).toEqual([]);
    await ask('admin', 'POST', `/mails/${mail}/resend`, {});
    await until(mail, ({ state }) => state === 'sent');
    expect(post.received).toHaveLength(1);
  });
});
