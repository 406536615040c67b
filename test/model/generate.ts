import { ONE } from './exact.ts';
import type { HandGrant, HandPart, Oracle } from './oracle.ts';
import {
  type Bill,
  type ChargeLine,
  type CreditLine,
  earliestOpen,
  type Files,
  type Price,
  type Scope,
  type Settings,
  type TaxTerms,
  type Terms,
} from './pages.ts';
import type { Random } from './random.ts';
import type { Verb } from './verbs.ts';
import { daysOf, type Held, lastDay } from './who.ts';

/** A very small trade: everything meets everything else within a few verbs. */
export const PERIODS = ['2025-01', '2025-02', '2025-03', '2025-04'];
const RESELLERS = ['r1', 'r2'];
const CUSTOMERS = ['c1', 'c2', 'c3'];
const PAYERS = [
  { payer: '100000000001', currency: 'USD', accounts: ['200000000001', '200000000002', '200000000003'] },
  { payer: '100000000002', currency: 'JPY', accounts: ['200000000003', '200000000004'] },
];
const ACCOUNTS = ['200000000001', '200000000002', '200000000003', '200000000004'];
const SERVICES = ['AmazonEC2', 'AWSDataTransfer'];
const STEMS = ['MAP 2025', 'Activate  Credits', 'Proof of concept', 'spp-discount 3%'];
const PERCENTS = [0n, 12_500n, 333_333n, 340_000n, 500_000n, 625_000n, 1_000_000n];

/** Everything a history begins with: parties, tenures, two rules, some prices. */
export function beginning(random: Random): Verb[] {
  return [
    ...RESELLERS.map(
      (id): Verb => ({ verb: 'reseller', id, useCredits: random.pick([null, null, true, false]) }),
    ),
    ...CUSTOMERS.map((id) => customer(random, id)),
    ...ACCOUNTS.map((account) => accountOf(random, account)),
    rule(random, 'rule-1'),
    rule(random, 'rule-2'),
    { verb: 'settings', settings: settings(random) },
  ];
}

type Maker = (random: Random, oracle: Oracle, step: number) => Verb | null;

/** What an operator might do next, given how the book stands. */
export function nextVerb(random: Random, oracle: Oracle, step: number): Verb {
  const makers: Maker[] = [
    ...several(6, importOne),
    ...several(4, () => ({ verb: 'assign', period: random.pick([null, null, ...PERIODS]) })),
    ...several(7, draftOne),
    ...several(4, openSome),
    ...several(2, (_, book) => onBill(random, book, 'discard', 'draft')),
    ...several(2, (_, book) => onBill(random, book, 'void', 'open')),
    (_, book) => onBill(random, book, 'pay', 'open'),
    (_, book) => onBill(random, book, 'unpay', 'paid'),
    (_, book) => (random.oneIn(3) ? onBill(random, book, 'close', random.pick(['open', 'paid'])) : null),
    ...several(2, grants),
    ...several(2, byHand),
    toProposal,
    ...several(2, withdrawal),
    moveOne,
    () => rule(random, `rule-${1 + random.below(5)}`),
    () => ({ verb: 'prices', prices: [price(random), price(random)] }),
    () =>
      random.oneIn(2) ? accountOf(random, random.pick(ACCOUNTS)) : customer(random, random.pick(CUSTOMERS)),
    () => (random.oneIn(3) ? { verb: 'settings', settings: settings(random) } : null),
    () => (random.oneIn(2) ? { verb: 'close-period', period: random.pick(PERIODS) } : null),
  ];
  for (;;) {
    const verb = random.pick(makers)(random, oracle, step);
    if (verb !== null) return verb;
  }
}

function several(times: number, maker: Maker): Maker[] {
  return Array.from({ length: times }, () => maker);
}

function settings(random: Random): Settings {
  return {
    useCredits: !random.oneIn(4),
    noRule: random.pick(['hold', 'pass-through', 'retain'] as const),
    roundingLine: random.oneIn(3),
  };
}

function customer(random: Random, id: string): Verb {
  const percent = random.pick([null, 0n, 100_000n, 72_500n]);
  const terms: TaxTerms = { percent, position: random.pick(['after_tax', 'before_tax'] as const) };
  return { verb: 'customer', id, terms, tenures: tenures(random, [null, ...RESELLERS]) };
}

function accountOf(random: Random, account: string): Verb {
  return { verb: 'account', account, tenures: tenures(random, CUSTOMERS) };
}

/** One holder for ever, two after each other, or with a gap between and an end. */
function tenures(random: Random, holders: readonly (string | null)[]): Held[] {
  const holder = random.pick(holders);
  if (!random.oneIn(3)) return [{ holder, from: null, to: null }];
  const period = random.pick(PERIODS);
  const [day = '', later = ''] = [random.pick(daysOf(period)), lastDay(period)];
  if (random.oneIn(2)) {
    return [
      { holder, from: null, to: day },
      { holder: random.pick(holders), from: day, to: null },
    ];
  }
  if (day === later) return [{ holder, from: day, to: null }];
  return [
    { holder, from: null, to: day },
    { holder: random.pick(holders), from: later, to: random.pick([null, '2025-04-20']) },
  ].filter((one) => one.from === null || one.to === null || one.from < one.to);
}

function rule(random: Random, id: string): Verb {
  const customerPercent = random.pick(PERCENTS);
  const rest = PERCENTS.filter((percent) => percent + customerPercent <= 1_000_000n);
  const [firstPeriod, lastPeriod] = random.oneIn(3)
    ? [random.pick(PERIODS), null]
    : [null, random.pick([null, null, '2025-03'])];
  const match = random.pick(['exact', 'contains', 'wildcard', 'regex'] as const);
  const description =
    match === 'regex'
      ? random.pick(['', '^map', 'CREDITS?$', 'o.c|2025', '^proof of .*t$'])
      : random.pick(['', 'map 2025', 'ACTIVATE credits', '*o*c*', 'credits']);
  const terms: Terms = {
    name: `Rule ${id}`,
    description,
    match,
    customerPercent,
    resellerPercent: random.pick(rest),
    forWhom: random.oneIn(4) ? 'owner' : 'consumer',
    firstPeriod,
    lastPeriod,
    customers: scope(random, CUSTOMERS),
    resellers: scope(random, RESELLERS),
    services: scope(random, SERVICES),
    active: !random.oneIn(6),
  };
  // A rule's created-at never changes (R7), so it follows from its id; two of them are equal (R4 level 6).
  const createdAt = ({ 'rule-2': '2024-12-01', 'rule-4': '2024-10-01' } as Record<string, string>)[id];
  return { verb: 'rule', id, createdAt: createdAt ?? '2024-11-15', terms };
}

function scope(random: Random, ids: readonly string[]): Scope {
  const some = random.some(ids);
  if (some.length === 0 || random.oneIn(2)) return { kind: 'all', ids: [] };
  return { kind: random.pick(['only', 'except'] as const), ids: some };
}

function price(random: Random): Price {
  const seller = random.pick(['distributor', ...RESELLERS]);
  return {
    seller,
    buyer: random.pick(['*', ...CUSTOMERS, ...(seller === 'distributor' ? RESELLERS : [])]),
    service: random.pick(['*', ...SERVICES]),
    uplift: random.pick([0n, 50_000n, 123_450n, -70_000n, 1_000_000n]),
    from: random.pick([null, null, '2025-02', '2025-03']),
  };
}

/** One month, or several in one command. */
function importOne(random: Random, oracle: Oracle, step: number): Verb {
  const first = monthOf(random, oracle, step, random.pick(PAYERS), random.pick(PERIODS));
  if (first.verb !== 'import' || !first.replace || !random.oneIn(4)) return first;
  const others = PAYERS.flatMap((payer) => PERIODS.map((period) => ({ payer, period }))).filter(
    ({ payer, period }) =>
      (payer.payer !== first.files.payer || period !== first.files.period) && random.oneIn(4),
  );
  const also = others.flatMap(({ payer, period }) => {
    const verb = monthOf(random, oracle, step, payer, period);
    return verb.verb === 'import' ? [verb.files] : [];
  });
  return { ...first, also };
}

/** A first delivery of a payer's month, or one that changes it a little; at times an old one or the same again. */
function monthOf(
  random: Random,
  oracle: Oracle,
  step: number,
  { payer, currency, accounts }: (typeof PAYERS)[number],
  period: string,
): Verb {
  const known = oracle.pages.delivered.filter(
    ({ files }) => files.payer === payer && files.period === period,
  );
  const current = known.find((one) => one.current)?.files;
  const final = random.oneIn(4);
  if (current !== undefined && random.oneIn(6)) {
    return { verb: 'import', files: random.pick(known).files, final, replace: random.oneIn(2) };
  }
  const files: Files = {
    hash: `delivery ${step} of ${payer} ${period}`,
    payer,
    period,
    currency,
    invoiced: !random.oneIn(4),
    charges: changed(random, current?.charges ?? [], () => charge(random, accounts, period)),
    credits: changed(random, current?.credits ?? [], () => credit(random, accounts)),
  };
  return { verb: 'import', files, final, replace: true };
}

/** Most lines stay; some are gone, some cost something else, some are new. */
function changed<L extends { readonly cost: bigint }>(
  random: Random,
  lines: readonly L[],
  made: () => L,
): L[] {
  const kept = lines
    .filter(() => !random.oneIn(8))
    .map((line) => (random.oneIn(5) ? { ...line, cost: made().cost } : line));
  return [...kept, ...Array.from({ length: (lines.length === 0 ? 3 : 0) + random.below(3) }, made)];
}

function charge(random: Random, accounts: readonly string[], period: string): ChargeLine {
  return {
    account: random.pick(accounts),
    service: random.pick(SERVICES),
    type: random.pick(['Usage', 'Usage', 'Usage', 'Fee', 'Tax', 'SppDiscount', 'Mystery']),
    day: random.pick(daysOf(period)),
    cost: cost(random),
  };
}

function credit(random: Random, accounts: readonly string[]): CreditLine {
  const stem = random.pick(STEMS);
  return {
    account: random.pick(accounts),
    service: random.pick(SERVICES),
    type: random.oneIn(12) ? 'Refund' : 'Credit',
    description: random.oneIn(3) ? `${stem}, credit from account: ${random.pick(ACCOUNTS)}` : stem,
    cost: -cost(random),
  };
}

/** From dust to hundreds, with up to twelve decimals; one in ten the other way: a claw-back, a negative charge. */
function cost(random: Random): bigint {
  const magnitude = random.pick([
    BigInt(random.below(1_000_000_000)),
    BigInt(random.below(100_000)) * (ONE / 100n),
    BigInt(random.below(300)) * ONE,
    BigInt(random.below(2_000_000_000)) * 100_003n,
  ]);
  return random.oneIn(10) ? -magnitude : magnitude;
}

function draftOne(random: Random): Verb {
  const useCredits = random.pick([null, null, null, true, false]);
  return { verb: 'draft', period: random.pick(PERIODS), useCredits, late: random.oneIn(4) };
}

function openSome(random: Random, oracle: Oracle): Verb | null {
  const drafts = oracle.live().filter((bill) => bill.state === 'draft');
  if (drafts.length === 0) return null;
  const { period, seller, buyer } = random.pick(drafts);
  if (random.oneIn(2)) return { verb: 'open', period, seller: null, buyer: null };
  return { verb: 'open', period, seller, buyer };
}

function onBill(
  random: Random,
  oracle: Oracle,
  verb: 'discard' | 'void' | 'pay' | 'unpay' | 'close',
  state: Bill['state'],
): Verb | null {
  // One time in ten whatever its state, to hear the refusal.
  const bills = oracle.live().filter((bill) => bill.state === state || random.oneIn(10));
  if (bills.length === 0) return null;
  const { seller, buyer, period, currency } = random.pick(bills);
  return { verb, bill: { seller, buyer, period, currency } };
}

function grants(random: Random, oracle: Oracle, step: number): Verb | null {
  const one = grant(random, oracle, `hand-${step}`);
  return one === null ? null : { verb: 'grants', grants: [one] };
}

/** Granted in mid-month, so that its age never ties with that of a credit's grant (T4). */
function grant(random: Random, oracle: Oracle, id: string): HandGrant | null {
  const period = random.pick(PERIODS);
  if (period < (earliestOpen(oracle.pages) ?? '')) return null;
  const seller = random.pick(['distributor', ...RESELLERS]);
  const buyer = random.pick(seller === 'distributor' ? [...RESELLERS, ...CUSTOMERS] : CUSTOMERS);
  const sellers = (oracle.pages.resellerTenures.get(buyer) ?? []).map(
    (tenure) => tenure.holder ?? 'distributor',
  );
  if (!RESELLERS.includes(buyer) && !sellers.includes(seller)) return null;
  const starts = random.pick([null, null, '2025-01-20', '2025-03-01']);
  const ends = random.pick([null, '2025-01-31', '2025-02-10', '2025-03-31']);
  return {
    id,
    seller,
    buyer,
    currency: random.pick(['USD', 'USD', 'JPY']),
    amount: BigInt(1 + random.below(20_000)),
    starts,
    ends: ends !== null && ends < (starts ?? '') ? null : ends,
    grantedOn: `${period}-1${random.below(10)}`,
  };
}

function byHand(random: Random, oracle: Oracle): Verb | null {
  const credits = oracle.pages.credits.filter((one) => one.kind !== 'partner_discount');
  if (credits.length === 0) return null;
  if (random.oneIn(4))
    return { verb: 'move', credit: random.pick(credits).id, account: random.pick(ACCOUNTS) };
  const { id, exact } = random.pick(credits);
  const parties = random.some([...CUSTOMERS, ...RESELLERS, 'distributor']);
  const [first] = parties;
  if (first === undefined) return null;
  // One time in ten somebody is named twice, or a sign is wrong, to hear the refusal.
  if (random.oneIn(10)) parties.push(first);
  const sign = exact > 0n !== random.oneIn(10) ? -1n : 1n;
  const parts = parties.map((party): HandPart => {
    if (random.oneIn(2)) return { party, percent: random.pick(PERCENTS) };
    return { party, amount: sign * BigInt(random.below(500)) };
  });
  return { verb: 'by-hand', credit: id, parts, allowMore: random.oneIn(2) };
}

function withdrawal(random: Random, oracle: Oracle): Verb | null {
  const made = oracle.pages.grants;
  if (made.length === 0) return null;
  const { id } = random.pick(made);
  return { verb: 'withdraw', grant: id, amount: random.pick([null, null, BigInt(random.below(4_000))]) };
}

function moveOne(random: Random, oracle: Oracle): Verb | null {
  const made = oracle.pages.grants;
  if (made.length === 0) return null;
  const { id } = random.pick(made);
  return { verb: 'move-grant', grant: id, seller: random.pick(['distributor', ...RESELLERS]) };
}

function toProposal(random: Random, oracle: Oracle): Verb | null {
  if (oracle.pages.credits.length === 0) return null;
  return { verb: 'to-proposal', credit: random.pick(oracle.pages.credits).id };
}
