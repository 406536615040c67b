import type {
  AccountMonth,
  Assignment,
  CreditFilter,
  CreditShelf,
  MadeBy,
} from '../../../application/book.ts';
import type { Credit, CreditKind } from '../../../domain/credit/credit.ts';
import { exactToText } from '../../../domain/money/exact-amount.ts';
import { minorFromText, minorToText } from '../../../domain/money/minor.ts';
import type { Share } from '../../../domain/split/share.ts';
import { exactOf, exactOrNull } from '../decimal.ts';
import type { Cell, Session } from '../session.ts';
import { monthArrays } from './deliveries.ts';

export type CreditRow = {
  credit_id: string;
  cloud: string;
  payer_account: string;
  period: string;
  usage_account: string;
  service: string;
  description: string;
  owner_account: string | null;
  currency: string;
  line_type: string;
  kind: CreditKind;
  exact: string;
  lines: string;
  final: boolean;
  booked_exact: string | null;
};

const CREDIT_COLUMNS = [
  'credit_id',
  'cloud',
  'payer_account',
  'period',
  'usage_account',
  'service',
  'description',
  'owner_account',
  'currency',
  'line_type',
  'kind',
  'exact',
  'lines',
  'final',
  'booked_exact',
];

export const CREDIT_ORDER = `order by c.period, c.cloud collate "C", c.payer_account collate "C", c.usage_account collate "C",
  c.service collate "C", c.description collate "C", c.credit_id`;

const CHOSEN = `($1::text[] is null or c.credit_id = any($1)) and ($2::text is null or c.period = $2)
  and ($3::text is null or c.usage_account = $3)`;

export function creditShelf(session: Session): CreditShelf {
  const credits = async (where: string, values: readonly unknown[]): Promise<Credit[]> =>
    (await session.rows<CreditRow>(`select c.* from credits c where ${where} ${CREDIT_ORDER}`, values)).map(
      creditOf,
    );
  return {
    list: (filter) => credits(CHOSEN, chosen(filter)),
    ofAccounts: (accounts) =>
      credits(
        '(c.usage_account, c.period) in (select * from unnest($1::text[], $2::text[]))',
        accountArrays(accounts),
      ),
    unlike: (since) =>
      session.rows(
        `select min(credit_id) as id, usage_account as "usageAccount", service, description, period from credits
         where kind = 'credit' and period >= $1 group by usage_account, service, description, period
         order by period desc, description collate "C", usage_account collate "C", service collate "C"`,
        [since],
      ),
    ofMonths: (months) =>
      credits(
        '(c.cloud, c.payer_account, c.period) in (select * from unnest($1::text[], $2::text[], $3::text[]))',
        monthArrays(months),
      ),
    pending: (period) =>
      credits(
        `c.final and ($1::text is null or c.period = $1)
         and not exists (select from assignments a where a.credit_id = c.credit_id)`,
        [period],
      ),
    restatable: (period) =>
      credits(
        `c.final and ($1::text is null or c.period = $1) and exists (
           select from assignments a where a.credit_id = c.credit_id and a.made_by <> 'hand' and a.exact <> c.booked_exact
             and a.version = (select max(version) from assignments n where n.credit_id = c.credit_id))`,
        [period],
      ),
    add: (added) => session.copy('credits', CREDIT_COLUMNS, added.map(creditCells)),
    restate: async (changed) => {
      if (changed.length === 0) return;
      await session.rows(
        `update credits c set exact = n.exact, lines = n.lines, final = n.final, booked_exact = n.booked_exact
         from unnest($1::text[], $2::numeric[], $3::bigint[], $4::boolean[], $5::numeric[])
           as n (credit_id, exact, lines, final, booked_exact) where n.credit_id = c.credit_id`,
        [
          changed.map((c) => c.id),
          changed.map((c) => exactToText(c.exact)),
          changed.map((c) => c.lines),
          changed.map((c) => c.final),
          changed.map((c) => c.bookedExact && exactToText(c.bookedExact)),
        ],
      );
    },
    assignments: async (filter) => {
      const found = await assignments(
        session,
        `${CHOSEN} and a.version = (select max(version) from assignments n where n.credit_id = a.credit_id)`,
        chosen(filter),
      );
      return new Map(found.map((assignment) => [assignment.credit, assignment]));
    },
    history: (id) => assignments(session, 'a.credit_id = $1', [id]),
    saveAssignments: async (made) => {
      await session.copy(
        'assignments',
        [
          'credit_id',
          'version',
          'made_by',
          'rule_id',
          'rule_version',
          'decided_by',
          'customer_id',
          'reseller_id',
          'account',
          'consumer_id',
          'consumer_reseller_id',
          'exact',
          'reason',
          'restores',
        ],
        made.map((a) => [
          a.credit,
          a.version,
          a.madeBy,
          a.rule,
          a.ruleVersion,
          a.decidedBy,
          a.customer,
          a.reseller,
          a.account,
          a.consumer?.customer ?? null,
          a.consumer?.reseller ?? null,
          exactToText(a.exact),
          a.reason,
          a.restores,
        ]),
      );
      const currencies = new Map(
        (
          await session.rows<{ credit_id: string; currency: string }>(
            'select credit_id, currency from credits where credit_id = any($1)',
            [made.map((a) => a.credit)],
          )
        ).map((row) => [row.credit_id, row.currency]),
      );
      await session.copy(
        'shares',
        ['credit_id', 'version', 'party', 'party_id', 'reseller_id', 'amount'],
        made.flatMap((a) => a.shares.map((share) => shareCells(a, share, currencies.get(a.credit) ?? ''))),
      );
    },
    uses: async (filter) => {
      const rows = await session.rows<{
        credit_id: string;
        reserved: boolean;
        applied: boolean;
        left: boolean;
      }>(
        `select g.credit_id, bool_or(g.reserved > 0) as reserved, bool_or(g.applied > 0) as applied,
           bool_or(g.available > 0) as left
         from grants g join credits c using (credit_id) where ${CHOSEN} group by g.credit_id`,
        chosen(filter),
      );
      return new Map(rows.map(({ credit_id, ...use }) => [credit_id, use]));
    },
  };
}

export function accountArrays(accounts: readonly AccountMonth[]): string[][] {
  return [accounts.map((one) => one.usageAccount), accounts.map((one) => one.period)];
}

function chosen(filter: CreditFilter): unknown[] {
  return [filter.ids ?? null, filter.period ?? null, filter.usageAccount ?? null];
}

export function creditOf(row: CreditRow): Credit {
  return {
    id: row.credit_id,
    cloud: row.cloud,
    payerAccount: row.payer_account,
    period: row.period,
    usageAccount: row.usage_account,
    service: row.service,
    description: row.description,
    ownerAccount: row.owner_account,
    currency: row.currency,
    lineType: row.line_type,
    kind: row.kind,
    exact: exactOf(row.exact),
    lines: Number(row.lines),
    final: row.final,
    bookedExact: exactOrNull(row.booked_exact),
  };
}

function creditCells(c: Credit): Cell[] {
  return [
    c.id,
    c.cloud,
    c.payerAccount,
    c.period,
    c.usageAccount,
    c.service,
    c.description,
    c.ownerAccount,
    c.currency,
    c.lineType,
    c.kind,
    exactToText(c.exact),
    c.lines,
    c.final,
    c.bookedExact && exactToText(c.bookedExact),
  ];
}

type AssignmentRow = {
  credit_id: string;
  currency: string;
  version: number;
  made_by: MadeBy;
  rule_id: string | null;
  rule_version: number | null;
  decided_by: string | null;
  customer_id: string | null;
  reseller_id: string | null;
  account: string | null;
  consumer_id: string | null;
  consumer_reseller_id: string | null;
  exact: string;
  reason: string;
  restores: number | null;
  seq: string;
  shares: { party: Share['party']; id: string; reseller: string; amount: string }[];
};

export async function assignments(
  session: Session,
  where: string,
  values: readonly unknown[],
): Promise<Assignment[]> {
  const rows = await session.rows<AssignmentRow>(
    `select a.*, c.currency, s.shares from assignments a join credits c using (credit_id)
     left join lateral (
       select json_agg(json_build_object('party', party, 'id', party_id, 'reseller', s.reseller_id,
         'amount', amount::text) order by party, party_id, s.reseller_id) as shares
       from shares s where s.credit_id = a.credit_id and s.version = a.version) s on true
     where ${where} order by a.credit_id, a.version`,
    values,
  );
  return rows.map((row) => ({
    credit: row.credit_id,
    version: row.version,
    madeBy: row.made_by,
    rule: row.rule_id,
    ruleVersion: row.rule_version,
    decidedBy: row.decided_by,
    customer: row.customer_id,
    reseller: row.reseller_id,
    account: row.account,
    consumer:
      row.consumer_id === null ? null : { customer: row.consumer_id, reseller: row.consumer_reseller_id },
    exact: exactOf(row.exact),
    reason: row.reason,
    restores: row.restores,
    seq: BigInt(row.seq),
    shares: (row.shares ?? []).map((share): Share => {
      const amount = minorFromText(share.amount, row.currency);
      if (share.party === 'distributor') return { party: 'distributor', amount };
      if (share.party === 'reseller') return { party: 'reseller', id: share.id, amount };
      return {
        party: 'customer',
        id: share.id,
        reseller: share.reseller === '' ? null : share.reseller,
        amount,
      };
    }),
  }));
}

function shareCells(assignment: Assignment, share: Share, currency: string): Cell[] {
  const id = share.party === 'distributor' ? 'distributor' : share.id;
  const reseller = share.party === 'customer' ? (share.reseller ?? '') : '';
  return [
    assignment.credit,
    assignment.version,
    share.party,
    id,
    reseller,
    minorToText(share.amount, currency),
  ];
}
