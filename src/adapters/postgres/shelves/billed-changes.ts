import type { BilledChange, BilledChangeShelf } from '../../../application/access/billed-change-shelf.ts';
import type { Session } from '../session.ts';

const OPEN = `
  select c.delivery_id as delivery, d.cloud, d.payer_account as "payerAccount", d.period, d.version,
    to_char(c.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, c.usage_accounts as "usageAccounts",
    (select coalesce(json_agg(json_build_object('id', s.statement_id, 'number', s.number,
        'seller', json_build_object('id', s.seller, 'name', s.seller_name),
        'buyer', json_build_object('id', s.buyer, 'name', s.buyer_name)) order by s.seller_name, s.number), '[]')
      from statements s where s.statement_id = any (c.statements)) as statements
  from billed_changes c join deliveries d using (delivery_id)
  where c.noticed_by is null and ($1::text is null or c.delivery_id = $1) order by c.at desc, d.seq desc`;

export function billedChangeShelf(session: Session): BilledChangeShelf {
  return {
    open: (delivery) => session.rows<BilledChange>(OPEN, [delivery ?? null]),
    notice: async (delivery, by) => {
      await session.rows('update billed_changes set noticed_by = $2 where delivery_id = $1', [delivery, by]);
    },
  };
}
