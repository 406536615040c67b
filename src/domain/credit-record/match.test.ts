import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Credit } from '../credit/credit.ts';
import { EXACT_ZERO, type ExactAmount, exactFromText, sumExact } from '../money/exact-amount.ts';
import type { CreditRecord, Drawdown } from './credit-record.ts';
import { matchRecords, type RecordMatches } from './match.ts';
import { ownerAccountOf } from './owner-account.ts';

const EC2 = 'AmazonEC2';
const EC2_NAME = 'Amazon Elastic Compute Cloud';
const CODES = { [EC2_NAME]: EC2 };
const [ONE, TWO, OWNER, OTHER] = ['111111111111', '222222222222', '333333333333', '444444444444'];

function exact(text: string): ExactAmount {
  return exactFromText(text) ?? EXACT_ZERO;
}

function credit(id: string, amount: string, more: Partial<Credit> = {}): Credit {
  return {
    id,
    cloud: 'AWS',
    payerAccount: '999999999999',
    period: '2026-03',
    usageAccount: ONE,
    service: EC2,
    description: 'MAP 2.0 Credit',
    ownerAccount: null,
    currency: 'USD',
    lineType: 'Credit',
    kind: 'credit',
    exact: exact(`-${amount}`),
    lines: 3,
    final: true,
    bookedExact: null,
    ...more,
  };
}

function drawdown(id: string, amount: string, more: Partial<Drawdown> = {}): Drawdown {
  return {
    record: id,
    usageAccount: ONE,
    service: EC2_NAME,
    period: '2026-03',
    currency: 'USD',
    description: '',
    exact: exact(`-${amount}`),
    estimated: false,
    ...more,
  };
}

function record(id: string, ownedBy = ONE, description = 'MAP 2.0 Credit'): CreditRecord {
  return {
    id,
    account: ownedBy,
    type: 'Promotion',
    description,
    currency: 'USD',
    initial: exact('1000'),
    remaining: exact('500'),
    estimated: null,
    starts: '2026-01-01',
    ends: '2026-12-31',
    products: [],
    applicationType: null,
    sharing: null,
    disabled: false,
  };
}

function matched(
  credits: readonly Credit[],
  drawdowns: readonly Drawdown[],
  records: readonly CreditRecord[] = [],
): RecordMatches {
  return matchRecords({
    credits,
    drawdowns,
    records: new Map(records.map((one) => [one.id, one])),
    serviceCodes: CODES,
  });
}

/** `credit ← records`, and what is left over on each side with the reason. */
function told({ matched: pairs, creditsLeft, drawnLeft }: RecordMatches): string[] {
  const ids = (drawn: RecordMatches['drawnLeft'][number]['drawn']) =>
    drawn.drawdowns.map((one) => one.record).join('+');
  return [
    ...pairs.map(({ credit: one, drawn }) => `${one.id} ← ${ids(drawn)}`),
    ...creditsLeft.map(({ credit: one, because }) => `${one.id}: ${because}`),
    ...drawnLeft.map(({ drawn, because }) => `${ids(drawn)}: ${because}`),
  ];
}

describe('a credit and AWS’s own record of it (A7)', () => {
  it.each<[string, readonly Credit[], readonly Drawdown[], readonly CreditRecord[], readonly string[]]>([
    [
      'join by month, account, service and amount',
      [credit('c1', '10')],
      [drawdown('1', '10')],
      [],
      ['c1 ← 1'],
    ],
    [
      'are the same amount when both round to the same cents',
      [credit('c1', '47.6816938998')],
      [drawdown('1', '47.68')],
      [],
      ['c1 ← 1'],
    ],
    [
      'are not when they round to different cents',
      [credit('c1', '47.685')],
      [drawdown('1', '47.68')],
      [],
      ['c1: other-amount', '1: other-amount'],
    ],
    [
      'join when the service stands there by its code, or without its spaces',
      [credit('c1', '10'), credit('c2', '5', { service: 'AWSDataTransfer' })],
      [drawdown('1', '10', { service: EC2 }), drawdown('2', '5', { service: 'AWS Data Transfer' })],
      [],
      ['c1 ← 1', 'c2 ← 2'],
    ],
    [
      'do not join under a service name that nobody has told the code of, and say where the amount stands',
      [credit('c1', '10')],
      [drawdown('1', '10', { service: 'EC2 - Other' })],
      [],
      ['c1: other-service', '1: other-service'],
    ],
    [
      'join a claw-back with a claw-back',
      [credit('c1', '10', { exact: exact('10') })],
      [drawdown('1', '10', { exact: exact('10') })],
      [],
      ['c1 ← 1'],
    ],
    [
      'never join when the description names another owner than the record',
      [credit('c1', '10', { ownerAccount: OTHER })],
      [drawdown('1', '10')],
      [record('1', OWNER)],
      ['c1: other-owner', '1: other-owner'],
    ],
    [
      'are told apart by the owner when the amounts are alike',
      [credit('c1', '10', { ownerAccount: OWNER }), credit('c2', '10')],
      [drawdown('1', '10'), drawdown('2', '10')],
      [record('1', ONE), record('2', OWNER)],
      ['c1 ← 2', 'c2 ← 1'],
    ],
    [
      'are told apart by the description when amount and owner are alike',
      [credit('c1', '10'), credit('c2', '10', { description: 'AWS  activate' })],
      [drawdown('1', '10'), drawdown('2', '10')],
      [record('1'), record('2', ONE, 'AWS Activate')],
      ['c1 ← 1', 'c2 ← 2'],
    ],
    [
      'are told apart by the last digit when nothing else differs',
      [credit('c1', '10.001'), credit('c2', '10.002', { description: 'Other' })],
      [drawdown('1', '10.002'), drawdown('2', '10.001')],
      [],
      ['c1 ← 2', 'c2 ← 1'],
    ],
    [
      'stay apart when two fit alike',
      [credit('c1', '10', { description: 'A' }), credit('c2', '10', { description: 'B' })],
      [drawdown('1', '10'), drawdown('2', '10')],
      [],
      ['c1: ambiguous', 'c2: ambiguous', '1: ambiguous', '2: ambiguous'],
    ],
    [
      'leave one over when the other fits better',
      [credit('c1', '10')],
      [drawdown('1', '10'), drawdown('2', '10')],
      [record('1'), record('2', OWNER, 'Elsewhere')],
      ['c1 ← 1', '2: taken'],
    ],
    [
      'count as one where AWS has two credits of one owner and description, as the billing file adds them up',
      [credit('c1', '15')],
      [drawdown('1', '10'), drawdown('2', '5')],
      [record('1'), record('2')],
      ['c1 ← 1+2'],
    ],
    [
      'say when the other side has nothing of the month, or nothing there',
      [credit('c1', '10'), credit('c2', '5', { period: '2026-02' })],
      [drawdown('1', '5', { period: '2026-01' }), drawdown('2', '7', { usageAccount: TWO })],
      [],
      ['c1: none-there', 'c2: not-imported', '1: not-imported', '2: none-there'],
    ],
    [
      'leave out dust, partner discounts, refunds and other clouds',
      [
        credit('c1', '0.004'),
        credit('c2', '5', { kind: 'refund' }),
        credit('c3', '5', { kind: 'partner_discount' }),
        credit('c4', '5', { cloud: 'Azure' }),
      ],
      [drawdown('1', '0.001')],
      [],
      [],
    ],
  ])('%s', (_, credits, drawdowns, records, expected) => {
    expect(told(matched(credits, drawdowns, records))).toEqual(expected);
  });
});

describe('whose credit it was (A8)', () => {
  const drawn = (records: readonly CreditRecord[]) =>
    matched([credit('c1', '10')], [drawdown('1', '10')], records).matched[0]?.drawn ?? null;

  it('is the record’s account before what the description says', () => {
    expect(ownerAccountOf(credit('c1', '10'), drawn([record('1', OWNER)]))).toEqual({
      account: OWNER,
      by: 'record',
      records: ['1'],
    });
  });

  it('is the account that the description names when no record says more', () => {
    expect(ownerAccountOf(credit('c1', '10', { ownerAccount: OTHER }), drawn([]))).toEqual({
      account: OTHER,
      by: 'description',
      records: ['1'],
    });
  });

  it('is the usage account itself when nobody names another', () => {
    expect(ownerAccountOf(credit('c1', '10'), null)).toEqual({ account: ONE, by: 'itself', records: [] });
  });
});

describe('whatever credits and records there are (A7)', () => {
  const usageAccount = fc.constantFrom(ONE, TWO);
  const amount = fc.constantFrom('1', '2', '2.004', '2.0041', '0.001');
  const stem = fc.constantFrom('MAP 2.0 Credit', 'AWS Activate');
  const owner = fc.constantFrom(ONE, OWNER, OTHER);
  const credits = fc
    .uniqueArray(
      fc.record({
        usageAccount,
        amount,
        description: stem,
        ownerAccount: fc.option(owner, { nil: null }),
        service: fc.constantFrom(EC2, 'AWSLambda'),
      }),
      { selector: ({ amount: _, ...identity }) => JSON.stringify(identity), maxLength: 12 },
    )
    .map((all) => all.map(({ amount: of, ...more }, at) => credit(`c${at}`, of, more)));
  const drawdowns = fc
    .array(fc.record({ amount, usageAccount, service: fc.constantFrom(EC2_NAME, 'AWS Lambda', 'Else') }), {
      maxLength: 12,
    })
    .map((all) => all.map(({ amount: of, ...more }, at) => drawdown(`${at % 6}`, of, more)));
  const records = fc
    .array(fc.tuple(owner, stem), { maxLength: 6 })
    .map((all) => all.map(([of, description], at) => record(`${at}`, of, description)));
  const shuffled = fc.tuple(credits, drawdowns, records).chain(([a, b, c]) =>
    fc.record({
      given: fc.constant([a, b, c] as const),
      other: fc.tuple(
        fc.shuffledSubarray(a, { minLength: a.length }),
        fc.shuffledSubarray(b, { minLength: b.length }),
        fc.shuffledSubarray(c, { minLength: c.length }),
      ),
    }),
  );

  it('the answer does not depend on the order in which they were read', () => {
    fc.assert(
      fc.property(shuffled, ({ given, other }) => {
        const sorted = (all: RecordMatches): string[] => told(all).sort();
        expect(sorted(matched(...other))).toEqual(sorted(matched(...given)));
      }),
    );
  });

  it('each credit and each drawdown stands in the answer once, joined or left over', () => {
    fc.assert(
      fc.property(shuffled, ({ given: [a, b, c] }) => {
        const all = matched(a, b, c);
        const shownCredits = [...all.matched, ...all.creditsLeft].map((one) => one.credit.id);
        expect(new Set(shownCredits).size).toBe(shownCredits.length);
        const worth = a.filter((one) => told(matched([one], [], [])).length > 0);
        expect(shownCredits.toSorted()).toEqual(worth.map((one) => one.id).sort());
        const shown = [...all.matched, ...all.drawnLeft].flatMap(({ drawn }) => drawn.drawdowns);
        expect(new Set(shown).size).toBe(shown.length);
        expect(shown.length).toBeLessThanOrEqual(b.length);
      }),
    );
  });

  it('what joined has the same month, account and amount, and no two owners', () => {
    fc.assert(
      fc.property(shuffled, ({ given: [a, b, c] }) => {
        for (const { credit: one, drawn } of matched(a, b, c).matched) {
          expect(drawn.usageAccount).toBe(one.usageAccount);
          expect(drawn.period).toBe(one.period);
          expect(drawn.exact).toEqual(sumExact(drawn.drawdowns.map((each) => each.exact)));
          const named = [one.ownerAccount, drawn.ownerAccount].filter((account) => account !== null);
          expect(new Set(named).size).toBeLessThanOrEqual(1);
          const difference = sumExact([drawn.exact, { ...one.exact, digits: -one.exact.digits }]);
          expect(Math.abs(Number(difference.digits) / 10 ** difference.scale)).toBeLessThan(0.01);
        }
      }),
    );
  });
});
