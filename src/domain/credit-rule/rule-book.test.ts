import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CreditRule, Scope } from './credit-rule.ts';
import { chooseInOrder, type RuleSubject, readyInOrder } from './decide.ts';
import { ruleBook } from './rule-book.ts';
import { CREDIT_K, rulesInWords, testRegex } from './rule-in-words.ts';

const CUSTOMERS = ['C1', 'C2', 'C3'];
const RESELLERS = ['P1', 'P2'];
const SERVICES = ['AmazonEC2', 'AmazonS3'];
const PERIODS = ['2026-01', '2026-02', '2026-03'];
const STEMS = [
  'MAP 2.0 Credit',
  'map 2.0 credit',
  'AWS MAP credit',
  'Activate',
  'PoC credit 17',
  'Größe',
  '',
];

function scope(ids: readonly string[]): fc.Arbitrary<Scope> {
  const named = fc.subarray([...ids], { minLength: 1 });
  return fc.oneof(
    fc.constant<Scope>({ kind: 'all' }),
    named.map((list): Scope => ({ kind: 'only', ids: list })),
    named.map((list): Scope => ({ kind: 'except', ids: list })),
  );
}

const descriptions = fc.oneof(
  fc.record({ match: fc.constant('exact' as const), description: fc.constantFrom('', ' ', ...STEMS) }),
  fc.record({
    match: fc.constant('contains' as const),
    description: fc.constantFrom('map', 'credit', 'P', 'öss'),
  }),
  fc.record({
    match: fc.constant('wildcard' as const),
    description: fc.constantFrom('*', 'm*t', '*credit*', '?oC*', '*1?'),
  }),
  fc.record({
    match: fc.constant('regex' as const),
    description: fc.constantFrom(
      '^map',
      'map|poc',
      '(aws )?map',
      '\\d+',
      '^(aws|map) ',
      'cred[it]+$',
      'x?y?',
    ),
  }),
);

const subjects: fc.Arbitrary<RuleSubject> = fc.record({
  stem: fc.constantFrom(...STEMS),
  customer: fc.constantFrom(...CUSTOMERS, 'C9'),
  reseller: fc.constantFrom(...RESELLERS, 'P9', null),
  service: fc.constantFrom(...SERVICES, 'AWSDataTransfer'),
  period: fc.constantFrom(...PERIODS),
});

const [PLAIN] = rulesInWords('R1[1/1; A]');

const ruleSets = fc
  .array(
    fc
      .tuple(
        descriptions,
        fc.record({
          customers: scope(CUSTOMERS),
          resellers: scope(RESELLERS),
          services: scope(SERVICES),
          firstPeriod: fc.constantFrom(null, null, '2026-02'),
          lastPeriod: fc.constantFrom(null, null, '2026-02'),
          createdAt: fc.constantFrom('2026-01-01', '2026-01-01T00:00:00Z', '2026-01-02'),
          active: fc.constantFrom(true, true, true, false),
        }),
      )
      .map(([description, rest]) => ({ ...description, ...rest })),
    { maxLength: 80 },
  )
  .map((all) =>
    all.map(
      (terms, at): CreditRule => ({ ...(PLAIN as CreditRule), ...terms, id: `R${at}`, sequence: at + 1 }),
    ),
  );

function shortly(choice: { readonly rule: CreditRule; readonly decidedBy: string } | null): string {
  return choice === null ? 'none' : `${choice.rule.id} by ${choice.decidedBy}`;
}

describe('the rule book', () => {
  test('chooses what the plain loop over the ordered rules chooses, at every asking', () => {
    fc.assert(
      fc.property(ruleSets, fc.array(subjects, { maxLength: 30 }), (rules, asked) => {
        const ordered = readyInOrder(rules, testRegex);
        const book = ruleBook(rules, testRegex);
        for (const subject of [...asked, ...asked, ...asked]) {
          expect(shortly(book.choose(subject))).toBe(shortly(chooseInOrder(ordered, subject)));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('chooses the same with hardly any memory of what it was asked before', () => {
    fc.assert(
      fc.property(ruleSets, fc.array(subjects, { maxLength: 30 }), (rules, asked) => {
        const [book, forgetful] = [ruleBook(rules, testRegex), ruleBook(rules, testRegex, 3)];
        for (const subject of [...asked, ...asked, ...asked]) {
          expect(forgetful.choose(subject)).toEqual(book.choose(subject));
        }
      }),
    );
  });

  test('explains what it chooses, and names every rule exactly once', () => {
    fc.assert(
      fc.property(ruleSets, subjects, (rules, subject) => {
        const book = ruleBook(rules, testRegex);
        const { chosen, losers, ineligible } = book.explain(subject);
        expect(shortly(chosen)).toBe(shortly(book.choose(subject)));
        const named = [...(chosen === null ? [] : [chosen]), ...losers, ...ineligible].map(
          ({ rule }) => rule.id,
        );
        expect(named.toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
      }),
    );
  });

  test('chooses the same whatever the order in which the rules are given (R5)', () => {
    const shuffled = ruleSets.chain((rules) =>
      fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length })),
    );
    fc.assert(
      fc.property(shuffled, subjects, ([rules, others], subject) => {
        expect(ruleBook(others, testRegex).choose(subject)).toEqual(
          ruleBook(rules, testRegex).choose(subject),
        );
      }),
    );
  });

  test('finds the last of very many rules, and the one before it', () => {
    const many = Array.from({ length: 3_000 }, (_, at) => `R${at}[+C${at}; 1/1; A]`).join(', ');
    const rules = rulesInWords(`${many}, R3000[1/1; A], R3001[1/1; B]`);
    const book = ruleBook(rules, testRegex);
    expect(shortly(book.choose({ ...CREDIT_K, customer: 'C2999' }))).toBe('R2999 by customer');
    expect(shortly(book.choose({ ...CREDIT_K, customer: 'C0' }))).toBe('R0 by customer');
    expect(shortly(book.choose({ ...CREDIT_K, customer: 'C9999' }))).toBe('R3001 by created');
    expect(book.order.map(({ id }) => id).slice(-2)).toEqual(['R3001', 'R3000']);
  });

  test('asks a regex without a literal once only for a stem that comes again and again', () => {
    let asked = 0;
    const book = ruleBook(rulesInWords('R1[regex:\\d+; 1/1; A], R2[regex:[xyz]; 1/1; A]'), (pattern) => {
      const compiled = new RegExp(pattern, 'iu');
      return (text) => {
        asked += 1;
        return compiled.test(text);
      };
    });
    const choices = Array.from({ length: 50 }, () => shortly(book.choose(CREDIT_K)));
    expect([new Set(choices), asked]).toEqual([new Set(['R1 by only-candidate']), 4]);
  });
});
