import { describe, expect, test } from 'vitest';
import { stemOf } from '../credit/stem.ts';
import { decide } from '../credit-rule/decide.ts';
import { editRule } from '../credit-rule/edit-rule.ts';
import { CREDIT_K, rulesInWords, testRegex } from '../credit-rule/rule-in-words.ts';
import { minorToText } from '../money/minor.ts';
import { holdersFrom, type Owner } from '../party/holders.ts';
import { proposeShares } from './propose-shares.ts';

/** Credit K, 100.00 USD: id, rules in words, chosen, customer / reseller / distributor. */
const TABLE = [
  ['M01', 'R1[60/30; A]', 'R1', '60.00 / 30.00 / 10.00'],
  ['M02', 'R1[MAP 2.0 Credit; 50/0; A], R2[+C1; +P1; +AmazonEC2; 0/100; B]', 'R1', '50.00 / 0.00 / 50.00'],
  ['M03', 'R1[Activate; 100/0; B], R2[40/40; A]', 'R2', '40.00 / 40.00 / 20.00'],
  ['M05', 'R1[MAP 2.0 Credit; +C1; 80/10; A], R2[MAP 2.0 Credit; 10/80; B]', 'R1', '80.00 / 10.00 / 10.00'],
  ['M07', 'R1[+P1; 70/20; A], R2[+AmazonEC2; 20/70; B]', 'R1', '70.00 / 20.00 / 10.00'],
  ['M08', 'R1[+AmazonEC2; 70/20; A], R2[20/70; B]', 'R1', '70.00 / 20.00 / 10.00'],
  ['M12', 'R1[-C9; 70/20; A], R2[20/70; B]', 'R2', '20.00 / 70.00 / 10.00'],
  ['M34', 'R1[+C1; 0/0; B], R2[100/0; A]', 'R1', '0.00 / 0.00 / 100.00'],
] as const;

const OWNER: Owner = { customer: 'C1', reseller: 'P1' };

function outcome(rules: ReturnType<typeof rulesInWords>, owner: Owner | null, stem = CREDIT_K.stem) {
  const chosen = owner === null ? null : decide(rules, { ...CREDIT_K, ...owner, stem }, testRegex).chosen;
  const { shares, heldBecause } = proposeShares(100_00n, owner, chosen?.rule ?? null, 'hold');
  if (shares === null) return ['none', `held: ${heldBecause}`];
  const parts = [shares.customer, shares.reseller, shares.distributor].map((part) =>
    minorToText(part, 'USD'),
  );
  return [chosen?.rule.id, parts.join(' / ')];
}

describe('which rule is chosen for a credit and what each party gets', () => {
  test.each(TABLE)('%s: %s chooses %s and gives %s', (_id, words, chosen, parts) => {
    expect(outcome(rulesInWords(words), OWNER)).toEqual([chosen, parts]);
  });

  test('M11: a rule edited after the other was created still loses to it', () => {
    const edited = rulesInWords('R1[70/20; A], R2[20/70; B]').map((rule) =>
      rule.id === 'R1' ? editRule(rule, { ...rule, note: 'edited after B' }) : rule,
    );
    expect(outcome(edited, OWNER)).toEqual(['R2', '20.00 / 70.00 / 10.00']);
  });

  test('M17: the owner of a shared credit is no part of what its description is compared with', () => {
    const rules = rulesInWords('R1[MAP 2.0 Credit; 60/30; A], R2[0/0; B]');
    const { description: stem } = stemOf('MAP 2.0 Credit, credit from account: 999999999999');
    expect(outcome(rules, OWNER, stem)).toEqual(['R1', '60.00 / 30.00 / 10.00']);
  });

  test('M26: an unmapped account is held, even under a rule for all', () => {
    expect(outcome(rulesInWords('R1[100/0; A]'), null)).toEqual(['none', 'held: unmapped-account']);
  });

  test('M28: a customer that moved P1→P2 inside the month is split under P2, and flagged', () => {
    const holders = holdersFrom(
      [{ usageAccount: 'K', customer: 'C1', payerAccount: null, from: null, to: null }],
      [
        { customer: 'C1', reseller: 'P1', from: null, to: '2026-03-16' },
        { customer: 'C1', reseller: 'P2', from: '2026-03-16', to: null },
      ],
    );
    const owner = holders.ofCredit('K', '2026-03');
    const rules = rulesInWords('R1[+P1; 60/30; A], R2[+P2; 50/40; A]');
    expect(outcome(rules, owner)).toEqual(['R2', '50.00 / 40.00 / 10.00']);
    expect([owner?.reseller, holders.changedInside('K', '2026-03')]).toEqual(['P2', true]);
  });
});
