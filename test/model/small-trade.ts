import { ONE } from './exact.ts';
import type { ChargeLine, CreditLine, Files, Terms } from './pages.ts';
import type { Verb } from './verbs.ts';

/** A customer C of reseller R with two accounts, and a direct customer D with one. Everything is in USD. */
export const ACCOUNT_ONE = '300000000001';
export const ACCOUNT_TWO = '300000000002';
export const ACCOUNT_DIRECT = '300000000003';
export const PAYER = '100000000009';
const SERVICE = 'AmazonEC2';

const ALWAYS = { from: null, to: null };

export const PARTIES: readonly Verb[] = [
  { verb: 'reseller', id: 'R', useCredits: null },
  {
    verb: 'customer',
    id: 'C',
    terms: { percent: null, position: 'after_tax' },
    tenures: [{ holder: 'R', ...ALWAYS }],
  },
  {
    verb: 'customer',
    id: 'D',
    terms: { percent: 100_000n, position: 'after_tax' },
    tenures: [{ holder: null, ...ALWAYS }],
  },
  { verb: 'account', account: ACCOUNT_ONE, tenures: [{ holder: 'C', ...ALWAYS }] },
  { verb: 'account', account: ACCOUNT_TWO, tenures: [{ holder: 'C', ...ALWAYS }] },
  { verb: 'account', account: ACCOUNT_DIRECT, tenures: [{ holder: 'D', ...ALWAYS }] },
  halves('60-30', 600_000n, 300_000n),
];

/** A rule for every credit. */
export function halves(id: string, customerPercent: bigint, resellerPercent: bigint): Verb {
  const all = { kind: 'all' as const, ids: [] };
  const terms: Terms = {
    name: id,
    description: '',
    match: 'exact',
    customerPercent,
    resellerPercent,
    forWhom: 'consumer',
    firstPeriod: null,
    lastPeriod: null,
    customers: all,
    resellers: all,
    services: all,
    active: true,
  };
  return { verb: 'rule', id, createdAt: '2024-12-01', terms };
}

export function cents(amount: number): bigint {
  return BigInt(amount) * (ONE / 100n);
}

export function used(account: string, period: string, amount: number): ChargeLine {
  return { account, service: SERVICE, type: 'Usage', day: `${period}-10`, cost: cents(amount) };
}

export function credited(account: string, amount: number, description = 'MAP 2025'): CreditLine {
  return { account, service: SERVICE, type: 'Credit', description, cost: -cents(amount) };
}

/** Every delivery is another one than all before, by its name. */
export function delivery(
  hash: string,
  period: string,
  charges: readonly ChargeLine[],
  credits: readonly CreditLine[],
  invoiced = true,
): Extract<Verb, { verb: 'import' }> {
  const files: Files = { hash, payer: PAYER, period, currency: 'USD', charges, credits, invoiced };
  return { verb: 'import', files, final: false, replace: true };
}

export function drafted(period: string, late = false): Verb {
  return { verb: 'draft', period, useCredits: null, late };
}

export function opened(period: string): Verb {
  return { verb: 'open', period, seller: null, buyer: null };
}

export const ASSIGNED: Verb = { verb: 'assign', period: null };
