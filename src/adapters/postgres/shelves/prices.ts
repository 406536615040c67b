import type { PriceShelf } from '../../../application/book.ts';
import { exactToText } from '../../../domain/money/exact-amount.ts';
import { exactOf } from '../decimal.ts';
import type { Session } from '../session.ts';

type PriceRow = {
  seller: string;
  buyer: string;
  service: string;
  from_period: string;
  uplift_percent: string;
  seq: string;
};

export function priceShelf(session: Session): PriceShelf {
  return {
    versions: async () => {
      const rows = await session.rows<PriceRow>('select * from prices order by seq');
      return rows.map((row) => ({
        seller: row.seller,
        buyer: row.buyer,
        service: row.service,
        fromPeriod: row.from_period === '' ? null : row.from_period,
        upliftPercent: exactOf(row.uplift_percent),
        seq: BigInt(row.seq),
      }));
    },
    add: (prices) =>
      session.copy(
        'prices',
        ['seller', 'buyer', 'service', 'from_period', 'uplift_percent'],
        prices.map((p) => [p.seller, p.buyer, p.service, p.fromPeriod ?? '', exactToText(p.upliftPercent)]),
      ),
    now: async () => {
      const [row] = await session.rows<{ seq: string }>(
        'select coalesce(max(seq), 0)::text as seq from prices',
      );
      return BigInt(row?.seq ?? '0');
    },
    freezes: async (periods) => {
      const rows = await session.rows<{ seller: string; buyer: string; period: string; as_of_seq: string }>(
        'select * from price_freezes where period = any($1)',
        [periods],
      );
      return rows.map((row) => ({ ...row, asOf: BigInt(row.as_of_seq) }));
    },
    freeze: (freezes) =>
      session.copy(
        'price_freezes',
        ['seller', 'buyer', 'period', 'as_of_seq'],
        freezes.map((f) => [f.seller, f.buyer, f.period, f.asOf]),
      ),
    thaw: async (freezes) => {
      await session.rows(
        `delete from price_freezes f using unnest($1::text[], $2::text[], $3::text[]) as t (seller, buyer, period)
         where f.seller = t.seller and f.buyer = t.buyer and f.period = t.period`,
        [freezes.map((f) => f.seller), freezes.map((f) => f.buyer), freezes.map((f) => f.period)],
      );
    },
  };
}
