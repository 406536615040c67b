import type { ListShelf } from '../../../application/access/service-book.ts';
import { DEFAULT_SETTINGS } from '../../../domain/party/settings.ts';
import type { Session } from '../session.ts';
import { creditList } from './credit-list.ts';
import { grantList } from './grant-list.ts';
import { nameOf } from './sight-sql.ts';
import { statementList } from './statement-list.ts';

export function listShelf(session: Session): ListShelf {
  return {
    ...creditList(session),
    ...statementList(session),
    ...grantList(session),
    bookCurrency: async () => {
      const [row] = await session.rows<{ currency: string }>('select currency from settings');
      return row?.currency ?? DEFAULT_SETTINGS.currency;
    },
    partyNames: async (ids) => {
      const rows = await session.rows<{ id: string; name: string }>(
        `select p.id, ${nameOf('p.id')} as name from unnest($1::text[]) as p (id)`,
        [[...new Set(ids)]],
      );
      return new Map(rows.map((row) => [row.id, row.name]));
    },
    found: (word, limit) =>
      session.rows(
        `(select 'credit' as kind, credit_id as id, description as title, concat_ws(' ', period, usage_account, service) as subtitle
          from credits where credit_id = $1 or usage_account = $1 or description ilike $2 order by period desc, credit_id limit $3)
         union all
         (select 'statement', statement_id, concat_ws(' ', buyer_name, period), concat_ws(' ', seller_name, state, number::text)
          from statements where state <> 'discarded' and (statement_id = $1 or number::text = $1 or buyer_name ilike $2)
          order by period desc, statement_id limit $3)`,
        [word, `%${word.replace(/[\\%_]/g, '\\$&')}%`, limit],
      ),
  };
}
