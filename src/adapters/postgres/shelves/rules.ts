import type { RuleShelf } from '../../../application/book.ts';
import type { CreditRule, ForWhom, MatchMode, Scope } from '../../../domain/credit-rule/credit-rule.ts';
import type { Session } from '../session.ts';

type Row = {
  rule_id: string;
  sequence: number;
  created_at: string;
  version: number;
  name: string;
  description: string;
  match: MatchMode;
  customer_percent: string;
  reseller_percent: string;
  for_whom: ForWhom;
  first_period: string | null;
  last_period: string | null;
  customers: Scope;
  resellers: Scope;
  services: Scope;
  note: string;
  active: boolean;
};

const VERSIONS = 'select r.sequence, r.created_at, v.* from rules r join rule_versions v using (rule_id)';

export function ruleShelf(session: Session): RuleShelf {
  const newestUpTo = async (seq: string): Promise<CreditRule[]> => {
    const rows = await session.rows<Row>(
      `${VERSIONS} where v.version = (
         select max(version) from rule_versions n where n.rule_id = v.rule_id and n.seq <= $1::bigint)
       order by r.sequence`,
      [seq],
    );
    return rows.map(ruleOf);
  };
  return {
    newest: () => newestUpTo('9223372036854775807'),
    asOf: (seq) => newestUpTo(seq.toString()),
    versionsOf: async (ruleId) => {
      const rows = await session.rows<Row>(`${VERSIONS} where rule_id = $1 order by v.version`, [ruleId]);
      return rows.map(ruleOf);
    },
    save: async (versions) => {
      const first = versions.filter((rule) => rule.version === 1);
      await session.copy(
        'rules',
        ['rule_id', 'sequence', 'created_at'],
        first.map((rule) => [rule.id, rule.sequence, rule.createdAt]),
      );
      await session.copy(
        'rule_versions',
        [
          'rule_id',
          'version',
          'name',
          'description',
          'match',
          'customer_percent',
          'reseller_percent',
          'for_whom',
          'first_period',
          'last_period',
          'customers',
          'resellers',
          'services',
          'note',
          'active',
        ],
        versions.map((rule) => [
          rule.id,
          rule.version,
          rule.name,
          rule.description,
          rule.match,
          rule.customerPercent,
          rule.resellerPercent,
          rule.forWhom,
          rule.firstPeriod,
          rule.lastPeriod,
          JSON.stringify(rule.customers),
          JSON.stringify(rule.resellers),
          JSON.stringify(rule.services),
          rule.note,
          rule.active,
        ]),
      );
    },
  };
}

function ruleOf(row: Row): CreditRule {
  return {
    id: row.rule_id,
    version: row.version,
    sequence: row.sequence,
    createdAt: row.created_at,
    name: row.name,
    description: row.description,
    match: row.match,
    customerPercent: BigInt(row.customer_percent),
    resellerPercent: BigInt(row.reseller_percent),
    forWhom: row.for_whom,
    firstPeriod: row.first_period,
    lastPeriod: row.last_period,
    customers: row.customers,
    resellers: row.resellers,
    services: row.services,
    note: row.note,
    active: row.active,
  };
}
