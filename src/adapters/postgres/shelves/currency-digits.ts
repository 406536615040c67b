import { minorDigits } from '../../../domain/money/currency.ts';
import type { Session } from '../session.ts';

/**
 * The currencies of the book's credits with the digits of their minor units, as two columns for a query that rounds. One
 * look per currency along an index, not one per credit.
 */
export async function currencyDigits(session: Session): Promise<[string[], number[]]> {
  const rows = await session.rows<{ currency: string }>(`
    with recursive each as (
      (select currency::text from credits order by currency limit 1)
      union all
      select (select min(c.currency) from credits c where c.currency > each.currency) from each where each.currency is not null
    ) select currency from each where currency is not null`);
  const codes = rows.map((row) => row.currency);
  return [codes, codes.map(minorDigits)];
}
