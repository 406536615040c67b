import { describe, expect, test } from 'vitest';
import { proposeShares } from './propose-shares.ts';

const OWNER = { customer: 'C1', reseller: 'P1' };
const DIRECT = { customer: 'C1', reseller: null };
const SIXTY_THIRTY = { customerPercent: 600_000n, resellerPercent: 300_000n };

describe('who would get what of a credit (R6)', () => {
  test('an unmapped account is held, even under a rule for everyone and whatever the policy', () => {
    for (const policy of ['hold', 'pass-through', 'retain'] as const) {
      const held = { shares: null, heldBecause: 'unmapped-account' };
      expect(proposeShares(100_00n, null, SIXTY_THIRTY, policy)).toEqual(held);
      expect(proposeShares(100_00n, null, null, policy)).toEqual(held);
    }
  });

  test.each([
    ['hold', OWNER, { shares: null, heldBecause: 'no-rule' }],
    [
      'pass-through',
      OWNER,
      { shares: { customer: 100_00n, reseller: 0n, distributor: 0n }, heldBecause: null },
    ],
    [
      'pass-through',
      DIRECT,
      { shares: { customer: 100_00n, reseller: 0n, distributor: 0n }, heldBecause: null },
    ],
    ['retain', OWNER, { shares: { customer: 0n, reseller: 0n, distributor: 100_00n }, heldBecause: null }],
  ] as const)('without a rule the policy %s speaks', (policy, owner, proposal) => {
    expect(proposeShares(100_00n, owner, null, policy)).toEqual(proposal);
  });

  test('a 0/0 rule is a decision, not a missing rule', () => {
    const nothing = { customerPercent: 0n, resellerPercent: 0n };
    expect(proposeShares(100_00n, OWNER, nothing, 'hold')).toEqual({
      shares: { customer: 0n, reseller: 0n, distributor: 100_00n },
      heldBecause: null,
    });
  });

  test('a direct customer’s reseller part stays with the distributor (S3)', () => {
    expect(proposeShares(100_00n, DIRECT, SIXTY_THIRTY, 'hold')).toEqual({
      shares: { customer: 60_00n, reseller: 0n, distributor: 40_00n },
      heldBecause: null,
    });
  });
});
