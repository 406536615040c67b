import type {
  CreditListFilter,
  CreditListOrder,
  CreditSums,
  ListShelf,
} from '../../../application/access/service-book.ts';
import type { CreditStatus } from '../../../domain/ledger/credit-status.ts';
import { minorToText, roundToMinor } from '../../../domain/money/minor.ts';
import { exactOf } from '../decimal.ts';
import type { Session } from '../session.ts';
import { currencyDigits } from './currency-digits.ts';
import { inForce } from './in-force.ts';

const SORTED: Readonly<Record<CreditListOrder['by'], { column: string; type: string; backwards: boolean }>> =
  {
    period: { column: 'c.period', type: 'text', backwards: false },
    // The cloud signs a credit negative: the larger amount is the smaller exact.
    amount: { column: 'c.exact', type: 'numeric', backwards: true },
    description: { column: 'c.description', type: 'text', backwards: false },
    account: { column: 'c.usage_account', type: 'text', backwards: false },
    service: { column: 'c.service', type: 'text', backwards: false },
  };

const ASSIGNED = 'exists (select from assignments a where a.credit_id = c.credit_id)';
const IN_FORCE = `a.credit_id = c.credit_id and ${inForce('a')}`;
const APPLIED = 'exists (select from grants g where g.credit_id = c.credit_id and g.applied > 0)';
const RESERVED = 'exists (select from grants g where g.credit_id = c.credit_id and g.reserved > 0)';
const LEFT = 'exists (select from grants g where g.credit_id = c.credit_id and g.available > 0)';
const CLOSED = 'exists (select from periods p where p.period = c.period and p.closed_seq is not null)';

/** The same words as creditStatus says them of one credit (S5); views-agree is a test. */
const STATUS = `case
  when not ${ASSIGNED} then case when c.final then 'pending' else 'estimated' end
  when ${APPLIED} then 'processed'
  when ${RESERVED} then 'processing'
  when not ${LEFT} and ${CLOSED} then 'processed'
  else 'assigned' end`;

/** The same of one status alone, said so that the database can look for whole sets of credits at once. */
const OF_STATUS: Readonly<Record<CreditStatus, string>> = {
  estimated: `not c.final and not ${ASSIGNED}`,
  pending: `c.final and not ${ASSIGNED}`,
  assigned: `${ASSIGNED} and not ${APPLIED} and not ${RESERVED} and (not ${CLOSED} or ${LEFT})`,
  // `offset 0` has the set gathered once: looked for credit by credit, a status that the newest credits have not is far away.
  processing: `c.credit_id in (select credit_id from grants where reserved > 0 offset 0) and not ${APPLIED}`,
  processed: `(c.credit_id in (select credit_id from grants where applied > 0 offset 0)
    or ${CLOSED} and ${ASSIGNED} and not ${LEFT})`,
};

export function creditList(session: Session): Pick<ListShelf, 'creditIds' | 'creditSums'> {
  return {
    creditIds: async (filter, customerAccounts, order, { after, limit }) => {
      const { where, values } = conditionsOf(filter, customerAccounts);
      const { column, type, backwards } = SORTED[order.by];
      const down = order.down !== backwards;
      const [sign, direction] = down ? ['<', 'desc'] : ['>', 'asc'];
      if (after !== null) {
        values.push(after[0] ?? '', after[1] ?? '');
        where.push(
          `(${column}, c.credit_id) ${sign} ($${values.length - 1}::${type}, $${values.length}::text)`,
        );
      }
      values.push(limit);
      const rows = await session.rows<{ credit_id: string; sorted: string }>(
        `select c.credit_id, ${column}::text as sorted from credits c where ${where.join(' and ') || 'true'}
         order by ${column} ${direction}, c.credit_id ${direction} limit $${values.length}`,
        values,
      );
      return rows.map((row) => ({ id: row.credit_id, cursor: [row.sorted, row.credit_id] }));
    },
    creditSums: async (filter, customerAccounts) => sums(session, filter, customerAccounts),
  };
}

async function sums(
  session: Session,
  filter: CreditListFilter,
  customerAccounts: readonly string[] | null,
): Promise<CreditSums> {
  const { where, values } = conditionsOf(filter, customerAccounts);
  const condition = where.join(' and ') || 'true';
  const [codes, digits] = await currencyDigits(session);
  const rows = await session.rows<{ status: string; currency: string; count: number; amount: string }>(
    `select ${STATUS} as status, c.currency, count(*)::int4 as count, sum(-round(c.exact, d.digits)) as amount
     from credits c join unnest($${values.length + 1}::text[], $${values.length + 2}::int[]) as d (currency, digits)
       on d.currency = c.currency
     where ${condition} group by 1, 2`,
    [...values, codes, digits],
  );
  const services = await session.rows<{ service: string }>(
    `select distinct c.service from credits c where ${condition} order by 1 limit 500`,
    values,
  );
  const statuses = Map.groupBy(rows, (row) => row.status);
  const byCurrency = Map.groupBy(rows, (row) => row.currency);
  return {
    count: rows.reduce((all, row) => all + row.count, 0),
    sums: [...byCurrency].map(([currency, of]) => ({
      currency,
      amount: minorToText(
        of.reduce((all, row) => all + roundToMinor(exactOf(row.amount), currency), 0n),
        currency,
      ),
    })),
    statuses: [...statuses].map(([status, of]) => ({
      status: status as CreditSums['statuses'][number]['status'],
      count: of.reduce((all, row) => all + row.count, 0),
    })),
    services: services.map((row) => row.service),
  };
}

function conditionsOf(
  filter: CreditListFilter,
  customerAccounts: readonly string[] | null,
): { where: string[]; values: unknown[] } {
  const where: string[] = [];
  const values: unknown[] = [];
  const add = (value: unknown, condition: (placeholder: string) => string): void => {
    values.push(value);
    where.push(condition(`$${values.length}`));
  };
  if (filter.period !== undefined) {
    add(filter.period, (p) =>
      filter.older === true
        ? `(c.period = ${p} or (c.period < ${p} and not ${ASSIGNED}))`
        : `c.period = ${p}`,
    );
  }
  if (filter.from !== undefined) add(filter.from, (p) => `c.period >= ${p}`);
  if (filter.to !== undefined) add(filter.to, (p) => `c.period <= ${p}`);
  if (filter.account !== undefined) {
    add(filter.account, (p) => `(c.usage_account = ${p} or c.owner_account = ${p})`);
  }
  if (filter.description !== undefined) {
    add(`%${filter.description.replace(/[\\%_]/g, '\\$&')}%`, (p) => `c.description ilike ${p}`);
  }
  if (filter.service !== undefined) add(filter.service, (p) => `c.service = ${p}`);
  if (filter.status !== undefined) where.push(OF_STATUS[filter.status]);
  if (filter.rule !== undefined) {
    add(filter.rule, (p) => `exists (select from assignments a where ${IN_FORCE} and a.rule_id = ${p})`);
  }
  if (filter.customer !== undefined || filter.reseller !== undefined) {
    const column = filter.customer === undefined ? 'reseller_id' : 'customer_id';
    add(filter.customer ?? filter.reseller, (p) => {
      values.push(customerAccounts ?? []);
      return `c.credit_id in (
        select a.credit_id from assignments a where a.${column} = ${p} and ${inForce('a')}
        union all
        select w.credit_id from credits w where w.usage_account = any($${values.length}) and not exists (
          select from assignments a where a.credit_id = w.credit_id and a.${column} is not null and ${inForce('a')})
        offset 0)`;
    });
  }
  return { where, values };
}
