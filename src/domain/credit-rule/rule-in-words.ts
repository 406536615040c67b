import type { CreditRule, Scope } from './credit-rule.ts';
import type { RuleSubject } from './decide.ts';
import type { CompileRegex } from './description.ts';

/**
 * For tests: a rule in one line, `id[description; scopes; period; customer%/reseller%; created]`.
 * `+C1,C2` only selected, `-C1` only excluded (C: customer, P: reseller, else a service); `2026-01..2026-03` the
 * period, either end may be left out; the description may begin with a mode, `contains:`; what is omitted is blank,
 * All, open. Dates A < B < D.
 */
export function ruleInWords(words: string, sequence: number): CreditRule {
  const [, id = '', inside = ''] = /^(\w+)\[(.*)\]$/.exec(words) ?? [];
  let rule: CreditRule = { ...NOTHING_SAID, id, name: id, sequence };
  inside.split('; ').forEach((part, at) => {
    rule = { ...rule, ...said(part, at) };
  });
  return rule;
}

export function rulesInWords(words: string): CreditRule[] {
  return words.split(', R').map((one, at) => ruleInWords(at === 0 ? one : `R${one}`, at + 1));
}

/** Credit K: usage account of customer C1 under reseller P1. */
export const CREDIT_K: RuleSubject = {
  stem: 'MAP 2.0 Credit',
  customer: 'C1',
  reseller: 'P1',
  service: 'AmazonEC2',
  period: '2026-03',
};

/** For tests: JavaScript's own engine, which the book must never give a person's pattern to. */
export const testRegex: CompileRegex = (pattern) => {
  try {
    const compiled = new RegExp(pattern, 'iu');
    return (text) => compiled.test(text);
  } catch {
    return { fault: 'not a regular expression' };
  }
};

const DATES: Readonly<Record<string, string>> = {
  A: '2026-01-01',
  B: '2026-02-01',
  D: '2026-02-01T00:00:01Z',
};

const ALL: Scope = { kind: 'all' };

const NOTHING_SAID: CreditRule = {
  id: '',
  name: '',
  description: '',
  match: 'exact',
  customerPercent: 0n,
  resellerPercent: 0n,
  forWhom: 'consumer',
  firstPeriod: null,
  lastPeriod: null,
  customers: ALL,
  resellers: ALL,
  services: ALL,
  note: '',
  active: true,
  version: 1,
  createdAt: '2026-01-01',
  sequence: 0,
};

function said(part: string, at: number): Partial<CreditRule> {
  const percents = /^(\d+)\/(\d+)$/.exec(part);
  if (percents !== null) {
    const [customerPercent, resellerPercent] = percents.slice(1).map((text) => BigInt(text) * 10_000n);
    return { customerPercent: customerPercent ?? 0n, resellerPercent: resellerPercent ?? 0n };
  }
  const periods = /^(\d{4}-\d\d)?\.\.(\d{4}-\d\d)?$/.exec(part);
  if (periods !== null) return { firstPeriod: periods[1] ?? null, lastPeriod: periods[2] ?? null };
  const created = DATES[part];
  if (created !== undefined) return { createdAt: created };
  if (part === 'off') return { active: false };
  if (part === 'for owner') return { forWhom: 'owner' };
  if (/^[+-]/.test(part)) return scopeSaid(part);
  if (at > 0) throw new Error(`"${part}" is not a part of a rule in words`);
  const [, mode, text = part] = /^(exact|contains|wildcard|regex):(.*)$/.exec(part) ?? [];
  return { description: text, match: (mode ?? 'exact') as CreditRule['match'] };
}

function scopeSaid(part: string): Partial<CreditRule> {
  const ids = part.slice(1).split(',');
  const scope: Scope = { kind: part.startsWith('+') ? 'only' : 'except', ids };
  if (/^C\d/.test(ids[0] ?? '')) return { customers: scope };
  return /^P\d/.test(ids[0] ?? '') ? { resellers: scope } : { services: scope };
}
