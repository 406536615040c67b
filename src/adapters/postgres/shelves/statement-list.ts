import type {
  ListShelf,
  StatementBody,
  StatementHeadRow,
  StoryRow,
} from '../../../application/access/service-book.ts';
import { minorFromText, minorToText } from '../../../domain/money/minor.ts';
import type { Session } from '../session.ts';
import { sightValues, statementsSeen } from './sight-sql.ts';
import { namesAbout, namesTold } from './statement-names.ts';

type HeadRow = Omit<StatementHeadRow, 'id'> & { statement_id: string };

const HEADS = `select statement_id, number, state, seller, seller_name as "sellerName", buyer, buyer_name as "buyerName",
  period, currency, use_credits as "useCredits", charges, tax, debits, adjustments,
  credit_applied as "creditApplied", total, opening_balance as "openingBalance", earned, expired,
  closing_balance as "closingBalance" from statements s`;

type Listed = 'statementHeads' | 'statementBody' | 'story' | 'namesTold' | 'statementPeriods';

export function statementList(session: Session): Pick<ListShelf, Listed> {
  return {
    statementHeads: async (sight, filter, { after, limit }) => {
      const rows = await session.rows<HeadRow>(
        `${HEADS} where ${statementsSeen('s', '$1', '$2')}
           and ($3::text[] is null or statement_id = any($3)) and ($4::text is null or period = $4)
           and ($5::text is null or seller = $5) and ($6::text is null or buyer = $6)
           and ($7::text is null or state = $7)
           and ($7 is not null or $3 is not null or state <> 'discarded')
           and ($8::text is null or (period, statement_id) < ($8, $9))
         order by period desc, statement_id desc limit $10`,
        [
          ...sightValues(sight),
          filter.ids ?? null,
          filter.period ?? null,
          filter.seller ?? null,
          filter.buyer ?? null,
          filter.state ?? null,
          after?.[0] ?? null,
          after?.[1] ?? null,
          limit,
        ],
      );
      return rows.map(headOf);
    },
    statementBody: async (sight, id) => {
      const [row] = await session.rows<
        Omit<StatementBody, 'lines' | 'adjustmentLines' | 'debitLines'> & { currency: string }
      >(
        `select currency, late, void_reason as "voidReason", rounding_line as "roundingLine",
           trim_scale(tax_percent)::text as "taxPercent", tax_position as "taxPosition"
         from statements s where statement_id = $3 and ${statementsSeen('s', '$1', '$2')}`,
        [...sightValues(sight), id],
      );
      return row === undefined ? null : { ...(await partsOf(session, id, row.currency)), ...row };
    },
    story: async (sight, id) => {
      const rows = await session.rows<StoryRow & { currency: string }>(
        `select y.movement, y.grant_id as grant, g.credit_id as credit, g.usage_account as "usageAccount",
           g.description, g.comment, y.amount, g.currency
         from statement_story y join grants g using (grant_id) join statements s using (statement_id)
         where y.statement_id = $3 and ${statementsSeen('s', '$1', '$2')}
         order by array_position(array['earned', 'restored', 'applied', 'expired'], y.movement), g.granted_on, y.grant_id`,
        [...sightValues(sight), id],
      );
      return rows.map(({ currency, ...row }) => ({ ...row, amount: inMinor(row.amount, currency) }));
    },
    namesTold: async (sight, id) => {
      const names = await namesTold(session, sight, [id]);
      return { customers: namesAbout('customer', names), rules: namesAbout('rule', names) };
    },
    statementPeriods: async (sight) => {
      const rows = await session.rows<{ period: string }>(
        `select distinct period from statements s where ${statementsSeen('s', '$1', '$2')} order by period desc`,
        sightValues(sight),
      );
      return rows.map((row) => row.period);
    },
  };
}

/** The statement itself was found within the viewer's sight before. */
async function partsOf(
  session: Session,
  id: string,
  currency: string,
): Promise<Pick<StatementBody, 'lines' | 'adjustmentLines' | 'debitLines'>> {
  const lines = await session.rows<StatementBody['lines'][number]>(
    `select cloud, usage_account as "usageAccount", service, price, trim_scale(exact)::text as exact,
       trim_scale(uplift_percent)::text as "upliftPercent" from statement_lines where statement_id = $1
     order by cloud collate "C", usage_account collate "C", service collate "C"`,
    [id],
  );
  const adjustments = await session.rows<StatementBody['adjustmentLines'][number]>(
    `select original_period as "originalPeriod", original_statement as "originalStatement", cloud,
       usage_account as "usageAccount", service, price, trim_scale(exact)::text as exact
     from statement_adjustments where statement_id = $1
     order by original_period, cloud collate "C", usage_account collate "C", service collate "C"`,
    [id],
  );
  const debits = await session.rows<{ amount: string }>(
    'select d.amount from statement_debits x join debits d using (debit_id) where x.statement_id = $1 order by d.debit_id',
    [id],
  );
  const priced = <Line extends { readonly price: string }>(line: Line): Line => ({
    ...line,
    price: inMinor(line.price, currency),
  });
  return {
    lines: lines.map(priced),
    adjustmentLines: adjustments.map(priced),
    debitLines: debits.map((debit) => ({ amount: inMinor(debit.amount, currency) })),
  };
}

function headOf(row: HeadRow): StatementHeadRow {
  const { statement_id: id, ...head } = row;
  const money = (text: string): string => inMinor(text, row.currency);
  return {
    ...head,
    id,
    charges: money(row.charges),
    tax: money(row.tax),
    debits: money(row.debits),
    adjustments: money(row.adjustments),
    creditApplied: money(row.creditApplied),
    total: money(row.total),
    openingBalance: money(row.openingBalance),
    earned: money(row.earned),
    expired: money(row.expired),
    closingBalance: money(row.closingBalance),
  };
}

/** A numeric column as the currency writes it. */
function inMinor(text: string, currency: string): string {
  return minorToText(minorFromText(text, currency), currency);
}
