import { compileLinearRegex } from '../src/adapters/regex/linear-regex.ts';
import type { CreditRule } from '../src/domain/credit-rule/credit-rule.ts';
import { lintRules } from '../src/domain/credit-rule/lint.ts';
import type { SeenCredit } from '../src/domain/credit-rule/wanted-by-both.ts';
import { atMost, type Figure, processorSeconds, wholeText } from './figure.ts';

const RULES = 300;
const CREDITS = 60_000;
const ROUNDS = 5;
const KINDS = [
  { kind: 'few', stems: 3_000, most: 1_000 },
  { kind: 'distinct', stems: CREDITS, most: 2_000 },
] as const;

const numbers = (count: number): number[] => Array.from({ length: count }, (_, number) => number);

/** Every two of them are ordered by date alone and divide otherwise. */
function rules(): CreditRule[] {
  return numbers(RULES).map((n) => ({
    id: `rule-${n}`,
    name: `Rule ${n}`,
    version: 1,
    createdAt: '2026-01-01',
    sequence: n + 1,
    description: n % 2 === 0 ? 'Credit for project '.slice(0, 7 + (n % 12)) : `project ${n}`,
    match: 'contains',
    customerPercent: BigInt(n + 1) * 1_000n,
    resellerPercent: 0n,
    forWhom: 'consumer',
    firstPeriod: null,
    lastPeriod: null,
    customers: { kind: 'all' },
    resellers: { kind: 'all' },
    services: { kind: 'all' },
    note: '',
    active: true,
  }));
}

function credits(stems: number): SeenCredit[] {
  return numbers(CREDITS).map((n) => ({
    id: `crd-${n}`,
    usageAccount: `7200${String(n % 5_000).padStart(8, '0')}`,
    stem: `MAP 2.0 Credit for project ${n % stems}`,
    period: `2026-0${1 + (n % 3)}`,
    customer: `customer-${n % 5_000}`,
    reseller: `reseller-${n % 60}`,
    service: `AmazonService${n % 40}`,
  }));
}

/** How long the lint of rules that all want the same kind of credits keeps a processor busy; medians. */
export function ruleLint(): Figure[] {
  return KINDS.map(({ kind, stems, most }) => {
    const [asked, seen] = [rules(), credits(stems)];
    const took = numbers(ROUNDS).map(() => {
      const start = processorSeconds();
      lintRules(asked, compileLinearRegex, seen);
      return (processorSeconds() - start) * 1e3;
    });
    const name = `rule lint, ${wholeText(RULES)} rules, ${wholeText(CREDITS)} credits, ${kind} stems`;
    return atMost(name, 'ms', took.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? 0, most);
  });
}
