import fc from 'fast-check';
import { expect, test } from 'vitest';
import { saveScanned } from '../../src/application/deliveries/import-deliveries.ts';
import { balanceViews } from '../../src/application/views/balance-view.ts';
import { creditViews } from '../../src/application/views/credit-view.ts';
import { statementViews } from '../../src/application/views/statement-view.ts';
import { busyBook } from '../support/book.ts';
import { applyToBook, type Driven } from './apply-to-book.ts';
import { brokenChecks } from './compare.ts';
import { deliveredMonth } from './delivered.ts';
import { drivenOn } from './desk.ts';
import { everyRow } from './history.ts';
import type { ChargeLine, CreditLine, Files } from './pages.ts';
import {
  ACCOUNT_DIRECT,
  ACCOUNT_ONE,
  ACCOUNT_TWO,
  ASSIGNED,
  credited,
  delivery,
  drafted,
  halves,
  opened,
  PARTIES,
  used,
} from './small-trade.ts';
import type { Verb } from './verbs.ts';

/** Laws of the whole path, on real books. Few runs each: the simulation walks the same ground at random. */
const RUNS = { numRuns: 5, endOnFailure: true } as const;

const ACCOUNTS = [ACCOUNT_ONE, ACCOUNT_TWO, ACCOUNT_DIRECT];
const anAccount = fc.constantFrom(...ACCOUNTS);
const someCents = fc.integer({ min: -3_000, max: 40_000 });
const aCredit = fc.tuple(
  anAccount,
  someCents,
  fc.constantFrom('MAP 2025', 'Activate', 'POC, credit from account: 399999999999'),
);
const aCharge = fc.tuple(anAccount, someCents);
const aMonth = fc.record({
  charges: fc.array(aCharge, { minLength: 1, maxLength: 6 }),
  credits: fc.array(aCredit, { minLength: 1, maxLength: 5 }),
});
type Month = {
  readonly charges: readonly [string, number][];
  readonly credits: readonly [string, number, string][];
};

function chargesOf(month: Month, period: string): ChargeLine[] {
  return month.charges.map(([account, amount]) => used(account, period, amount));
}

function creditsOf(month: Month): CreditLine[] {
  return month.credits.map(([account, amount, stem]) => credited(account, amount, stem));
}

function deliveryOf(hash: string, period: string, month: Month) {
  return delivery(hash, period, chargesOf(month, period), creditsOf(month));
}

async function inBook<T>(
  work: (driven: Driven, rows: () => Promise<Map<string, string>>) => Promise<T>,
): Promise<T> {
  const book = await busyBook();
  try {
    const driven = drivenOn(book.pool);
    const result = await work(driven, () => everyRow(book.pool));
    expect(await brokenChecks(driven.desk)).toEqual([]);
    return result;
  } finally {
    await book.close();
  }
}

async function happen(driven: Driven, verbs: readonly Verb[]): Promise<void> {
  for (const verb of verbs) expect([verb.verb, await applyToBook(driven, verb)]).toEqual([verb.verb, null]);
}

/** Every figure of the balances, statements and credits, without the statements' own ids and numbers. */
async function everything({ desk }: Driven) {
  const statements = await statementViews(desk, {});
  return {
    balances: await balanceViews(desk, null),
    credits: await creditViews(desk, {}),
    statements: statements.map(({ id: _id, number: _number, story: _story, ...figures }) => figures),
  };
}

async function discardAll(driven: Driven): Promise<void> {
  for (;;) {
    const [draft] = await statementViews(driven.desk, { states: ['draft'] });
    if (draft === undefined) return;
    await happen(driven, [{ verb: 'discard', bill: draft }]);
  }
}

test('a delivery imported twice is imported once (N1)', async () => {
  await fc.assert(
    fc.asyncProperty(aMonth, (month) =>
      inBook(async (driven, rows) => {
        const path = [deliveryOf('one', '2025-01', month), ASSIGNED, drafted('2025-01')];
        await happen(driven, [...PARTIES, ...path]);
        const once = await rows();
        await happen(driven, [...PARTIES, ...path]);
        expect(await rows()).toEqual(once);
      }),
    ),
    RUNS,
  );
});

test('the order of the lines and the parts they come in change nothing, not even an id (C1, C3, N1)', async () => {
  const aCut = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 12, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(aMonth, aMonth, aCut, async (first, second, cuts) => {
      const told = async (shuffle: (files: Files) => Files) =>
        inBook(async (driven) => {
          await happen(driven, PARTIES);
          for (const [hash, month] of [
            ['one', first],
            ['two', second],
          ] as const) {
            const { files } = deliveryOf(hash, '2025-01', month);
            const read = deliveredMonth(shuffle(files), () => false);
            await saveScanned(driven.desk, [read], { final: false, replace: true });
            await happen(driven, [ASSIGNED, drafted('2025-01')]);
          }
          const { balances, credits, statements } = await everything(driven);
          const stories = (await statementViews(driven.desk, {})).map((statement) => statement.story);
          return {
            balances,
            statements,
            stories,
            credits: credits.map(({ lines: _lines, ...credit }) => credit),
          };
        });
      const inParts = (files: Files): Files => ({
        ...files,
        charges: torn(files.charges, cuts),
        credits: torn(files.credits, cuts),
      });
      expect(await told(inParts)).toEqual(await told((files) => files));
    }),
    RUNS,
  );
});

/** Every line as two that add up to it, in an order that the cuts decide. */
function torn<L extends { readonly cost: bigint }>(lines: readonly L[], cuts: readonly number[]): L[] {
  const pieces = lines.flatMap((line, at) => {
    const part = (line.cost * BigInt(cuts[at % cuts.length] ?? 0)) / 1_000n;
    return [
      { ...line, cost: part },
      { ...line, cost: line.cost - part },
    ];
  });
  const placed = pieces.map((piece, at) => ({ piece, place: cuts[at % cuts.length] ?? 0 }));
  return placed.sort((a, b) => a.place - b.place).map(({ piece }) => piece);
}

test('a month delivered anew after it was opened ends like one delivered right at once, by adjustments (N2, N3, N4)', async () => {
  const noTax: Verb[] = PARTIES.map((verb) =>
    verb.verb === 'customer' ? { ...verb, terms: { percent: null, position: 'after_tax' } } : verb,
  );
  await fc.assert(
    fc.asyncProperty(aMonth, aMonth, aMonth, async (wrong, right, next) => {
      const told = (deliveries: readonly Verb[]) =>
        inBook(async (driven) => {
          await happen(driven, noTax);
          for (const one of deliveries) {
            await happen(driven, [one, ASSIGNED, drafted('2025-01'), opened('2025-01')]);
          }
          await happen(driven, [deliveryOf('next', '2025-02', next), ASSIGNED, drafted('2025-02')]);
          return { billed: await billedOf(driven), position: await positionsOf(driven) };
        });
      const fresh = deliveryOf('right', '2025-01', right);
      expect(await told([deliveryOf('wrong', '2025-01', wrong), fresh])).toEqual(await told([fresh]));
    }),
    RUNS,
  );
});

function notNothing(sums: ReadonlyMap<string, bigint>): Map<string, string> {
  const some = [...sums].filter(([, sum]) => sum !== 0n);
  return new Map(some.map(([key, sum]): [string, string] => [key, `${sum}`]).sort());
}

/** The price of every line that was billed, adjustments included, by original period. */
async function billedOf({ desk }: Driven): Promise<Map<string, string>> {
  const sums = new Map<string, bigint>();
  const add = (key: string, amount: string): void => {
    const digits = BigInt(amount.replace('.', '')) * (amount.includes('.') ? 1n : 100n);
    sums.set(key, (sums.get(key) ?? 0n) + digits);
  };
  for (const statement of await statementViews(desk, {})) {
    const edge = `${statement.seller} ${statement.buyer}`;
    for (const line of statement.lines) add(`${edge} ${statement.period} ${line.usageAccount}`, line.price);
    for (const line of statement.adjustmentLines)
      add(`${edge} ${line.originalPeriod} ${line.usageAccount}`, line.price);
  }
  return notNothing(sums);
}

/** What each buyer owes after its credits: Σ totals of its statements less what it still has. */
async function positionsOf({ desk }: Driven): Promise<Map<string, string>> {
  const owed = new Map<string, bigint>();
  const add = (edge: string, amount: bigint): void => {
    owed.set(edge, (owed.get(edge) ?? 0n) + amount);
  };
  const cents = (text: string): bigint => BigInt(text.replace('.', ''));
  for (const s of await statementViews(desk, {})) add(`${s.seller} ${s.buyer}`, cents(s.total));
  for (const b of await balanceViews(desk, null)) add(`${b.seller} ${b.buyer}`, -cents(b.available));
  return notNothing(owed);
}

test('the balance is carried from month to month and never more or less than was earned (T4, T6)', async () => {
  const months = fc.array(fc.record({ month: aMonth, open: fc.boolean() }), { minLength: 2, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(months, (given) =>
      inBook(async (driven) => {
        await happen(driven, PARTIES);
        for (const [at, { month, open }] of given.entries()) {
          const period = `2025-0${at + 1}`;
          await happen(driven, [deliveryOf(period, period, month), ASSIGNED, drafted(period)]);
          if (open && given.slice(0, at).every((one) => one.open)) await happen(driven, [opened(period)]);
        }
        const cents = (text: string): bigint => BigInt(text.replace('.', ''));
        const edges = Map.groupBy(await statementViews(driven.desk, {}), (s) => `${s.seller} ${s.buyer}`);
        for (const balance of await balanceViews(driven.desk, null)) {
          const statements = edges.get(`${balance.seller} ${balance.buyer}`) ?? [];
          let carried = 0n;
          for (const statement of statements) {
            expect(cents(statement.openingBalance)).toBe(carried);
            carried += cents(statement.earned) - cents(statement.creditApplied) - cents(statement.expired);
            expect(cents(statement.closingBalance)).toBe(carried);
          }
          const after = cents(balance.available) - carried;
          expect(after === 0n || statements.at(-1)?.period !== `2025-0${given.length}`).toBe(true);
        }
      }),
    ),
    RUNS,
  );
});

test.each([
  { name: 'of the law', credit: 500, charges: [200, 180, 200], due: ['0.00', '0.00', '80.00'] },
  {
    name: 'of CloudHealth',
    credit: 100,
    charges: [40, 35, 20, 40, 50],
    due: ['0.00', '0.00', '0.00', '35.00', '50.00'],
  },
])(
  'the example $name: a credit larger than the bill pays the following months (T4)',
  async ({ credit, charges, due }) => {
    await inBook(async (driven, rows) => {
      const all = halves('60-30', 1_000_000n, 0n);
      const path = charges.flatMap((amount, at) => {
        const period = `2025-0${at + 1}`;
        const credits = at === 0 ? [credited(ACCOUNT_ONE, credit * 100)] : [];
        const one = delivery(period, period, [used(ACCOUNT_ONE, period, amount * 100)], credits);
        return [one, ASSIGNED, drafted(period)];
      });
      await happen(driven, [...PARTIES, all, ...path]);
      const once = await rows();
      expect((await statementViews(driven.desk, { seller: 'R' })).map((s) => s.total)).toEqual(due);
      await happen(driven, path);
      expect(await rows()).toEqual(once);
    });
  },
);

test('a draft that was discarded never was: balances, and every later draft (T7)', async () => {
  await fc.assert(
    fc.asyncProperty(aMonth, aMonth, async (first, second) => {
      const months = [deliveryOf('one', '2025-01', first), deliveryOf('two', '2025-02', second)];
      const price: Verb = {
        verb: 'prices',
        prices: [{ seller: 'R', buyer: 'C', service: '*', uplift: 123_400n, from: null }],
      };
      const drafts = [drafted('2025-01'), drafted('2025-02')];
      const told = (between: (driven: Driven) => Promise<void>) =>
        inBook(async (driven) => {
          await happen(driven, [...PARTIES, ...months, ASSIGNED]);
          const before = await everything(driven);
          await between(driven);
          expect(await everything(driven)).toEqual(before);
          await happen(driven, [price, ...drafts]);
          return everything(driven);
        });
      const discarded = await told(async (driven) => {
        await happen(driven, drafts);
        await discardAll(driven);
      });
      expect(discarded).toEqual(await told(async () => undefined));
    }),
    RUNS,
  );
});

test('a statement that was voided gives back all it used, and is drafted the same again (T7)', async () => {
  await fc.assert(
    fc.asyncProperty(aMonth, (month) =>
      inBook(async (driven) => {
        await happen(driven, [...PARTIES, deliveryOf('one', '2025-01', month), ASSIGNED]);
        const before = await balanceViews(driven.desk, null);
        await happen(driven, [drafted('2025-01')]);
        const first = await everything(driven);
        await happen(driven, [opened('2025-01')]);
        for (const bill of await statementViews(driven.desk, {}))
          await happen(driven, [{ verb: 'void', bill }]);
        expect(await balanceViews(driven.desk, null)).toEqual(before);
        await happen(driven, [drafted('2025-01')]);
        const again = await everything(driven);
        const live = again.statements.filter((statement) => statement.state !== 'void');
        expect({ ...again, statements: live }).toEqual(first);
      }),
    ),
    RUNS,
  );
});

test('the order in which rules, parties and deliveries arrive chooses no rule (R4, R5, P5)', async () => {
  const rules = [
    halves('one', 100_000n, 0n),
    halves('two', 500_000n, 0n),
    halves('three', 1_000_000n, 0n),
  ].map(
    (verb, at): Verb =>
      verb.verb === 'rule'
        ? {
            ...verb,
            createdAt: `2024-12-0${at + 1}`,
            terms: { ...verb.terms, description: ['MAP 2025', '', 'activate'][at] ?? '' },
          }
        : verb,
  );
  const parties = PARTIES.filter((verb) => verb.verb !== 'rule');
  const places = fc.shuffledSubarray(rules, { minLength: rules.length });
  await fc.assert(
    fc.asyncProperty(aMonth, places, fc.boolean(), async (month, shuffled, rulesFirst) => {
      const arrives = deliveryOf('one', '2025-01', month);
      const told = (path: readonly Verb[]) =>
        inBook(async (driven) => {
          await happen(driven, [...path, ASSIGNED, drafted('2025-01')]);
          return everything(driven);
        });
      const late = rulesFirst ? [...shuffled, ...parties, arrives] : [...parties, arrives, ...shuffled];
      expect(await told(late)).toEqual(await told([...parties, ...rules, arrives]));
    }),
    RUNS,
  );
});
