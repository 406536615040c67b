import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ruleCovers, rulesMeet } from './cover.ts';
import { decide, type ReadyRule, readyInOrder } from './decide.ts';
import { lintRules } from './lint.ts';
import { CREDIT_K, ruleInWords, rulesInWords, testRegex } from './rule-in-words.ts';
import { type SeenCredit, wantedByBoth } from './wanted-by-both.ts';

function lint(words: string, credits: readonly SeenCredit[] = []): string[] {
  const { findings } = lintRules(rulesInWords(words), testRegex, credits);
  return findings.map(({ kind, rule, cause }) => `${rule.id} ${kind} because of ${cause.id}`);
}

const SEEN: SeenCredit = { ...CREDIT_K, id: 'crd-1', usageAccount: '100000000001' };

describe('what is odd about the rules (R9)', () => {
  test.each<[string, string, string[]]>([
    ['rules for different things are fine', 'R1[MAP; 1/1; A], R2[PoC; 1/1; A], R3[1/1; A]', []],
    ['the general rule behind a special one is fine', 'R1[+C1; 1/1; A], R2[1/1; B]', []],
    [
      'an exact duplicate is told with what follows from it',
      'R1[MAP; +C1,C2; 1/1; A], R2[ map ; +C2,C1; 1/1; B]',
      ['R1 duplicate because of R2', 'R1 never-wins because of R2'],
    ],
    [
      'the same conditions with other percents are no duplicate',
      'R1[70/20; A], R2[20/70; B]',
      ['R1 never-wins because of R2', 'R1 only-by-date because of R2'],
    ],
    [
      'the same percents for somebody else are no duplicate (R10)',
      'R1[70/20; for owner; A], R2[70/20; B]',
      ['R1 never-wins because of R2', 'R1 only-by-date because of R2'],
    ],
    [
      'a text that an earlier rule contains',
      'R1[contains:map 2; 1/1; A], R2[contains:map; +C1; 1/1; B], R3[contains:map; 2/2; B]',
      ['R1 never-wins because of R3', 'R1 only-by-date because of R3'],
    ],
    [
      'a scope inside an earlier one',
      'R1[+C1; 2026-02..2026-03; 1/1; A], R2[+C1,C2; 2026-01..; 1/2; B]',
      ['R1 never-wins because of R2', 'R1 only-by-date because of R2'],
    ],
    [
      'two rules that meet and neither covers',
      'R1[+C1,C2; 1/1; A], R2[+C2,C3; 2/1; B]',
      ['R1 only-by-date because of R2'],
    ],
    ['two rules whose customers never meet', 'R1[-C1; +P1; 1/1; A], R2[-C2; +P2; 1/1; B]', []],
    ['two rules whose periods never meet', 'R1[2026-01..2026-02; 1/1; A], R2[2026-03..; 1/1; B]', []],
    ['an inactive rule suffers and causes nothing', 'R1[1/1; A], R2[off; 1/1; B]', []],
    [
      'a regex that matches an exact text',
      'R1[MAP 2; 1/1; A], R2[regex:^map; 2/1; B]',
      ['R1 never-wins because of R2', 'R1 only-by-date because of R2'],
    ],
    [
      'two rules that would divide alike may stand in any order',
      'R1[+C1,C2; 1/1; A], R2[+C2,C3; 1/1; B]',
      [],
    ],
  ])('%s', (_title, words, findings) => {
    expect(lint(words)).toEqual(findings);
  });

  test.each([
    ['contains:map', 'contains:2.0'],
    ['regex:^map', 'regex:0 credit$'],
    ['wildcard:map*', 'contains:credit'],
  ])('two texts, %s and %s, meet in a credit of the book or not at all', (one, other) => {
    const words = `R1[${one}; +C1; 1/1; A], R2[${other}; +C1; 2/2; B]`;
    expect(lint(words)).toEqual([]);
    expect(lint(words, [{ ...SEEN, customer: 'C2' }])).toEqual([]);
    expect(lint(words, [{ ...SEEN, stem: 'MAP 1' }])).toEqual([]);
    expect(lint(words, [{ ...SEEN, customer: 'C2' }, SEEN])).toEqual(['R1 only-by-date because of R2']);
  });

  test('a credit that both want is shown with the pair', () => {
    const rules = rulesInWords('R1[contains:map; 1/1; A], R2[contains:2.0; 2/2; B]');
    const later = { ...SEEN, id: 'crd-2' };
    expect(lintRules(rules, testRegex, [SEEN, later]).findings.map((finding) => finding.sentence)).toEqual([
      '"R1" stands behind "R2" by date alone, and both want "MAP 2.0 Credit" of 100000000001 in 2026-03 (crd-1)',
    ]);
  });

  test('each pair of rules ordered by date alone is told, up to the most that are listed', () => {
    const words = 'R1[+C1,C2; 1/1; A], R2[+C1,C3; 1/2; A], R3[+C1,C4; 1/3; A]';
    expect(lint(words)).toHaveLength(3);
    const report = lintRules(rulesInWords(words), testRegex, [], 2);
    expect([report.findings.length, report.pairsLeftOut]).toEqual([2, 1]);
  });

  test('a finding says in a sentence which rule and why', () => {
    const [first] = lintRules(rulesInWords('R1[70/20; A], R2[20/70; B]'), testRegex).findings;
    expect(first?.sentence).toBe('"R1" can never win: "R2" is asked first and wants every credit it wants');
  });
});

describe('covering and meeting', () => {
  test.each([
    ['', 'regex:^map', true],
    ['regex:^map', '', false],
    ['regex:^map', 'regex:^map', true],
    ['regex:^map', 'regex:^MAP', false],
    ['regex:^map', 'contains:map', false],
    ['wildcard:*', 'regex:^map', true],
    ['wildcard:*', '', true],
    ['contains:map', 'MAP 2.0', true],
    ['contains:map', 'wildcard:*map 2*', true],
    ['contains:map 2', 'contains:map', false],
    ['wildcard:map*', 'wildcard:map ?.0', true],
    ['wildcard:map*', 'contains:map', false],
    ['wildcard:*map*', 'contains:map', true],
    ['wildcard:map ?', 'wildcard:map *', false],
    ['MAP', 'contains:map', false],
  ])('description "%s" covers "%s": %s', (outer, inner, covers) => {
    const [wide, narrow] = [outer, inner].map(
      (text, at) => readyInOrder([ruleInWords(`R${at}[${text}; 1/1; A]`, at + 1)], testRegex)[0],
    );
    if (wide === undefined || narrow === undefined) throw new Error('two rules were said');
    expect(ruleCovers(wide, narrow)).toBe(covers);
  });

  const parts = [
    ['', 'MAP 2.0 Credit', 'contains:map', 'wildcard:map*', 'wildcard:*credit', 'regex:^map', 'PoC'],
    ['', '+C1', '+C1,C2', '-C1', '-C1,C2'],
    ['', '+P1', '-P1'],
    ['', '+AmazonEC2', '-AmazonEC2'],
    ['', '2026-03..', '..2026-03', '2026-02..2026-02'],
  ].map((choices) => fc.constantFrom(...choices));
  const words = fc
    .tuple(...parts)
    .map(([description, ...rest]) => [description, ...rest.filter((part) => part !== '')].join('; '));
  const credits = fc.record({
    stem: fc.constantFrom('MAP 2.0 Credit', 'map', 'PoC', 'PoC credit'),
    customer: fc.constantFrom('C1', 'C2', 'C3'),
    reseller: fc.constantFrom('P1', 'P2', null),
    service: fc.constantFrom('AmazonEC2', 'AmazonS3'),
    period: fc.constantFrom('2026-01', '2026-02', '2026-03', '2026-04'),
    id: fc.constant('crd-1'),
    usageAccount: fc.constant('100000000001'),
  });

  test('a covered rule gets no credit that the other does not want, and the first credit that both want is found', () => {
    fc.assert(
      fc.property(words, words, fc.array(credits, { minLength: 36, maxLength: 36 }), (one, other, asked) => {
        const rules = [ruleInWords(`R1[${one}]`, 1), ruleInWords(`R2[${other}]`, 2)];
        const ready = readyInOrder(rules, testRegex);
        const [first, second] = ready;
        if (first === undefined || second === undefined) throw new Error('two rules were said');
        const both = asked.filter((subject) => {
          const { ineligible } = decide(rules, subject, testRegex);
          const wants = (rule: ReadyRule): boolean =>
            !ineligible.some((left) => left.rule.id === rule.rule.id);
          expect(wants(first) || !wants(second) || !ruleCovers(first, second)).toBe(true);
          expect(rulesMeet(first, second) || !wants(first) || !wants(second)).toBe(true);
          return wants(first) && wants(second);
        });
        expect(wantedByBoth(asked)(first, second)).toBe(both[0] ?? null);
      }),
      { numRuns: 250 },
    );
  });

  test('the default credit is wanted by a blank rule', () => {
    expect(decide(rulesInWords('R1[1/1; A]'), CREDIT_K, testRegex).chosen?.rule.id).toBe('R1');
  });
});
