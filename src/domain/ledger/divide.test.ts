import { expect, test } from 'vitest';
import type { Credit } from '../credit/credit.ts';
import { EXACT_ZERO, exactToText } from '../money/exact-amount.ts';
import type { Share } from '../split/share.ts';
import { bookDivisions, type DivisionOrder } from './divide.ts';
import type { Grant } from './grant.ts';
import { GrantShelf } from './grant-shelf.ts';

function credit(id: string, usageAccount = '111111111111', description = 'MAP'): Credit {
  return {
    id,
    cloud: 'AWS',
    payerAccount: '999999999999',
    period: '2026-03',
    usageAccount,
    service: 'AmazonEC2',
    description,
    ownerAccount: null,
    currency: 'USD',
    lineType: 'Credit',
    kind: 'credit',
    exact: EXACT_ZERO,
    lines: 1,
    final: true,
    bookedExact: null,
  };
}

function order(of: Credit, amount: bigint, more: Partial<DivisionOrder> = {}): DivisionOrder {
  const after: Share[] = [{ party: 'customer', id: 'C', reseller: null, amount }];
  const bookedAt = '2026-03-31';
  const account = of.usageAccount;
  return {
    kind: 'assignment',
    credit: of,
    account,
    version: 1,
    before: [],
    after,
    reason: '',
    bookedAt,
    ...more,
  };
}

function grant(id: string, seq: bigint, left: bigint, more: Partial<Grant> = {}): Grant {
  return {
    id,
    seller: 'distributor',
    buyer: 'C',
    currency: 'USD',
    source: 'credit',
    credit: `of ${id}`,
    cloud: 'AWS',
    usageAccount: '111111111111',
    description: 'MAP',
    ownerAccount: null,
    comment: '',
    starts: null,
    ends: null,
    grantedOn: '2026-01-31',
    parentCredit: null,
    seq,
    granted: left,
    reserved: 0n,
    applied: 0n,
    expired: 0n,
    withdrawn: 0n,
    keptBack: 0n,
    ...more,
  };
}

const idOf = (kind: string, key: string): string => `${kind} ${key}`;

const moves = (orders: readonly DivisionOrder[], grants: readonly Grant[]) => {
  const divided = bookDivisions(orders, new GrantShelf(grants), idOf);
  return {
    postings: divided.entries.flatMap((e) =>
      e.postings.map((p) => [p.grant ?? 'no grant', p.to, exactToText(p.amount)]),
    ),
    debits: divided.debits.map((debit) => debit.amount),
  };
};

test('a claw-back takes the newest grant of the same account and stem first, then other credits, never a hand grant (C4)', () => {
  const grants = [
    grant('kin, old', 1n, 10_00n),
    grant('kin, new', 2n, 10_00n),
    grant('other account', 3n, 10_00n, { usageAccount: '222222222222' }),
    grant('by hand', 4n, 500_00n, { source: 'hand', credit: null }),
  ];
  const { postings, debits } = moves([order(credit('taken back'), -35_00n)], grants);
  expect(postings).toEqual([
    ['kin, new', 'distributor:unallocated', '10'],
    ['kin, old', 'distributor:unallocated', '10'],
    ['other account', 'distributor:unallocated', '10'],
    ['no grant', 'distributor:unallocated', '5'],
  ]);
  expect(debits).toEqual([5_00n]);
});

test('in one run all grants are made before any withdrawal, whatever comes first (C4)', () => {
  const { debits } = moves([order(credit('taken back'), -8_00n), order(credit('given'), 20_00n)], []);
  expect(debits).toEqual([]);
});

test('what a draft has reserved is not withdrawn: it becomes a debit (C4)', () => {
  const { debits } = moves(
    [order(credit('taken back'), -8_00n)],
    [grant('held', 1n, 10_00n, { reserved: 9_00n })],
  );
  expect(debits).toEqual([7_00n]);
});

test('a person who divides a credit anew moves its own grant, not a newer kin (S4)', () => {
  const before: Share[] = [{ party: 'customer', id: 'C', reseller: null, amount: 10_00n }];
  const own = grant('own', 1n, 10_00n, { credit: 'mine' });
  const { postings } = moves(
    [order(credit('mine'), 4_00n, { kind: 'reassignment', version: 2, before })],
    [own, grant('kin, new', 2n, 10_00n)],
  );
  expect(postings).toEqual([['own', 'distributor:unallocated', '6']]);
});
