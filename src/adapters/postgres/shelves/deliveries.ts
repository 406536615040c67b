import type { DeliveryShelf, StoredDelivery } from '../../../application/book.ts';
import type { BillingFormat, PayerMonth } from '../../../domain/line-item/delivered-month.ts';
import { exactToText } from '../../../domain/money/exact-amount.ts';
import type { StoredCharge } from '../../../domain/statement/billable.ts';
import { exactOf } from '../decimal.ts';
import type { Cell, Session } from '../session.ts';

type Row = {
  delivery_id: string;
  cloud: string;
  payer_account: string;
  period: string;
  version: number;
  format: BillingFormat;
  manifest_time: string | null;
  lines: string;
  last_usage_day: string | null;
  lines_without_invoice: string;
  final: boolean;
  current: boolean;
  files: { path: string; content_hash: string; bytes: number }[];
  accounts: string[];
};

const DELIVERIES = `
  select d.*, (
    select coalesce(json_agg(json_build_object('path', f.path, 'content_hash', f.content_hash, 'bytes', f.bytes)
      order by f.content_hash), '[]') from delivery_files f where f.delivery_id = d.delivery_id) as files,
    coalesce((select json_agg(distinct t.key) from control_totals t
      where t.delivery_id = d.delivery_id and t.grouped_by = 'usage-account'), '[]') as accounts
  from deliveries d`;

const IS_ISSUED = `s.state in ('open', 'paid', 'closed')`;

/** By the lines that name a changed account, and by the buyers who were granted of a changed credit. */
const NOTE_BILLED = `
  with issued as (select * from statements s where s.period = $3 and ${IS_ISSUED}), changed as (
    select unnest($4::text[]) as usage_account union select usage_account from credits where credit_id = any($5)
  ), told as (
    select usage_account, statement_id
    from changed join statement_lines l using (usage_account) join issued using (statement_id) where l.cloud = $2
    union select c.usage_account, i.statement_id
    from credits c join grants g using (credit_id)
      join issued i on (i.seller, i.buyer, i.currency) = (g.seller, g.buyer, g.currency)
    where credit_id = any($5)
  )
  insert into billed_changes (delivery_id, usage_accounts, statements)
  select $1, array_agg(distinct usage_account order by usage_account), array_agg(distinct statement_id order by statement_id)
  from told having count(*) > 0`;

const CHARGE_COLUMNS = [
  'cloud',
  'payer_account',
  'period',
  'usage_account',
  'service',
  'line_type',
  'currency',
  'usage_day',
  'exact',
  'lines',
];

export function deliveryShelf(session: Session): DeliveryShelf {
  return {
    ofMonths: (months) => select(session, `where ${IS_ONE_OF}`, monthArrays(months)),
    withContent: (hashes) =>
      select(
        session,
        'where exists (select from delivery_files f where f.delivery_id = d.delivery_id and f.content_hash = any($1))',
        [hashes],
      ),
    current: (period) =>
      select(session, 'where d.current and ($1::text is null or d.period = $1)', [period ?? null]),
    save: async (delivery, charges, totals) => {
      const month = [delivery.cloud, delivery.payerAccount, delivery.period];
      await session.rows(
        'update deliveries set current = false where current and (cloud, payer_account, period) = ($1, $2, $3)',
        month,
      );
      await insertDelivery(session, delivery);
      await session.rows('delete from line_sums where (cloud, payer_account, period) = ($1, $2, $3)', month);
      await addCharges(session, charges);
      await session.copy(
        'control_totals',
        ['delivery_id', 'grouped_by', 'key', 'currency', 'exact', 'lines'],
        totals.map((t) => [delivery.id, t.by, t.key, t.currency, exactToText(t.exact), t.lines]),
      );
    },
    markFinal: async (id) => {
      await session.rows('update deliveries set final = true where delivery_id = $1', [id]);
    },
    billedCharges: async ({ cloud, payerAccount, period }) => {
      const rows = await session.rows<AccountCharges>(
        accountCharges(`(cloud, payer_account, period) = ($1, $2, $3) and usage_account in (
          select l.usage_account from statement_lines l join statements s using (statement_id)
          where l.cloud = $1 and s.period = $3 and ${IS_ISSUED})`),
        [cloud, payerAccount, period],
      );
      return rows.flatMap(chargesOf);
    },
    noteBilled: async ({ id, cloud, period }, { usageAccounts, credits }) => {
      await session.rows(NOTE_BILLED, [id, cloud, period, usageAccounts, credits]);
    },
    totals: async (ids) => {
      const rows = await session.rows<{
        delivery_id: string;
        grouped_by: 'line-type' | 'usage-account' | 'invoice';
        key: string;
        currency: string;
        exact: string;
        lines: string;
      }>(
        'select * from control_totals where delivery_id = any($1) order by delivery_id, grouped_by, key, currency',
        [ids],
      );
      return rows.map((row) => ({
        deliveryId: row.delivery_id,
        by: row.grouped_by,
        key: row.key,
        currency: row.currency,
        exact: exactOf(row.exact),
        lines: Number(row.lines),
      }));
    },
    charges: async (periods) => {
      const rows = await session.rows<AccountCharges>(accountCharges('period = any($1)'), [periods]);
      return rows.flatMap(chargesOf);
    },
    charged: (period) =>
      session.rows(
        `select distinct usage_account as "usageAccount", usage_day as "usageDay", currency from line_sums where period = $1`,
        [period],
      ),
    periodsOfAccounts: async (accounts) => {
      const rows = await session.rows<{ usage_account: string; period: string }>(
        'select distinct usage_account, period from line_sums where usage_account = any($1)',
        [accounts],
      );
      return rows.map((row) => ({ usageAccount: row.usage_account, period: row.period }));
    },
    replaceCharges: async (month, accounts, charges) => {
      await session.rows(
        `delete from line_sums where (cloud, payer_account, period) = ($1, $2, $3) and usage_account = any($4)`,
        [month.cloud, month.payerAccount, month.period, accounts],
      );
      await addCharges(session, charges);
    },
  };
}

/** Account by account, as the index of their places wants them; it is told of them at once. */
async function addCharges(session: Session, charges: readonly StoredCharge[]): Promise<void> {
  const byAccount = [...Map.groupBy(charges, (charge) => charge.usageAccount)];
  byAccount.sort(([a], [b]) => (a < b ? -1 : 1));
  await session.copy('line_sums', CHARGE_COLUMNS, chargeCells(byAccount.flatMap(([, own]) => own)));
  await session.rows("select brin_summarize_new_values('line_sums_by_place')");
}

const IS_ONE_OF =
  '(d.cloud, d.payer_account, d.period) in (select * from unnest($1::text[], $2::text[], $3::text[]))';

export function monthArrays(months: readonly PayerMonth[]): [string[], string[], string[]] {
  return [months.map((m) => m.cloud), months.map((m) => m.payerAccount), months.map((m) => m.period)];
}

async function select(
  session: Session,
  where: string,
  values: readonly unknown[],
): Promise<StoredDelivery[]> {
  const rows = await session.rows<Row>(`${DELIVERIES} ${where} order by d.seq`, values);
  return rows.map((row) => ({
    id: row.delivery_id,
    cloud: row.cloud,
    payerAccount: row.payer_account,
    period: row.period,
    version: row.version,
    format: row.format,
    manifestTime: row.manifest_time,
    lines: Number(row.lines),
    lastUsageDay: row.last_usage_day,
    linesWithoutInvoice: Number(row.lines_without_invoice),
    final: row.final,
    current: row.current,
    files: row.files.map((f) => ({ path: f.path, contentHash: f.content_hash, bytes: f.bytes })),
    usageAccounts: row.accounts,
  }));
}

async function insertDelivery(session: Session, delivery: StoredDelivery): Promise<void> {
  await session.rows(
    `insert into deliveries (delivery_id, cloud, payer_account, period, version, format, manifest_time, lines,
       last_usage_day, lines_without_invoice, final, current)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, true)`,
    [
      delivery.id,
      delivery.cloud,
      delivery.payerAccount,
      delivery.period,
      delivery.version,
      delivery.format,
      delivery.manifestTime,
      delivery.lines,
      delivery.lastUsageDay,
      delivery.linesWithoutInvoice,
      delivery.final,
    ],
  );
  await session.copy(
    'delivery_files',
    ['delivery_id', 'content_hash', 'path', 'bytes'],
    delivery.files.map((file) => [delivery.id, file.contentHash, file.path, file.bytes]),
  );
}

/**
 * One row per account with a list for each column: a month has a hundred thousand charges and more, and reading them as
 * that many rows costs several times as much.
 */
const accountCharges = (where: string): string => `
  select cloud, payer_account, period, usage_account, currency, to_json(array_agg(service)) as services,
    to_json(array_agg(line_type)) as line_types, to_json(array_agg(usage_day)) as days,
    to_json(array_agg(exact::text)) as exacts, to_json(array_agg(lines)) as lines
  from line_sums where ${where} group by cloud, payer_account, period, usage_account, currency`;

type AccountCharges = {
  cloud: string;
  payer_account: string;
  period: string;
  usage_account: string;
  currency: string;
  services: string[];
  line_types: string[];
  days: (string | null)[];
  exacts: string[];
  lines: number[];
};

function chargesOf(row: AccountCharges): StoredCharge[] {
  const { cloud, payer_account: payerAccount, period, usage_account: usageAccount, currency } = row;
  return row.services.map((service, at) => ({
    cloud,
    payerAccount,
    period,
    usageAccount,
    service,
    lineType: row.line_types[at] ?? '',
    currency,
    usageDay: row.days[at] ?? null,
    exact: exactOf(row.exacts[at] ?? ''),
    lines: row.lines[at] ?? 0,
  }));
}

function* chargeCells(charges: readonly StoredCharge[]): Generator<Cell[]> {
  for (const c of charges) {
    yield [
      c.cloud,
      c.payerAccount,
      c.period,
      c.usageAccount,
      c.service,
      c.lineType,
      c.currency,
      c.usageDay,
      exactToText(c.exact),
      c.lines,
    ];
  }
}
