import type { Placed } from '../../application/month-folder/month-folder.ts';
import { TABLES } from '../../application/tables/tables.ts';
import type { ExactAmount } from '../../domain/money/exact-amount.ts';
import { EXACT_ZERO } from '../../domain/money/exact-amount.ts';
import { rateFromText } from '../../domain/money/percent.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import { ANY, type Price } from '../../domain/price/price.ts';
import { neededIdCell, periodCell } from './cells.ts';
import { type Notes, quoted } from './notes.ts';
import { columnsOf, readTable } from './read-table.ts';
import type { TableRow } from './table-row.ts';

/** prices.csv (T2); null when there is none. */
export async function readPriceRows(path: string, notes: Notes): Promise<Placed<Price>[] | null> {
  const rows = await readTable(path, columnsOf(TABLES.prices), notes);
  return rows === null ? null : pricesIn(rows);
}

/** A key that stands twice is refused (P5). */
export function pricesIn(rows: readonly TableRow[]): Placed<Price>[] {
  const firstRowOf = new Map<string, number>();
  return rows.flatMap((row) => {
    const price: Price = {
      seller: neededIdCell(row, 'seller', `write ${DISTRIBUTOR} or the id of a reseller`),
      buyer: neededIdCell(row, 'buyer', `write ${ANY} for every buyer, or an id`),
      service: neededIdCell(row, 'service', `write ${ANY} for every service, or a service code`),
      upliftPercent: upliftCell(row),
      fromPeriod: periodCell(row, 'from_period'),
    };
    row.refer('seller', price.seller, 'seller');
    if (price.buyer !== ANY)
      row.refer('buyer', price.buyer, price.seller === DISTRIBUTOR ? 'buyer' : 'customer');
    const key = JSON.stringify([price.seller, price.buyer, price.service, price.fromPeriod]);
    const first = firstRowOf.get(key);
    if (first === undefined && row.whole) firstRowOf.set(key, row.row);
    else if (first !== undefined) {
      const seen = [price.seller, price.buyer, price.service, price.fromPeriod ?? 'no start']
        .map(quoted)
        .join(', ');
      row.fault(
        'seller, buyer, service, from_period',
        seen,
        `row ${first} has a price for it already: keep one`,
      );
    }
    return row.whole ? [row.placed(price)] : [];
  });
}

function upliftCell(row: TableRow): ExactAmount {
  const cell = row.needed('uplift_percent', 'write a number: 0 sells at cost, a negative one is a discount');
  if (cell === '') return EXACT_ZERO;
  const uplift = cell.length > 30 ? null : rateFromText(cell);
  if (uplift === null)
    row.fault('uplift_percent', quoted(cell), 'write a number such as 5, 7.5 or -3, without %');
  return uplift ?? EXACT_ZERO;
}
