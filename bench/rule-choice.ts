import { compileLinearRegex } from '../src/adapters/regex/linear-regex.ts';
import type { CreditRule, MatchMode, Scope } from '../src/domain/credit-rule/credit-rule.ts';
import { chooseInOrder, type RuleSubject, readyInOrder } from '../src/domain/credit-rule/decide.ts';
import { ruleBook } from '../src/domain/credit-rule/rule-book.ts';
import { aSecond, type Figure, wholeText } from './figure.ts';

const RULES = 5_000;
const CREDITS = 100_000;
const LEAST_A_SECOND = 1_000_000;
const KINDS = ['few', 'distinct', 'distinct stems'] as const;
const PLAIN_SAMPLE = 2_000;
const ROUNDS = 5;

const PROGRAMMES = [
  'MAP 2.0',
  'Activate',
  'PoC',
  'Open Source Promotional',
  'EDP Bonus',
  'Data Transfer',
  'Migration',
];
const SERVICES = ['AmazonEC2', 'AmazonS3', 'AmazonRDS', 'AWSLambda', 'AWSDataTransfer', 'AWSELB'];
const PERIODS = Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, '0')}`);

type Random = (below: number) => number;

/** mulberry32: the same numbers in every run. */
function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function pick<T>(from: readonly T[], random: Random): T {
  return from[random(from.length)] as T;
}

function stemOf(random: Random, kinds: number): string {
  const kind = random(kinds);
  return `${PROGRAMMES[kind % PROGRAMMES.length]} Credit for project ${kind}`;
}

function scopeOf(random: Random, prefix: string, ids: number, onlyOf100: number): Scope {
  const dice = random(100);
  if (dice >= onlyOf100 + 10) return { kind: 'all' };
  const named = Array.from({ length: 1 + random(3) }, () => `${prefix}${random(ids)}`);
  return { kind: dice < onlyOf100 ? 'only' : 'except', ids: named };
}

function serviceScope(random: Random): Scope {
  const dice = random(100);
  if (dice >= 30) return { kind: 'all' };
  return { kind: dice < 20 ? 'only' : 'except', ids: [pick(SERVICES, random)] };
}

function descriptionOf(random: Random): { readonly description: string; readonly match: MatchMode } {
  const dice = random(100);
  if (dice < 25) return { description: '', match: 'exact' };
  const text = stemOf(random, 2_000);
  if (dice < 75) return { description: text, match: 'exact' };
  if (dice < 90) return { description: text.slice(text.indexOf('Credit')), match: 'contains' };
  if (dice < 98) return { description: `${text.split(' ')[0]}*project ${random(2_000)}?`, match: 'wildcard' };
  if (dice < 99) return { description: `project ${random(200)}[0-5]$`, match: 'regex' };
  return { description: `^(map|poc) .* ${random(200)}$`, match: 'regex' };
}

function rulesFrom(seed: number): CreditRule[] {
  const random = randomFrom(seed);
  return Array.from({ length: RULES }, (_, at) => ({
    id: `rule-${at}`,
    name: `Rule ${at}`,
    version: 1,
    createdAt: `${2020 + random(6)}-${String(1 + random(12)).padStart(2, '0')}-${String(1 + random(28)).padStart(2, '0')}`,
    sequence: at + 1,
    ...descriptionOf(random),
    customerPercent: 600_000n,
    resellerPercent: 300_000n,
    forWhom: 'consumer',
    firstPeriod: random(4) === 0 ? pick(PERIODS, random) : null,
    lastPeriod: null,
    customers: scopeOf(random, 'customer-', 5_000, 50),
    resellers: scopeOf(random, 'reseller-', 200, 25),
    services: serviceScope(random),
    note: '',
    active: random(50) !== 0,
  }));
}

/** Owners come from the book's tenures, one text for all credits of a customer. */
const OWNERS = Array.from({ length: 5_000 }, (_, customer) => ({
  customer: asRead(`customer-${customer}`),
  reseller: customer % 10 === 0 ? null : asRead(`reseller-${customer % 200}`),
}));

/** A text of its own in memory, as a row that was read brings it. */
function asRead(text: string): string {
  return Buffer.from(text).toString();
}

function subjectFrom(random: Random, stem: string): RuleSubject {
  return {
    stem: asRead(stem),
    ...pick(OWNERS, random),
    service: asRead(pick(SERVICES, random)),
    period: asRead(pick(PERIODS, random)),
  };
}

function credits(kind: (typeof KINDS)[number]): RuleSubject[] {
  const random = randomFrom(7);
  if (kind === 'few') {
    const few = Array.from({ length: 200 }, () => subjectFrom(random, stemOf(random, 2_000)));
    return Array.from({ length: CREDITS }, () => pick(few, random));
  }
  return Array.from({ length: CREDITS }, (_, at) => {
    const stem = stemOf(random, 4_000);
    return subjectFrom(random, kind === 'distinct' ? stem : `${stem}-${at}`);
  });
}

function rate(count: number, run: () => void): number {
  const start = process.hrtime.bigint();
  run();
  return (count * 1e9) / Number(process.hrtime.bigint() - start);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

/**
 * Credits decided a second by the rule book at 5,000 rules, beside the plain loop over the ordered rules in the same
 * run: credits of few kinds, of many, and each with a description of its own. The limit is held against the second
 * pass of a book, which knows the kinds of the credits; what its first pass reaches stands beside it.
 */
export function ruleChoice(): Figure[] {
  const rules = rulesFrom(1);
  const ordered = readyInOrder(rules, compileLinearRegex);
  return KINDS.map((kind): Figure => {
    const subjects = credits(kind);
    const sample = subjects.slice(0, PLAIN_SAMPLE);
    const plain = rate(sample.length, () => sample.forEach((subject) => chooseInOrder(ordered, subject)));
    const [first, again]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      const book = ruleBook(rules, compileLinearRegex);
      first.push(rate(subjects.length, () => subjects.forEach((subject) => book.choose(subject))));
      again.push(rate(subjects.length, () => subjects.forEach((subject) => book.choose(subject))));
    }
    const [cold, warm] = [median(first), median(again)];
    return aSecond(`rule choice, ${kind}, ${wholeText(RULES)} rules`, 'credits', warm, LEAST_A_SECOND, [
      `${wholeText(warm / plain)} times the plain loop (${wholeText(plain)}/s); ` +
        `first pass of a new book ${wholeText(cold)}/s`,
    ]);
  });
}
