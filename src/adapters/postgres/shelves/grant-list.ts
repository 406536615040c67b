import type {
  BalanceMove,
  BalanceRowView,
  GrantRowView,
  ListShelf,
} from '../../../application/access/service-book.ts';
import { minorFromText, minorToText } from '../../../domain/money/minor.ts';
import type { Session } from '../session.ts';
import { edgesSeen, nameOf, onSellersSide, sightValues } from './sight-sql.ts';

const SIDE = onSellersSide('g', '$1', '$2');

type Listed = 'grants' | 'balances' | 'balanceMoves';

export function grantList(session: Session): Pick<ListShelf, Listed> {
  return {
    grants: async (sight, request, { after, limit }) => {
      const rows = await session.rows<GrantRowView>(
        `select grant_id as id, seller, ${nameOf('g.seller')} as "sellerName", buyer, ${nameOf('g.buyer')} as "buyerName",
           currency, source, case when $1 = 'everything' then credit_id end as credit, cloud,
           usage_account as "usageAccount", description, comment, starts, ends, granted_on as "grantedOn",
           case when ${SIDE} then parent_credit end as "parentCredit",
           granted, case when ${SIDE} then reserved else 0 end as reserved, applied, expired, withdrawn,
           case when $1 = 'reseller' and g.buyer = $2 then earner_of(g.credit_id) end as earner
         from grants g where ${edgesSeen('g', '$1', '$2')}
           and ($3::text[] is null or grant_id = any($3)) and ($4::text is null or seller = $4)
           and ($5::text is null or buyer = $5) and ($6::text is null or credit_id = $6)
           and (not $7::boolean or available + reserved > 0)
           and ($8::text is null or description ilike $8 or comment ilike $8)
           and ($9::text is null or (granted_on, grant_id) < ($9::date, $10))
         order by granted_on desc, grant_id desc limit $11`,
        [
          ...sightValues(sight),
          request.ids ?? null,
          request.seller ?? null,
          request.buyer ?? null,
          request.credit ?? null,
          request.left ?? false,
          request.description === undefined ? null : `%${request.description.replace(/[\\%_]/g, '\\$&')}%`,
          after?.[0] ?? null,
          after?.[1] ?? null,
          limit,
        ],
      );
      return rows.map((row) => ({ ...row, ...amountsOf(row) }));
    },
    balances: async (sight, { seller, buyer }) => {
      const rows = await session.rows<BalanceRowView>(
        `select seller, ${nameOf('g.seller')} as "sellerName", buyer, ${nameOf('g.buyer')} as "buyerName", currency,
           sum(granted) as granted, sum(case when ${SIDE} then reserved else 0 end) as reserved,
           sum(applied) as applied, sum(expired) as expired, sum(withdrawn) as withdrawn
         from grants g where ${edgesSeen('g', '$1', '$2')}
           and ($3::text is null or seller = $3) and ($4::text is null or buyer = $4)
         group by seller, buyer, currency order by seller, buyer, currency`,
        [...sightValues(sight), seller ?? null, buyer ?? null],
      );
      return rows.map((row) => ({ ...row, ...amountsOf(row) }));
    },
    balanceMoves: (sight, edge) => balanceMoves(session, sightValues(sight), edge),
  };
}

/** What drafts reserve and release is no move of the balance: a buyer never learns of a draft (T7). */
async function balanceMoves(
  session: Session,
  sight: [string, string],
  { seller, buyer, currency }: { readonly seller: string; readonly buyer: string; readonly currency: string },
): Promise<BalanceMove[]> {
  const rows = await session.rows<{
    day: string;
    kind: BalanceMove['kind'];
    change: string;
    grant: string;
    statement: string | null;
  }>(
    `select e.booked_at as day, e.statement_id as statement, p.grant_id as grant, p.amount as change,
       case
         when grant_bucket(p.from_account) = 'funding' then 'granted'
         when grant_bucket(p.to_account) in ('funding', 'kept') then 'withdrawn'
         when grant_bucket(p.to_account) = 'applied' then 'applied'
         when grant_bucket(p.from_account) = 'applied' then 'restored'
         else 'expired' end as kind
     from postings p join entries e using (entry_id) join grants g using (grant_id)
     where g.seller = $3 and g.buyer = $4 and g.currency = $5 and ${edgesSeen('g', '$1', '$2')}
       and not (grant_bucket(p.from_account) in ('available', 'reserved') and grant_bucket(p.to_account) in ('available', 'reserved'))
       and grant_bucket(p.from_account) <> 'kept'
     order by e.booked_at, e.entry_id, p.line`,
    [...sight, seller, buyer, currency],
  );
  return rows.map(({ day, kind, change, grant, statement }) => {
    const amount = minorToText(minorFromText(change, currency), currency);
    const adds = kind === 'granted' || kind === 'restored';
    return { day, kind, change: adds ? amount : `-${amount}`, grant, statement };
  });
}

type Amounts = Pick<BalanceRowView, 'granted' | 'reserved' | 'applied' | 'expired' | 'withdrawn'>;

function amountsOf(row: Amounts & { readonly currency: string }): Amounts {
  const text = (amount: string): string => minorToText(minorFromText(amount, row.currency), row.currency);
  return {
    granted: text(row.granted),
    reserved: text(row.reserved),
    applied: text(row.applied),
    expired: text(row.expired),
    withdrawn: text(row.withdrawn),
  };
}
