import type { CreditRecordShelf } from '../../../application/book.ts';
import type { CreditRecord, Drawdown } from '../../../domain/credit-record/credit-record.ts';
import { exactToText } from '../../../domain/money/exact-amount.ts';
import { exactOf, exactOrNull } from '../decimal.ts';
import type { Cell, Session } from '../session.ts';
import { accountArrays } from './credits.ts';

type RecordRow = {
  record_id: string;
  account: string;
  type: string;
  description: string;
  currency: string;
  initial: string;
  remaining: string;
  estimated: string | null;
  starts: string;
  ends: string | null;
  products: string[];
  application_type: string | null;
  sharing: string | null;
  disabled: boolean;
};

type DrawdownRow = {
  record_id: string;
  usage_account: string;
  service: string;
  period: string;
  currency: string;
  description: string;
  exact: string;
  estimated: boolean;
};

const RECORD_COLUMNS =
  'record_id account type description currency initial remaining estimated starts ends products application_type sharing disabled'.split(
    ' ',
  );
const DRAWDOWN_COLUMNS =
  'drawdown_id record_id usage_account service period currency description exact estimated'.split(' ');

const NEWEST_RECORD =
  'r.version = (select max(version) from credit_records n where n.record_id = r.record_id)';

export function creditRecordShelf(session: Session): CreditRecordShelf {
  const saved = async (table: string, key: string, columns: string[], rows: Cell[][]): Promise<void> => {
    if (rows.length === 0) return;
    const read = `read_${table}`;
    await session.rows(
      `create temp table ${read} as select ${columns.join(', ')} from ${table} with no data`,
    );
    await session.copy(read, columns, rows);
    await session.rows(
      `insert into ${table} (version, ${columns.join(', ')})
       select coalesce((select max(version) from ${table} k where k.${key} = n.${key}), 0) + 1,
         ${columns.map((column) => `n.${column}`).join(', ')} from ${read} n`,
    );
    await session.rows(`drop table ${read}`);
  };
  return {
    list: async (ids) => {
      const rows = await session.rows<RecordRow>(
        `select r.* from credit_records r where ($1::text[] is null or r.record_id = any($1)) and ${NEWEST_RECORD}
         order by r.account, r.record_id collate "C"`,
        [ids ?? null],
      );
      return rows.map(recordOf);
    },
    history: async (id) => {
      const rows = await session.rows<RecordRow>(
        'select * from credit_records where record_id = $1 order by version',
        [id],
      );
      return rows.map(recordOf);
    },
    drawdowns: async ({ records, period, accounts }) => {
      const rows = await session.rows<DrawdownRow>(
        `select d.* from drawdowns d where ($1::text[] is null or d.record_id = any($1))
           and ($2::text is null or d.period = $2)
           and ($3::text[] is null or (d.usage_account, d.period) in (select * from unnest($3::text[], $4::text[])))
           and d.version = (select max(version) from drawdowns n where n.drawdown_id = d.drawdown_id)
         order by d.drawdown_id`,
        [
          records ?? null,
          period ?? null,
          ...(accounts === undefined ? [null, null] : accountArrays(accounts)),
        ],
      );
      return rows.map(drawdownOf);
    },
    saveRecords: (records) => saved('credit_records', 'record_id', RECORD_COLUMNS, records.map(recordCells)),
    saveDrawdowns: (drawdowns) =>
      saved('drawdowns', 'drawdown_id', DRAWDOWN_COLUMNS, drawdowns.map(drawdownCells)),
  };
}

function recordOf(row: RecordRow): CreditRecord {
  return {
    id: row.record_id,
    account: row.account,
    type: row.type,
    description: row.description,
    currency: row.currency,
    initial: exactOf(row.initial),
    remaining: exactOf(row.remaining),
    estimated: exactOrNull(row.estimated),
    starts: row.starts,
    ends: row.ends,
    products: row.products,
    applicationType: row.application_type,
    sharing: row.sharing,
    disabled: row.disabled,
  };
}

function recordCells(record: CreditRecord): Cell[] {
  return [
    record.id,
    record.account,
    record.type,
    record.description,
    record.currency,
    exactToText(record.initial),
    exactToText(record.remaining),
    record.estimated && exactToText(record.estimated),
    record.starts,
    record.ends,
    JSON.stringify(record.products),
    record.applicationType,
    record.sharing,
    record.disabled,
  ];
}

function drawdownOf(row: DrawdownRow): Drawdown {
  return {
    record: row.record_id,
    usageAccount: row.usage_account,
    service: row.service,
    period: row.period,
    currency: row.currency,
    description: row.description,
    exact: exactOf(row.exact),
    estimated: row.estimated,
  };
}

function drawdownCells(drawdown: Drawdown & { readonly id: string }): Cell[] {
  return [
    drawdown.id,
    drawdown.record,
    drawdown.usageAccount,
    drawdown.service,
    drawdown.period,
    drawdown.currency,
    drawdown.description,
    exactToText(drawdown.exact),
    drawdown.estimated,
  ];
}
