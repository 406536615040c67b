import { HUNDRED, shareOut, toMinor } from './exact.ts';
import type { Credit, Division, Pages, Rule, Scope, Share } from './pages.ts';
import { type Owner, ownerOfCredit } from './who.ts';

/** R2, for plain ASCII: white space collapsed, trimmed, in lower case. */
function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

function fits(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const [first, rest] = [pattern[0], pattern.slice(1)];
  if (first === '*') return fits(rest, text) || (text !== '' && fits(pattern, text.slice(1)));
  return text !== '' && (first === '?' || first === text[0]) && fits(rest, text.slice(1));
}

function matches(rule: Rule, stem: string): boolean {
  if (rule.match === 'regex' && plain(rule.description) !== '')
    return new RegExp(rule.description, 'i').test(plain(stem));
  const [pattern, text] = [plain(rule.description), plain(stem)];
  if (pattern === '') return true;
  if (rule.match === 'exact') return pattern === text;
  return rule.match === 'contains' ? text.includes(pattern) : fits(pattern, text);
}

/** R3. */
function holds(scope: Scope, id: string | null): boolean {
  if (scope.kind === 'all') return true;
  if (scope.kind === 'only') return id !== null && scope.ids.includes(id);
  return id === null || !scope.ids.includes(id);
}

/** R1. */
function isEligible(rule: Rule, credit: Credit, owner: Owner): boolean {
  return (
    rule.active &&
    matches(rule, credit.stem) &&
    (rule.firstPeriod ?? '0') <= credit.period &&
    credit.period <= (rule.lastPeriod ?? '9') &&
    holds(rule.customers, owner.customer) &&
    holds(rule.resellers, owner.reseller) &&
    holds(rule.services, credit.service)
  );
}

/** R4, level by level: does `a` come before `b`? The list of rules is in insertion order. */
function comesBefore(a: Rule, b: Rule, rules: readonly Rule[]): boolean {
  const levels: ((rule: Rule) => boolean)[] = [
    (rule) => plain(rule.description) !== '',
    (rule) => rule.customers.kind === 'only',
    (rule) => rule.resellers.kind === 'only',
    (rule) => rule.services.kind === 'only',
  ];
  for (const level of levels) if (level(a) !== level(b)) return level(a);
  if (a.createdAt !== b.createdAt) return a.createdAt > b.createdAt;
  return rules.indexOf(a) > rules.indexOf(b);
}

export function ruleFor(rules: readonly Rule[], credit: Credit, owner: Owner): Rule | null {
  let best: Rule | null = null;
  for (const rule of rules) {
    if (!isEligible(rule, credit, owner)) continue;
    if (best === null || comesBefore(rule, best, rules)) best = rule;
  }
  return best;
}

/** S2, S3. */
export function split(
  amount: bigint,
  customerPercent: bigint,
  resellerPercent: bigint,
  owner: Owner,
): Share[] {
  const rest = HUNDRED - customerPercent - resellerPercent;
  const weights =
    owner.reseller === null
      ? [customerPercent, 0n, resellerPercent + rest]
      : [customerPercent, resellerPercent, rest];
  const [customer = 0n, reseller = 0n, distributor = 0n] = shareOut(amount, weights);
  const shares: Share[] = [
    { party: 'customer', id: owner.customer, reseller: owner.reseller, amount: customer },
  ];
  if (owner.reseller !== null) shares.push({ party: 'reseller', id: owner.reseller, amount: reseller });
  return [...shares, { party: 'distributor', amount: distributor }];
}

/** C3: −exact, rounded once. */
export function amountOf(total: bigint, currency: string): bigint {
  return toMinor(-total, currency);
}

/** What a rule run would do with a credit's total, or if it were moved to an account; null: it is held (R6, R10). */
export function proposal(
  pages: Pages,
  credit: Credit,
  total: bigint,
  movedTo: string | null = null,
): Division | null {
  const used = movedTo ?? credit.account;
  const consumer = ownerOfCredit(pages, used, credit.period);
  if (consumer === null) return null;
  const rule = ruleFor(pages.rules, credit, consumer);
  const forOwner = movedTo === null && rule?.forWhom === 'owner';
  const account = forOwner ? (credit.owner ?? used) : used;
  const owner = ownerOfCredit(pages, account, credit.period);
  if (owner === null) return null;
  if (rule === null && pages.settings.noRule === 'hold') return null;
  const percents =
    rule ??
    (pages.settings.noRule === 'retain'
      ? { customerPercent: 0n, resellerPercent: 0n }
      : { customerPercent: HUNDRED, resellerPercent: 0n });
  const { customerPercent, resellerPercent } = percents;
  return {
    by: rule === null ? 'policy' : 'rule',
    rule: rule?.id ?? null,
    version: 0,
    customerPercent,
    resellerPercent,
    customer: owner.customer,
    reseller: owner.reseller,
    account,
    of: total,
    shares: split(amountOf(total, credit.currency), customerPercent, resellerPercent, owner),
  };
}
