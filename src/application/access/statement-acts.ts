import { sellsAs, sightOf, type Viewer } from '../../domain/access/viewer.ts';
import { minorFromText, minorToText } from '../../domain/money/minor.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import { Refusal } from '../errors.ts';
import { mailStatements, type StatementMail } from '../mail/statement-mail.ts';
import {
  closeStatements,
  discardStatements,
  payStatements,
  voidStatements,
} from '../statements/change-statements.ts';
import { type DraftProgress, draftStatements } from '../statements/draft-statements.ts';
import { openStatements } from '../statements/open-statements.ts';
import { redraftDiscarded } from '../statements/redraft-discarded.ts';
import type { Deed, Room } from './act.ts';
import { NotThere } from './refusals.ts';
import type { StatementHeadRow } from './service-book.ts';
import { headOf } from './statement-desk.ts';

export type Step =
  | { readonly step: 'discard' | 'close' }
  /** With mail its buyers are told where to find them. */
  | { readonly step: 'open'; readonly mail: boolean }
  | { readonly step: 'void'; readonly reason: string }
  | { readonly step: 'pay'; readonly reversed: boolean };

/** One step for several statements of the viewer's own issuing; all or none (T7). */
export async function stepStatements(
  room: Room,
  viewer: Viewer,
  ids: readonly string[],
  step: Step,
  dryRun: boolean,
): Promise<Deed> {
  const { desk, shelves } = room;
  const unique = [...new Set(ids)];
  const sight = sightOf(viewer);
  const heads = (): Promise<StatementHeadRow[]> =>
    shelves.lists.statementHeads(sight, { ids: unique }, { after: null, limit: unique.length });
  const before = await heads();
  const mails: StatementMail[] = [];
  if (before.length < unique.length || before.some((head) => !sellsAs(viewer, head.seller)))
    throw new NotThere();
  switch (step.step) {
    case 'open':
      await openStatements(desk, { ids: unique });
      if (step.mail) mails.push(...(await mailStatements(shelves, unique)));
      break;
    case 'discard':
      await discardStatements(desk, unique);
      break;
    case 'void':
      await voidStatements(desk, unique, step.reason);
      break;
    case 'pay':
      await payStatements(desk, unique, step.reversed);
      break;
    case 'close':
      await closeStatements(desk, unique);
      break;
  }
  const after = await heads();
  const states = (of: readonly StatementHeadRow[]) =>
    of.map(({ id, state, number, total }) => ({ id, state, number, total }));
  const told = mails.filter(({ because }) => because === null).map(({ statement }) => statement);
  return {
    answer: { items: after.map((head) => headOf(head, viewer)), dryRun, mails },
    object: unique.join(' '),
    before: states(before),
    after: told.length === 0 ? states(after) : { statements: states(after), mailed: told },
    why: step.step === 'void' ? step.reason : '',
  };
}

/** Discarded drafts of the viewer's own issuing are drafted again; all or none. The answer is the new drafts. */
export async function draftAgain(
  { desk, shelves }: Room,
  viewer: Viewer,
  ids: readonly string[],
  dryRun: boolean,
): Promise<Deed> {
  const unique = [...new Set(ids)];
  const headsOf = (of: readonly string[]): Promise<StatementHeadRow[]> =>
    shelves.lists.statementHeads(sightOf(viewer), { ids: of }, { after: null, limit: of.length });
  const before = await headsOf(unique);
  if (before.length < unique.length || before.some((head) => !sellsAs(viewer, head.seller)))
    throw new NotThere();
  if (!dryRun) await refuseLongWork({ of: unique.length });
  const made = await redraftDiscarded(desk, unique);
  const after = await headsOf(made.map(({ id }) => id));
  return {
    answer: { items: after.map((head) => headOf(head, viewer)), dryRun },
    object: unique.join(' '),
    after: { drafts: after.map(({ id, total }) => ({ id, total })) },
    why: 'a discard undone',
  };
}

export type GenerateAsked = {
  readonly period: BillingPeriod;
  readonly useCredits: boolean | null;
  readonly late: boolean;
  readonly seller: string | null;
  readonly buyers: readonly string[] | null;
};

/** More buyers than one request may wait for: a job tells how far it is and can be stopped. */
const BUYERS_AT_ONCE = 500;

async function refuseLongWork({ of }: { readonly of: number }): Promise<void> {
  if (of > BUYERS_AT_ONCE)
    throw new Refusal(
      'long-work',
      `${of} buyers are more than the ${BUYERS_AT_ONCE} of one request: ask for a job with POST /jobs/generate`,
    );
}

/** Drafts for the sellers and buyers asked for; a reseller drafts its own customers only. */
export async function generate(
  room: Room,
  viewer: Viewer,
  asked: GenerateAsked,
  dryRun: boolean,
  progress: DraftProgress = dryRun ? () => Promise.resolve() : refuseLongWork,
): Promise<Deed> {
  const sight = sightOf(viewer);
  if (asked.seller !== null && !sellsAs(viewer, asked.seller)) throw new NotThere();
  const seller = sight.kind === 'everything' ? asked.seller : sight.party;
  const buyers = asked.buyers === null ? null : new Set(asked.buyers);
  const wants = (edge: { readonly seller: string; readonly buyer: string }): boolean =>
    (seller === null || edge.seller === seller) && (buyers === null || buyers.has(edge.buyer));
  const { period, useCredits, late } = asked;
  const drafts = async (): Promise<StatementHeadRow[]> => {
    const filter = { period, state: 'draft' as const, ...(seller === null ? {} : { seller }) };
    const heads = await room.shelves.lists.statementHeads(sight, filter, { after: null, limit: 1_000_000 });
    return heads.filter(wants);
  };
  const before = new Map((await drafts()).map((head) => [edgeOf(head), head]));
  const report = await draftStatements(room.desk, { period, useCredits, late }, wants, progress);
  const after = await drafts();
  const names = await room.shelves.lists.partyNames(
    [...report.unused, ...report.blocked].flatMap(({ edge }) => [edge.seller, edge.buyer]),
  );
  const named = (id: string) => ({ id, name: names.get(id) ?? id });
  const answer = {
    period,
    buyers: after.toSorted(byName).map((head) => draftedBuyer(head, before.get(edgeOf(head)))),
    drafted: report.drafted,
    replaced: report.replaced,
    kept: report.kept,
    discarded: report.discarded,
    unused: report.unused.map(({ edge, balance }) => ({
      seller: named(edge.seller),
      buyer: named(edge.buyer),
      currency: edge.currency,
      balance: minorToText(balance, edge.currency),
    })),
    blocked: report.blocked.map(({ edge, openPeriod }) => ({
      seller: named(edge.seller),
      buyer: named(edge.buyer),
      openPeriod,
    })),
    expiredGrants: sight.kind === 'everything' ? report.expiredGrants : 0,
    unmappedCharges: sight.kind === 'everything' ? report.unmappedCharges : 0,
    dryRun,
  };
  const { drafted, replaced, kept, discarded } = report;
  return {
    answer,
    object: period,
    after: { ...asked, buyers: asked.buyers?.length ?? 'all', drafted, replaced, kept, discarded },
  };
}

function draftedBuyer(head: StatementHeadRow, before: StatementHeadRow | undefined) {
  const { currency } = head;
  const minor = (text: string): bigint => minorFromText(text, currency);
  const left = minor(head.closingBalance);
  const applied = minor(head.creditApplied);
  const outcome = before === undefined ? 'new' : before.id === head.id ? 'kept' : 'replaced';
  return {
    statement: head.id,
    seller: { id: head.seller, name: head.sellerName },
    buyer: { id: head.buyer, name: head.buyerName },
    currency,
    useCredits: head.useCredits,
    charges: head.charges,
    tax: head.tax,
    available: minorToText(left + applied, currency),
    willApply: head.creditApplied,
    left: head.closingBalance,
    total: head.total,
    outcome,
  };
}

/** As somebody looks for a buyer in a list. */
function byName(a: StatementHeadRow, b: StatementHeadRow): number {
  const key = (head: StatementHeadRow): string => `${head.buyerName} ${head.sellerName} ${head.id}`;
  return key(a) < key(b) ? -1 : 1;
}

function edgeOf({ seller, buyer, currency }: StatementHeadRow): string {
  return JSON.stringify([seller, buyer, currency]);
}
