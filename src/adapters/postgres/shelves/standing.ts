import type {
  AccountHolder,
  CreditStanding,
  FigureShelf,
  StandingGroup,
} from '../../../application/access/figure-shelf.ts';
import type { Session } from '../session.ts';
import { currencyDigits } from './currency-digits.ts';
import { inForce } from './in-force.ts';

type Row = {
  standing: StandingGroup['standing'];
  customer_id: string | null;
  reseller_id: string | null;
  service: string | null;
  rule_id: string | null;
  rule_version: number | null;
  count: number;
  descriptions: string[] | null;
  ids: string[] | null;
};

/** How the credits of one period stand, counted where they lie: nothing of a credit leaves the database but what a rule looks at. */
export function standingShelf(
  session: Session,
): Pick<FigureShelf, 'standings' | 'undecided' | 'perhapsStale'> {
  return {
    standings: async (period, holders) => {
      const rows = await session.rows<{ standing: CreditStanding; count: number }>(
        `with ${STANDING} select standing, count(*)::int4 as count from standing group by 1`,
        [period, ...columnsOf(holders)],
      );
      return new Map(rows.map((row) => [row.standing, row.count]));
    },
    undecided: async (period, holders) => {
      const rows = await session.rows<Row>(UNDECIDED, [period, ...columnsOf(holders)]);
      return rows.map(groupOf);
    },
    perhapsStale: async (period, holders) => {
      const rows = await session.rows<Row>(`with ${STANDING}, ${USED} ${PERHAPS_STALE}`, [
        period,
        ...columnsOf(holders),
        ...(await currencyDigits(session)),
      ]);
      return rows.map(groupOf);
    },
  };
}

/**
 * Estimated or held for a reason that needs no rule; flagged; divided as it would be today. What is left, the rules must
 * be asked about: credits that nothing keeps from being divided, those divided before the newest rule was written or more
 * than once, and those divided for their owner, whom only AWS's records may tell (R10).
 */
const STANDING = `
  holders as (select * from unnest($2::text[], $3::text[], $4::text[]) as h (usage_account, customer_id, reseller_id)),
  standing as (
    select c.credit_id, c.currency, c.service, c.description, a.version,
      case when c.final then c.exact else coalesce(c.booked_exact, 0) end as last_final, h.customer_id, h.reseller_id, a.rule_id, a.rule_version,
      case
        when a.credit_id is null then case
          when not c.final then 'estimated'
          when c.kind = 'refund' then 'refund'
          when c.kind <> 'credit' then 'not-yet-assigned'
          when h.customer_id is null then 'unmapped-account'
          else 'undecided' end
        when a.exact <> c.exact then 'flagged'
        when c.kind <> 'credit' or a.made_by = 'hand' then 'divided'
        when v.for_whom = 'owner' then 'for-owner'
        when a.customer_id is distinct from h.customer_id or a.reseller_id is distinct from h.reseller_id then 'other-holder'
        when a.account is not null then 'other-holder'
        when a.version > 1 or a.seq < (select coalesce(max(seq), 0) from rule_versions) then 'doubted'
        else 'divided' end as standing
    from credits c
      left join (select a.* from assignments a where ${inForce('a')}) a using (credit_id)
      left join rule_versions v on v.rule_id = a.rule_id and v.version = a.rule_version
      left join holders h using (usage_account)
    where c.period = $1
  )`;

/** Only a credit that no statement stands on can be stale (S5). */
const USED = `
  used as materialized (
    select credit_id, bool_or(reserved > 0 or applied > 0) as used, bool_or(available > 0) as something_left from grants where credit_id is not null group by 1)`;

/** The same as `undecided` above, for those alone: few look-ups where everything but a handful is divided. */
const UNDECIDED = `
  select 'undecided' as standing, h.customer_id, h.reseller_id, c.service, null as rule_id, null as rule_version,
    count(*)::int4 as count, to_json(array_agg(c.description)) as descriptions, to_json(array_agg(c.credit_id)) as ids
  from credits c join unnest($2::text[], $3::text[], $4::text[]) as h (usage_account, customer_id, reseller_id)
    using (usage_account)
  where c.period = $1 and c.final and c.kind = 'credit'
    and not exists (select from assignments a where a.credit_id = c.credit_id)
  group by 2, 3, 4`;

/** Dust is never stale (C5). */
const WORTH_SOMETHING = `round(s.last_final,
  (select d.digits from unnest($5::text[], $6::int[]) as d (currency, digits) where d.currency = s.currency)) <> 0`;

const PERHAPS_STALE = `
  select s.standing, s.customer_id, s.reseller_id, s.service, s.rule_id, s.rule_version, count(*)::int4 as count,
    to_json(array_agg(s.description)) as descriptions, to_json(array_agg(s.credit_id)) as ids
  from standing s left join used u using (credit_id)
  where s.standing in ('doubted', 'other-holder', 'for-owner')
    and not coalesce(u.used, false) and (coalesce(u.something_left, false)
      or not exists (select from periods where period = $1 and closed_seq is not null))
    and (${WORTH_SOMETHING} or exists (
      select from shares h where h.credit_id = s.credit_id and h.version = s.version and h.amount <> 0))
  group by 1, 2, 3, 4, 5, 6`;

function columnsOf(holders: readonly AccountHolder[]): [string[], string[], (string | null)[]] {
  return [
    holders.map((one) => one.usageAccount),
    holders.map((one) => one.customer),
    holders.map((one) => one.reseller),
  ];
}

function groupOf(row: Row): StandingGroup {
  return {
    standing: row.standing,
    customer: row.customer_id,
    reseller: row.reseller_id,
    service: row.service ?? '',
    rule: row.rule_id,
    ruleVersion: row.rule_version,
    count: row.count,
    descriptions: row.descriptions ?? [],
    ids: row.ids ?? [],
  };
}
