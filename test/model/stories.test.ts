import { afterEach, beforeEach, expect, test } from 'vitest';
import { balanceViews } from '../../src/application/views/balance-view.ts';
import { creditViews } from '../../src/application/views/credit-view.ts';
import { statementViews } from '../../src/application/views/statement-view.ts';
import { type FreshBook, freshBook } from '../support/book.ts';
import { applyToBook, type Driven } from './apply-to-book.ts';
import { brokenChecks } from './compare.ts';
import { drivenOn } from './desk.ts';
import {
  ACCOUNT_DIRECT,
  ASSIGNED,
  credited,
  delivery,
  drafted,
  opened,
  PARTIES,
  used,
} from './small-trade.ts';
import type { Verb } from './verbs.ts';

/** What the simulation found, told on its own. */
let book: FreshBook;
let driven: Driven;
beforeEach(async () => {
  book = await freshBook();
  driven = drivenOn(book.pool);
});
afterEach(() => book.close());

async function happened(...verbs: readonly Verb[]): Promise<void> {
  for (const verb of verbs) expect(await applyToBook(driven, verb)).toBeNull();
}

const january = [used(ACCOUNT_DIRECT, '2025-01', 80_00)];
const february = [used(ACCOUNT_DIRECT, '2025-02', 20_00)];
const march = [used(ACCOUNT_DIRECT, '2025-03', 0)];

test.each(['before', 'after'])(
  'a month drafted in front of later drafts, with a grant made %s them, is told once (T6, T8)',
  async (when) => {
    const grant: Verb = {
      verb: 'grants',
      grants: [
        {
          id: 'g1',
          seller: 'distributor',
          buyer: 'D',
          currency: 'USD',
          amount: 50_00n,
          starts: null,
          ends: null,
          grantedOn: '2025-01-15',
        },
      ],
    };
    const later = ['2025-02', '2025-03'].map(
      (period): Verb => ({ verb: 'draft', period, useCredits: false, late: false }),
    );
    await happened(
      ...PARTIES,
      delivery('feb', '2025-02', february, []),
      delivery('mar', '2025-03', march, []),
      ...(when === 'before' ? [grant, ...later] : [...later, grant]),
      delivery('jan', '2025-01', january, []),
      { verb: 'draft', period: '2025-01', useCredits: true, late: false },
    );
    const told = await statementViews(driven.desk, { buyer: 'D' });
    expect(
      told.map((s) => [s.period, s.openingBalance, s.earned, s.creditApplied, s.closingBalance]),
    ).toEqual([
      ['2025-01', '0.00', '50.00', '50.00', '0.00'],
      ['2025-02', '0.00', '0.00', '0.00', '0.00'],
      ['2025-03', '0.00', '0.00', '0.00', '0.00'],
    ]);
    expect(await balanceViews(driven.desk, null)).toMatchObject([{ buyer: 'D', available: '0.00' }]);
  },
);

test('a month first delivered after a later one was closed does not keep the next month from being closed (N2)', async () => {
  await happened(
    ...PARTIES,
    delivery('feb', '2025-02', february, []),
    drafted('2025-02'),
    opened('2025-02'),
    { verb: 'close-period', period: '2025-02' },
    delivery('jan', '2025-01', january, []),
    delivery('mar', '2025-03', march, []),
    drafted('2025-03'),
    opened('2025-03'),
  );
  expect(await applyToBook(driven, { verb: 'close-period', period: '2025-03' })).toBeNull();
  expect(await applyToBook(driven, { verb: 'close-period', period: '2025-01' })).toBe('already-closed');
});

test('a credit whose last final total is delivered again is final again, whatever an estimate said between (C6)', async () => {
  await happened(
    ...PARTIES,
    delivery('final', '2025-01', january, [credited(ACCOUNT_DIRECT, 10_00)]),
    delivery('estimate', '2025-01', january, [credited(ACCOUNT_DIRECT, 12_00)], false),
  );
  expect(await creditViews(driven.desk, {})).toMatchObject([{ amount: '12.00', status: 'estimated' }]);
  await happened(delivery('as before', '2025-01', january, [credited(ACCOUNT_DIRECT, 10_00)], false));
  expect(await creditViews(driven.desk, {})).toMatchObject([{ amount: '10.00', status: 'pending' }]);
});

test('a person who divides an assigned credit anew divides its last final total, never an estimate (C6, S4)', async () => {
  await happened(
    ...PARTIES,
    delivery('final', '2025-01', january, [credited(ACCOUNT_DIRECT, 10_00)]),
    ASSIGNED,
    delivery('estimate', '2025-01', january, [credited(ACCOUNT_DIRECT, 90_00)], false),
  );
  const [credit] = await creditViews(driven.desk, {});
  await happened({
    verb: 'by-hand',
    credit: credit?.id ?? '',
    parts: [{ party: 'D', percent: 1_000_000n }],
    allowMore: false,
  });
  expect(await balanceViews(driven.desk, null)).toMatchObject([{ buyer: 'D', available: '10.00' }]);
  expect(await creditViews(driven.desk, {})).toMatchObject([{ amount: '90.00', flagged: true }]);
  expect(await brokenChecks(driven.desk)).toEqual([]);
});

test('a month of refunds with an adjustment as large is below zero by its tax, and the book is whole (K, T5)', async () => {
  await happened(
    ...PARTIES,
    delivery('jan', '2025-01', january, []),
    drafted('2025-01'),
    opened('2025-01'),
    delivery('jan again', '2025-01', [used(ACCOUNT_DIRECT, '2025-01', 180_00)], []),
    delivery('feb', '2025-02', [used(ACCOUNT_DIRECT, '2025-02', -100_00)], []),
    drafted('2025-02'),
  );
  const [statement] = await statementViews(driven.desk, { period: '2025-02' });
  expect(statement).toMatchObject({
    charges: '-100.00',
    adjustments: '100.00',
    tax: '-10.00',
    total: '-10.00',
  });
  expect(await brokenChecks(driven.desk)).toEqual([]);
});
