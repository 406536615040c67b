import { describe, expect, test } from 'vitest';
import { creditCalendar } from './credit-calendar.ts';
import type { Membership } from './membership.ts';

const ACCOUNT = '111122223333';
const PAYER = '123456789012';
const OTHER_PAYER = '210987654321';

function member(from: string | null, to: string | null, payerAccount = PAYER): Membership {
  return { payerAccount, from, to };
}

function calendar(memberships: readonly Membership[], period = '2026-03', sharing = false) {
  const { segments, pool, notes } = creditCalendar({ usageAccount: ACCOUNT, period, memberships, sharing });
  return {
    days: segments.map(({ sentence }) => sentence),
    pool: pool.map(({ sentence }) => sentence),
    notes,
  };
}

const LINKED = ['first month linked: credits may not show yet'];

describe('whose bill an account’s own credits pay', () => {
  const table: readonly [string, readonly Membership[], string, readonly string[], readonly string[]][] = [
    [
      'A1: a stand-alone account pays its own bill',
      [],
      '2026-02',
      ['2026-02-01 to 2026-02-28: its own bill'],
      [],
    ],
    [
      'A2: one that joins on the 16th pays its own bill, then nothing, then the organization’s',
      [member('2026-03-16', null)],
      '2026-03',
      [
        '2026-03-01 to 2026-03-15: its own bill',
        '2026-03-16 to 2026-03-31: nothing',
        `from 2026-04-01: the bill of payer ${PAYER}`,
      ],
      LINKED,
    ],
    [
      'A2: one that joins on the 2nd keeps one day',
      [member('2026-03-02', null)],
      '2026-03',
      [
        '2026-03-01: its own bill',
        '2026-03-02 to 2026-03-31: nothing',
        `from 2026-04-01: the bill of payer ${PAYER}`,
      ],
      LINKED,
    ],
    [
      'A2: one that joins on the last day of the year pays nothing that day',
      [member('2026-12-31', null)],
      '2026-12',
      [
        '2026-12-01 to 2026-12-30: its own bill',
        '2026-12-31: nothing',
        `from 2027-01-01: the bill of payer ${PAYER}`,
      ],
      LINKED,
    ],
    [
      'A2, A4: one that joins and leaves inside the month pays nothing to its end, then its own bill again',
      [member('2026-03-10', '2026-03-20')],
      '2026-03',
      [
        '2026-03-01 to 2026-03-09: its own bill',
        '2026-03-10 to 2026-03-31: nothing',
        'from 2026-04-01: its own bill',
      ],
      LINKED,
    ],
    [
      'A3: one that joins on the 1st is in the organization for the month',
      [member('2026-03-01', null)],
      '2026-03',
      [`2026-03-01 to 2026-03-31: the bill of payer ${PAYER}`],
      LINKED,
    ],
    [
      'A3: a member of old pays the organization’s bill',
      [member(null, null)],
      '2026-03',
      [`2026-03-01 to 2026-03-31: the bill of payer ${PAYER}`],
      [],
    ],
    [
      'A3, A4: a member that leaves pays the organization’s bill to the end of the month',
      [member('2025-11-05', '2026-03-12')],
      '2026-03',
      [`2026-03-01 to 2026-03-31: the bill of payer ${PAYER}`, 'from 2026-04-01: its own bill'],
      [],
    ],
    [
      'A3: a member that changes the organization pays the old one’s bill first',
      [member('2025-11-05', '2026-03-12'), member('2026-03-12', null, OTHER_PAYER)],
      '2026-03',
      [
        `2026-03-01 to 2026-03-31: the bill of payer ${PAYER}`,
        `from 2026-04-01: the bill of payer ${OTHER_PAYER}`,
      ],
      LINKED,
    ],
    [
      'A4: one that left last month stands alone from the 1st',
      [member('2025-11-05', '2026-02-20')],
      '2026-03',
      ['2026-03-01 to 2026-03-31: its own bill'],
      [],
    ],
    [
      'A4: one that leaves on the 1st was not in the organization on the 1st',
      [member('2025-11-05', '2026-03-01')],
      '2026-03',
      ['2026-03-01 to 2026-03-31: its own bill'],
      [],
    ],
    [
      'A1: one that joins on the next 1st pays its own bill for the whole month before',
      [member('2026-04-01', null)],
      '2026-03',
      ['2026-03-01 to 2026-03-31: its own bill', `from 2026-04-01: the bill of payer ${PAYER}`],
      [],
    ],
    [
      'A2: joined and left on one day is as if it never had been',
      [member('2026-03-10', '2026-03-10')],
      '2026-03',
      ['2026-03-01 to 2026-03-31: its own bill'],
      [],
    ],
  ];

  test.each(table)('%s', (_title, memberships, period, days, notes) => {
    expect(calendar(memberships, period)).toEqual({ days, pool: [], notes });
  });
});

describe('what shared credits do for an account', () => {
  const table: readonly [string, readonly Membership[], readonly string[]][] = [
    ['A5: nothing for an account that stands alone', [], []],
    [
      'A5: one that joins mid-month receives at once and contributes from next month',
      [member('2026-03-16', null)],
      [
        `2026-03-16 to 2026-03-31: receives from the shared credits of payer ${PAYER}, contributes its own from 2026-04-01`,
      ],
    ],
    [
      'A5: a member that leaves contributes for the month and receives while it is there',
      [member(null, '2026-03-12')],
      [
        `2026-03-01 to 2026-03-11: receives from the shared credits of payer ${PAYER}, contributes its own from 2026-03-01`,
      ],
    ],
    [
      'A5: one that joins and leaves inside the month never contributes',
      [member('2026-03-10', '2026-03-20')],
      [
        `2026-03-10 to 2026-03-19: receives from the shared credits of payer ${PAYER}, contributes none of its own`,
      ],
    ],
  ];

  test.each(table)('%s', (_title, memberships, pool) => {
    expect(calendar(memberships, '2026-03', true).pool).toEqual(pool);
  });
});
