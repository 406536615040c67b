import type { Credit } from '../../domain/credit/credit.ts';
import { HUNDRED_PERCENT, type Percent, percentFromText } from '../../domain/money/percent.ts';
import { amountFromTyped } from '../../domain/money/typed-amount.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import type { Share } from '../../domain/split/share.ts';
import { applyProposal, assignByHand, assignManyByHand, type HandOrder } from '../credits/assign-by-hand.ts';
import { assignCredits } from '../credits/assign-credits.ts';
import type { HandPart } from '../credits/hand-shares.ts';
import { proposerOf } from '../credits/propose.ts';
import { reapplyRules } from '../credits/reapply-rules.ts';
import type { Reassigned } from '../credits/redivide.ts';
import { undoManyByHand } from '../credits/undo-by-hand.ts';
import { holdersOf } from '../parties/holders-of.ts';
import type { Deed, Room } from './act.ts';
import { sharesText } from './credit-desk.ts';
import type { FieldFault } from './field-fault.ts';
import { found, WrongFields } from './refusals.ts';

type PartAsked = {
  readonly party: string;
  readonly amount?: string | undefined;
  readonly percent?: string | undefined;
};

export type HandAsked = {
  readonly parts: readonly PartAsked[];
  readonly moveTo: string | null;
  readonly reason: string;
  readonly allowMore: boolean;
};

/** Divides one credit by hand (S4). */
export async function divideByHand(room: Room, id: string, asked: HandAsked, dryRun: boolean): Promise<Deed> {
  const credit = found((await room.shelves.credits.list({ ids: [id] }))[0]);
  const faults: FieldFault[] = [];
  const given = asked.parts.flatMap((part, at) =>
    givesNothing(part) ? [] : handPart(part, `parts.${at}`, credit, faults),
  );
  // Nobody gets anything: the whole stays with the distributor.
  const parts = given.length === 0 && asked.parts.some(givesNothing) ? [WHOLE] : given;
  if (parts.length === 0 && asked.moveTo === null && faults.length === 0) {
    faults.push({
      field: 'parts',
      seen: 'nothing',
      todo: 'say who gets how much, or name the account to move it to',
    });
  }
  if (faults.length > 0) throw new WrongFields(faults);
  const { moveTo, reason, allowMore } = asked;
  const done = await assignByHand(room.desk, { creditId: id, parts, moveTo, reason, allowMore });
  const [view] = await undoable(room, [done]);
  return deedOf(found(view), reason, dryRun);
}

/** Back to what the rules propose (S4, R7). */
export async function divideAsProposed({ desk, shelves }: Room, id: string, dryRun: boolean): Promise<Deed> {
  found((await shelves.credits.list({ ids: [id] }))[0]);
  return deedOf(reassignedView(await applyProposal(desk, id)), 'back to the proposal', dryRun);
}

export async function runRules({ desk }: Room, period: BillingPeriod | null, dryRun: boolean): Promise<Deed> {
  const { assigned, restated, held } = await assignCredits(desk, period);
  const answer = {
    assigned,
    restated,
    held: held.map((one) => ({ credit: one.credit.id, because: one.because })),
    dryRun,
  };
  return { answer, object: period ?? 'all periods', after: { assigned, restated, held: held.length } };
}

export async function reapply({ desk }: Room, period: BillingPeriod | null, dryRun: boolean): Promise<Deed> {
  const items = (await reapplyRules(desk, { period, dryRun: false })).map(reassignedView);
  return { answer: { items, dryRun }, object: period ?? 'all periods', after: { credits: items.length } };
}

/** The same percentages for several credits; all or none. */
export async function divideMany(
  { desk, shelves }: Room,
  asked: {
    readonly ids: readonly string[];
    readonly customerPercent: string;
    readonly resellerPercent: string;
    readonly reason: string;
  },
  dryRun: boolean,
): Promise<Deed> {
  const faults: FieldFault[] = [];
  const customerPercent = percentOf(asked.customerPercent, 'customerPercent', faults);
  const resellerPercent = percentOf(asked.resellerPercent, 'resellerPercent', faults);
  const credits = await shelves.credits.list({ ids: asked.ids });
  faults.push(...unknownFaults(asked.ids, credits));
  const parties = await partiesOfCredits({ shelves }, credits);
  const orders: HandOrder[] = [];
  for (const credit of faults.length > 0 ? [] : credits) {
    const owner = parties.get(credit.id);
    if (owner === undefined) {
      faults.push({
        field: 'ids',
        seen: credit.id,
        todo: 'its account is unmapped: map it, or assign this one alone',
      });
      continue;
    }
    const parts: HandPart[] = [
      { party: owner.customer, percent: customerPercent },
      ...(owner.reseller === null ? [] : [{ party: owner.reseller, percent: resellerPercent }]),
    ];
    orders.push({ creditId: credit.id, parts, moveTo: null, reason: asked.reason, allowMore: false });
  }
  if (faults.length > 0) throw new WrongFields(faults);
  const done = await assignManyByHand(desk, orders);
  return {
    answer: { items: await undoable({ desk, shelves }, done), dryRun },
    object: asked.ids.join(' '),
    after: { credits: done.length },
    why: asked.reason,
  };
}

/** What stood before each of these hand decisions stands again; all or none (S4). */
export async function undoMany(
  { desk, shelves }: Room,
  asked: readonly { readonly credit: string; readonly version: number }[],
  dryRun: boolean,
): Promise<Deed> {
  const ids = asked.map(({ credit }) => credit);
  const faults = unknownFaults(ids, await shelves.credits.list({ ids }));
  if (faults.length > 0) throw new WrongFields(faults);
  const undone = await undoManyByHand(
    desk,
    asked.map(({ credit, version }) => ({ creditId: credit, version })),
  );
  const items = undone.map(reassignedView);
  return {
    answer: { items, dryRun },
    object: ids.join(' '),
    after: { credits: items.length },
    why: 'undone',
  };
}

function unknownFaults(ids: readonly string[], credits: readonly Credit[]): FieldFault[] {
  const known = new Set(credits.map((credit) => credit.id));
  return ids
    .filter((id) => !known.has(id))
    .map((id) => ({ field: 'ids', seen: id, todo: 'name credits of the list' }));
}

const WHOLE: HandPart = { party: DISTRIBUTOR, percent: HUNDRED_PERCENT };

/** An amount of zero, plainly written. */
function givesNothing({ amount, percent }: Pick<PartAsked, 'amount' | 'percent'>): boolean {
  return percent === undefined && amount !== undefined && /^0+(\.0*)?$/.test(amount.trim());
}

export function handPart(
  part: PartAsked,
  field: string,
  credit: Credit,
  faults: FieldFault[],
  named?: string,
): HandPart[] {
  if ((part.amount === undefined) === (part.percent === undefined)) {
    faults.push({ field, seen: 'both or neither of amount and percent', todo: 'give one of them' });
    return [];
  }
  if (part.percent !== undefined)
    return [{ party: part.party, percent: percentOf(part.percent, `${field}.percent`, faults) }];
  const typed = part.amount ?? '';
  // Of a claw-back the parts are taken back: they are typed with their minus.
  const negative = credit.exact.digits > 0n && typed.trim().startsWith('-');
  const amount = amountFromTyped(negative ? typed.trim().slice(1) : typed, credit.currency);
  if (typeof amount === 'bigint') return [{ party: part.party, amount: negative ? -amount : amount }];
  faults.push({ field: named ?? `${field}.amount`, seen: typed, todo: amount.says });
  return [];
}

export function percentOf(text: string, field: string, faults: FieldFault[]): Percent {
  const percent = percentFromText(text);
  if (typeof percent === 'bigint') return percent;
  const todo = {
    'not-a-number': 'write a percentage in digits, such as 62.5',
    'too-many-decimals': 'a percentage has at most four decimals',
    'out-of-range': 'a percentage is from 0 to 100',
  }[percent];
  faults.push({ field, seen: text === '' ? 'nothing' : text, todo });
  return 0n;
}

async function partiesOfCredits({ shelves }: Pick<Room, 'shelves'>, credits: readonly Credit[]) {
  const holders = await holdersOf(shelves);
  return new Map(
    credits.flatMap((credit) => {
      const owner = holders.ofCredit(credit.usageAccount, credit.period);
      return owner === null ? [] : [[credit.id, owner] as const];
    }),
  );
}

function deedOf(view: ReassignedView, why: string, dryRun: boolean): Deed {
  return { answer: { ...view, dryRun }, object: view.credit, before: view.before, after: view.after, why };
}

/** Hand decisions with what undoes each: one that came first is undone to what the rules propose, if they propose. */
async function undoable({ desk, shelves }: Room, done: readonly Reassigned[]): Promise<ReassignedView[]> {
  const first = done.filter(({ version }) => version === 1).map(({ credit }) => credit);
  const { propose } = await proposerOf(desk, shelves, first);
  return done.map((one) => ({
    ...reassignedView(one),
    undo: one.version > 1 || propose(one.credit).shares !== null ? one.version : null,
  }));
}

type ReassignedView = ReturnType<typeof reassignedView>;

function reassignedView(done: {
  readonly credit: Credit;
  readonly before: readonly Share[];
  readonly after: readonly Share[] | null;
  readonly heldBecause?: string | null;
}) {
  const { id, currency } = done.credit;
  return {
    credit: id,
    currency,
    before: sharesText(done.before, currency),
    after: done.after === null ? null : sharesText(done.after, currency),
    heldBecause: done.heldBecause ?? null,
    undo: null as number | null,
  };
}
