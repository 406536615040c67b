import type { MailKind } from '../../../application/mail/mail-kinds.ts';
import type { MailServer } from '../../../application/mail/mail-server.ts';
import type { GrantMove, MailShelf, MoveEarner } from '../../../application/mail/mail-shelf.ts';
import type { MailTemplate } from '../../../application/mail/template.ts';
import { minorFromText } from '../../../domain/money/minor.ts';
import { firstDayOf, lastDayOf } from '../../../domain/period/billing-period.ts';
import type { Session } from '../session.ts';
import { nameOf } from './sight-sql.ts';

const SERVER = `select host, port, security, any_certificate as "anyCertificate", user_name as "user",
  from_address as "fromAddress", console_url as "consoleUrl" from mail_server`;

export function mailShelf(session: Session): MailShelf {
  return {
    server: async () => (await session.rows<MailServer>(SERVER))[0] ?? null,
    sender: async () =>
      (
        await session.rows<Pick<MailServer, 'fromAddress' | 'consoleUrl'>>(
          'select from_address as "fromAddress", console_url as "consoleUrl" from mail_server',
        )
      )[0] ?? null,
    sealedPassword: async () =>
      (await session.rows<{ password: string | null }>('select password from mail_server'))[0]?.password ??
      null,
    saveServer: async (server, sealedPassword) => {
      const { host, port, security, anyCertificate, user, fromAddress, consoleUrl } = server;
      await session.rows(
        `insert into mail_server (host, port, security, any_certificate, user_name, from_address, console_url, password)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (only_row) do update set host = excluded.host,
           port = excluded.port, security = excluded.security, any_certificate = excluded.any_certificate,
           user_name = excluded.user_name, from_address = excluded.from_address, console_url = excluded.console_url,
           password = case when $9 then mail_server.password else excluded.password end`,
        [
          host,
          port,
          security,
          anyCertificate,
          user,
          fromAddress,
          consoleUrl,
          sealedPassword ?? null,
          sealedPassword === undefined,
        ],
      );
    },
    templates: async (seller) =>
      new Map(
        (
          await session.rows<MailTemplate & { kind: MailKind }>(
            'select kind, language, subject, body from mail_templates where seller = $1',
            [seller],
          )
        ).map(({ kind, ...template }) => [kind, template]),
      ),
    saveTemplate: async (seller, kind, { language, subject, body }) => {
      await session.rows(
        `insert into mail_templates (seller, kind, language, subject, body) values ($1, $2, $3, $4, $5)
         on conflict (seller, kind) do update set language = excluded.language, subject = excluded.subject,
           body = excluded.body
           where (mail_templates.language, mail_templates.subject, mail_templates.body)
             is distinct from (excluded.language, excluded.subject, excluded.body)`,
        [seller, kind, language, subject, body],
      );
    },
    refusals: (parties) =>
      session.rows<{ party: string; kind: MailKind }>(
        'select party, kind from mail_refusals where party = any ($1) order by party, kind',
        [parties],
      ),
    saveRefusals: async (party, kinds) => {
      await session.rows('delete from mail_refusals where party = $1 and kind <> all ($2)', [party, kinds]);
      await session.rows(
        'insert into mail_refusals (party, kind) select $1, unnest($2::text[]) on conflict do nothing',
        [party, kinds],
      );
    },
    moves: (seller, period, buyers) => movesOf(session, seller, period, buyers),
    earners: (moves) => earnersOf(session, moves),
    noteCommunications: async (seller, period, mails) => {
      await session.rows(
        `insert into credit_communications (seller, buyer, period, message_id, since)
         select $1, w.buyer, $2::text, w.message, least($5::date, (select min(c.since) from credit_communications c
           where (c.seller, c.buyer) = ($1, w.buyer) and c.period < $2::text))
         from unnest($3::text[], $4::text[]) as w (buyer, message) on conflict do nothing`,
        [
          seller,
          period,
          mails.map(({ buyer }) => buyer),
          mails.map(({ message }) => message),
          firstDayOf(period),
        ],
      );
    },
    partyNames: async (ids) => {
      const rows = await session.rows<{ id: string; name: string }>(
        `select p.id, ${nameOf('p.id')} as name from unnest($1::text[]) as p (id)`,
        [[...new Set(ids)]],
      );
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
  };
}

/** What draws on a grant, gives back or ends is no move of what was granted. */
const NO_GRANTING = `('reservation', 'release', 'application', 'restoration', 'expiry')`;

async function movesOf(
  session: Session,
  seller: string,
  period: string,
  buyers: readonly string[] | null,
): Promise<GrantMove[]> {
  const rows = await session.rows<Omit<GrantMove, 'amount'> & { amount: string }>(
    `select p.entry_id::text as entry, g.grant_id as grant, g.buyer, g.currency, g.usage_account as "usageAccount",
       g.description, g.comment,
       case when grant_bucket(p.to_account) = 'available' then p.amount else -p.amount end::text as amount
     from grants g join postings p using (grant_id) join entries e using (entry_id)
       left join credit_communications own on (own.seller, own.buyer, own.period) = (g.seller, g.buyer, $2)
       left join lateral (
         select min(c.since) as since from credit_communications c
         where (c.seller, c.buyer) = (g.seller, g.buyer) and c.period < $2
       ) before on true
     where g.seller = $1 and ($5::text[] is null or g.buyer = any ($5))
       and 'available' in (grant_bucket(p.from_account), grant_bucket(p.to_account))
       and e.kind not in ${NO_GRANTING} and e.booked_at <= $4::date
       and e.booked_at >= coalesce(own.since, least($3::date, before.since))
       and (own.seq is null or e.entry_id < own.seq)
       and not exists (
         select from credit_communications told where (told.seller, told.buyer) = (g.seller, g.buyer)
           and (own.seq is null or told.seq < own.seq) and e.entry_id < told.seq
           and e.booked_at >= told.since and to_char(e.booked_at, 'YYYY-MM') <= told.period)
     order by g.buyer collate "C", p.entry_id, p.line`,
    [seller, period, firstDayOf(period), lastDayOf(period), buyers],
  );
  return rows.map((row) => ({ ...row, amount: minorFromText(row.amount, row.currency) }));
}

/** As a credit was divided by the entry that moved the grant, and before it. */
async function earnersOf(
  session: Session,
  moves: readonly Pick<GrantMove, 'entry' | 'grant' | 'buyer'>[],
): Promise<MoveEarner[]> {
  if (moves.length === 0) return [];
  const rows = await session.rows<{
    entry: string;
    grant: string;
    customer: string | null;
    currency: string;
    was: string;
    is_now: string;
  }>(
    `with told as (
       select distinct w.entry, w.grant_id, w.buyer, g.currency, coalesce(e.credit_id, g.credit_id) as credit_id,
         coalesce(e.assignment_version, (select max(a.version) from assignments a
           where a.credit_id = coalesce(e.credit_id, g.credit_id) and a.seq < e.entry_id)) as version
       from unnest($1::text[], $2::text[], $3::text[]) as w (entry, grant_id, buyer)
         join grants g using (grant_id) join entries e on e.entry_id = w.entry::bigint
       where coalesce(e.credit_id, g.credit_id) is not null
     ), compared as (
       select t.*, (select max(a.version) from assignments a
         where a.credit_id = t.credit_id and a.version < t.version) as before from told t
     )
     select c.entry, c.grant_id as grant, case x.party when 'customer' then x.party_id end as customer, c.currency,
       coalesce(sum(x.amount) filter (where x.version = c.before), 0)::text as was,
       coalesce(sum(x.amount) filter (where x.version = c.version), 0)::text as is_now
     from compared c join shares x on x.credit_id = c.credit_id and x.version in (c.before, c.version)
       and ((x.party = 'customer' and x.reseller_id = c.buyer) or (x.party = 'reseller' and x.party_id = c.buyer))
     group by 1, 2, 3, 4 order by 1, 2, 3`,
    [moves.map(({ entry }) => entry), moves.map(({ grant }) => grant), moves.map(({ buyer }) => buyer)],
  );
  return rows.map(({ entry, grant, customer, currency, was, is_now }) => ({
    entry,
    grant,
    customer,
    was: minorFromText(was, currency),
    is: minorFromText(is_now, currency),
  }));
}
