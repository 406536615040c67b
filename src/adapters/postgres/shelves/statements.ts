import type { GrantUse, NewStatement, StatementShelf } from '../../../application/book.ts';
import { exactToText } from '../../../domain/money/exact-amount.ts';
import { minorFromText, minorToText } from '../../../domain/money/minor.ts';
import type { StoryItem } from '../../../domain/statement/statement.ts';
import { exactOf } from '../decimal.ts';
import type { Cell, Session } from '../session.ts';
import { edgeArrays } from './grant-row.ts';
import { type DebitRow, debitOf } from './ledger.ts';
import { STATEMENT_COLUMNS, type StatementRow, statementCells, statementOf } from './statement-row.ts';

const LIST_ORDER =
  'order by s.period, s.seller collate "C", s.buyer collate "C", s.currency collate "C", s.version';

export function statementShelf(session: Session): StatementShelf {
  return {
    list: async (filter) => {
      const rows = await session.rows<StatementRow>(
        `select s.* from statements s
         where ($1::text[] is null or s.statement_id = any($1)) and ($2::text is null or s.period = $2)
           and ($3::text is null or s.seller = $3) and ($4::text is null or s.buyer = $4)
           and ($5::text[] is null or s.state = any($5)) ${LIST_ORDER}`,
        [
          filter.ids ?? null,
          filter.period ?? null,
          filter.seller ?? null,
          filter.buyer ?? null,
          filter.states ?? null,
        ],
      );
      return rows.map(statementOf);
    },
    live: async (edges) => {
      const rows = await session.rows<
        StatementRow & { reserved: { grant: string; amount: string }[] | null }
      >(
        `select s.*, case when s.state = 'draft' then (
             select json_agg(json_build_object('grant', y.grant_id, 'amount', y.amount::text) order by y.grant_id)
             from statement_story y where y.statement_id = s.statement_id and y.movement = 'applied') end as reserved
         from statements s
         join unnest($1::text[], $2::text[], $3::text[]) as w (seller, buyer, currency)
           on (s.seller, s.buyer, s.currency::text) = (w.seller, w.buyer, w.currency)
         where s.state not in ('void', 'discarded') order by s.drafted_seq`,
        edgeArrays(edges),
      );
      return rows.map((row) => ({
        ...statementOf(row),
        reserved: (row.reserved ?? []).map((lot) => ({
          grant: lot.grant,
          amount: minorFromText(lot.amount, row.currency),
        })),
      }));
    },
    nextVersions: async (keys) => {
      const rows = await session.rows<{ version: number }>(
        `select (select coalesce(max(s.version), 0) + 1 from statements s
           where (s.seller, s.buyer, s.period::text, s.currency::text) = (w.seller, w.buyer, w.period, w.currency)) as version
         from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as w (seller, buyer, currency, period, at)
         order by w.at`,
        [...edgeArrays(keys), keys.map((key) => key.period)],
      );
      return rows.map((row) => row.version);
    },
    saveDrafts: (drafts) => saveDrafts(session, drafts),
    setState: async (ids, state, reason) => {
      await session.rows(
        'update statements set state = $2, void_reason = coalesce($3, void_reason) where statement_id = any($1)',
        [ids, state, reason],
      );
    },
    open: (ids) => open(session, ids),
    lines: async (ids) => {
      const rows = await session.rows<LineRow & { uplift_percent: string }>(
        `select l.*, s.currency from statement_lines l join statements s using (statement_id)
         where l.statement_id = any($1)
         order by l.statement_id, l.cloud collate "C", l.usage_account collate "C", l.service collate "C"`,
        [ids],
      );
      return rows.map((row) => ({ ...billedOf(row), upliftPercent: exactOf(row.uplift_percent) }));
    },
    adjustments: async (ids) => {
      const rows = await session.rows<
        LineRow & { original_statement: string | null; original_period: string }
      >(
        `select l.*, s.currency from statement_adjustments l join statements s using (statement_id)
         where l.statement_id = any($1)
         order by l.statement_id, l.original_period, l.cloud collate "C", l.usage_account collate "C", l.service collate "C"`,
        [ids],
      );
      return rows.map((row) => ({
        ...billedOf(row),
        originalStatement: row.original_statement,
        originalPeriod: row.original_period,
      }));
    },
    stories: async (ids) => {
      const rows = await session.rows<{
        statement_id: string;
        movement: StoryItem['movement'];
        grant_id: string;
        amount: string;
        currency: string;
      }>(
        `select y.*, s.currency from statement_story y join statements s using (statement_id)
         where y.statement_id = any($1) order by y.statement_id, y.movement, y.grant_id`,
        [ids],
      );
      return rows.map((row) => ({
        statement: row.statement_id,
        movement: row.movement,
        grant: row.grant_id,
        amount: minorFromText(row.amount, row.currency),
      }));
    },
    earners: async (ids) => {
      const rows = await session.rows<{
        statement_id: string;
        grant_id: string;
        customer_id: string | null;
        was: string;
        is_now: string;
        currency: string;
      }>(
        `select e.*, s.currency from earners_of($1::text[]) e join statements s using (statement_id)
         order by e.statement_id, e.grant_id, e.customer_id`,
        [ids],
      );
      return rows.map((row) => ({
        statement: row.statement_id,
        grant: row.grant_id,
        customer: row.customer_id,
        was: minorFromText(row.was, row.currency),
        is: minorFromText(row.is_now, row.currency),
      }));
    },
    debits: async (ids) => {
      const rows = await session.rows<DebitRow & { statement_id: string }>(
        `select d.*, sd.statement_id from statement_debits sd join debits d using (debit_id)
         where sd.statement_id = any($1) order by d.seq, d.debit_id`,
        [ids],
      );
      return rows.map((row) => ({ ...debitOf(row), statement: row.statement_id }));
    },
    billOtherwise: async (ids, period, lineTypes, charges) => {
      const [told] = await session.rows<{ otherwise: boolean }>(BILL_OTHERWISE, [
        ids,
        period,
        lineTypes,
        charges.map(({ usageAccount }) => usageAccount),
        charges.map(({ usageDay }) => usageDay ?? ''),
        charges.map(({ currency }) => currency),
        charges.map(({ statement }) => statement),
      ]);
      return told?.otherwise === true;
    },
    billed: async (ids, exceptDrafts) => {
      const rows = await session.rows<BilledRow>(BILLED, [ids, exceptDrafts]);
      return rows.flatMap(billedLinesOf);
    },
    billedAfterClosing: async (periods, exceptDrafts) => {
      const rows = await session.rows<LineRow & { seller: string; buyer: string; original_period: string }>(
        `select a.*, s.seller, s.buyer, s.currency from statement_adjustments a join statements s using (statement_id)
         where a.original_statement is null and a.original_period = any($1)
           and s.state not in ('void', 'discarded') and s.statement_id <> all($2)`,
        [periods, exceptDrafts],
      );
      return rows.map((row) => ({
        ...billedOf(row),
        seller: row.seller,
        buyer: row.buyer,
        currency: row.currency,
        originalPeriod: row.original_period,
      }));
    },
    using: (grantIds) =>
      session.rows<GrantUse>(
        `select y.grant_id as "grant", s.statement_id as statement, s.number, s.period, s.state, y.amount
         from statement_story y join statements s using (statement_id)
         where y.grant_id = any($1) and y.movement = 'applied' and s.state not in ('void', 'discarded')
         order by s.period, s.statement_id`,
        [grantIds],
      ),
    outdated: async () => {
      const rows = await session.rows<StatementRow>(
        `select s.* from statements s join periods p using (period)
         where (s.state in ('open', 'paid', 'closed') and s.drafted_seq < p.charges_seq)
           or (s.state = 'void' and exists (
             select from statement_adjustments a join statements o on o.statement_id = a.statement_id
             where a.original_statement = s.statement_id and o.state not in ('void', 'discarded')))
         ${LIST_ORDER}`,
      );
      return rows.map(statementOf);
    },
  };
}

type LineRow = {
  statement_id: string;
  cloud: string;
  usage_account: string;
  service: string;
  exact: string;
  price: string;
  currency: string;
};

/** The lines of one statement, a list for each column: there are far more lines than statements. */
type BilledRow = {
  statement_id: string;
  currency: string;
  clouds: string[];
  accounts: string[];
  services: string[];
  exacts: string[];
  prices: string[];
};

const BILLED = `
  select b.statement_id, s.currency, to_json(array_agg(b.cloud)) as clouds,
    to_json(array_agg(b.usage_account)) as accounts, to_json(array_agg(b.service)) as services,
    to_json(array_agg(b.exact::text)) as exacts, to_json(array_agg(b.price::text)) as prices
  from (
    select l.statement_id, l.cloud, l.usage_account, l.service, l.exact, l.price
    from statement_lines l join statements s using (statement_id)
    where l.statement_id = any($1) and s.state <> 'void'
    union all
    select a.original_statement, a.cloud, a.usage_account, a.service, a.exact, a.price
    from statement_adjustments a join statements s using (statement_id)
    where a.original_statement = any($1) and s.state not in ('void', 'discarded') and s.statement_id <> all($2)
  ) b join statements s using (statement_id) group by b.statement_id, s.currency`;

/** What is charged counts for a statement, what it and the adjustments to it bill counts against: nothing may be left. */
const BILL_OTHERWISE = `
  select exists (
    select from (
      select c.statement_id, l.cloud, l.usage_account, l.service, l.exact
      from line_sums l join unnest($4::text[], $5::text[], $6::text[], $7::text[])
          as c (usage_account, day, currency, statement_id)
        on (l.usage_account, coalesce(l.usage_day::text, ''), l.currency) = (c.usage_account, c.day, c.currency)
      where l.period = $2 and l.line_type = any($3)
      union all
      select statement_id, cloud, usage_account, service, -exact from statement_lines where statement_id = any($1)
      union all
      select a.original_statement, a.cloud, a.usage_account, a.service, -a.exact
      from statement_adjustments a join statements s using (statement_id)
      where a.original_statement = any($1) and s.state not in ('void', 'discarded')
    ) line group by statement_id, cloud, usage_account, service having sum(exact) <> 0
  ) as otherwise`;

function billedLinesOf(row: BilledRow) {
  return row.clouds.map((cloud, at) => ({
    statement: row.statement_id,
    cloud,
    usageAccount: row.accounts[at] ?? '',
    service: row.services[at] ?? '',
    exact: exactOf(row.exacts[at] ?? ''),
    price: minorFromText(row.prices[at] ?? '', row.currency),
  }));
}

function billedOf(row: LineRow) {
  return {
    statement: row.statement_id,
    cloud: row.cloud,
    usageAccount: row.usage_account,
    service: row.service,
    exact: exactOf(row.exact),
    price: minorFromText(row.price, row.currency),
  };
}

async function saveDrafts(session: Session, drafts: readonly NewStatement[]): Promise<void> {
  await session.copy('statements', STATEMENT_COLUMNS, drafts.map(statementCells));
  await session.copy(
    'statement_lines',
    ['statement_id', 'cloud', 'usage_account', 'service', 'exact', 'uplift_percent', 'price'],
    lineCells(drafts),
  );
  await session.copy(
    'statement_adjustments',
    [
      'statement_id',
      'original_statement',
      'original_period',
      'cloud',
      'usage_account',
      'service',
      'exact',
      'price',
    ],
    drafts.flatMap((s) =>
      s.adjustmentLines.map((line) => [
        s.id,
        line.originalStatement,
        line.originalPeriod,
        line.cloud,
        line.usageAccount,
        line.service,
        exactToText(line.exact),
        minorToText(line.price, s.currency),
      ]),
    ),
  );
  await session.copy(
    'statement_debits',
    ['statement_id', 'debit_id'],
    drafts.flatMap((s) => s.debitIds.map((debit) => [s.id, debit])),
  );
  await session.copy(
    'statement_story',
    ['statement_id', 'movement', 'grant_id', 'amount'],
    drafts.flatMap((s) =>
      s.story.map((item) => [s.id, item.movement, item.grant, minorToText(item.amount, s.currency)]),
    ),
  );
}

function* lineCells(drafts: readonly NewStatement[]): Generator<Cell[]> {
  for (const s of drafts) {
    for (const line of s.lines) {
      yield [
        s.id,
        line.cloud,
        line.usageAccount,
        line.service,
        exactToText(line.exact),
        exactToText(line.upliftPercent),
        minorToText(line.price, s.currency),
      ];
    }
  }
}

/** Numbers first, then the frozen hash over everything the statement now says. */
async function open(session: Session, ids: readonly string[]): Promise<void> {
  await session.rows(
    `with opened as (
       select s.statement_id, s.seller, row_number() over (partition by s.seller order by w.at) as nth
       from unnest($1::text[]) with ordinality as w (statement_id, at) join statements s using (statement_id)
     ), counted as (
       insert into statement_numbers as n (seller, last) select seller, max(nth) from opened group by seller
       on conflict (seller) do update set last = n.last + excluded.last returning n.seller, n.last
     )
     update statements s set state = 'open', opened_seq = nextval('book_seq'),
       letterhead_version = (select max(l.version) from letterheads l where l.seller = s.seller),
       number = c.last - (select max(o2.nth) from opened o2 where o2.seller = o.seller) + o.nth
     from opened o join counted c using (seller) where s.statement_id = o.statement_id`,
    [ids],
  );
  await session.rows(
    'insert into statement_names (statement_id, about, id, name) select * from names_behind($1)',
    [ids],
  );
  await session.rows(
    'update statements set frozen_hash = statement_hash(statement_id) where statement_id = any($1) and frozen_hash is null',
    [ids],
  );
}
