import type { Viewer } from '../../domain/access/viewer.ts';
import { amountOf, type Credit } from '../../domain/credit/credit.ts';
import { checkTerms } from '../../domain/credit-rule/check-terms.ts';
import type { CreditRule, CreditRuleTerms } from '../../domain/credit-rule/credit-rule.ts';
import { deactivateRule, editRule, newRule, sameTerms } from '../../domain/credit-rule/edit-rule.ts';
import { placesInOrder } from '../../domain/credit-rule/order.ts';
import { minorToText } from '../../domain/money/minor.ts';
import { percentToText } from '../../domain/money/percent.ts';
import { type BillingPeriod, shiftPeriod } from '../../domain/period/billing-period.ts';
import { proposerOf } from '../credits/propose.ts';
import { EMPTY_MONTH_FOLDER } from '../month-folder/month-folder.ts';
import { backtestRules } from '../rules/backtest-rules.ts';
import { lintBook } from '../rules/lint-book.ts';
import {
  type Deed,
  etagOf,
  look,
  type Office,
  type Permission,
  permission,
  type Room,
  readOnlyReason,
  refuseStale,
} from './act.ts';
import { percentOf } from './credit-acts.ts';
import type { Named } from './credit-desk.ts';
import type { FieldFault } from './field-fault.ts';
import { found, WrongFields } from './refusals.ts';

type Terms = Omit<
  CreditRuleTerms,
  'customerPercent' | 'resellerPercent' | 'customers' | 'resellers' | 'services'
> & {
  readonly customerPercent: string;
  readonly resellerPercent: string;
  readonly customers: ScopeText;
  readonly resellers: ScopeText;
  readonly services: ScopeText;
};
type ScopeText = { kind: 'all' } | { kind: 'only'; ids: string[] } | { kind: 'except'; ids: string[] };

export type ListedRule = Terms & {
  readonly id: string;
  readonly version: number;
  readonly createdAt: string;
  readonly place: number;
  readonly behind: string | null;
  readonly placeReason: string;
  readonly lint: {
    readonly kind: 'never-wins' | 'duplicate' | 'only-by-date';
    readonly cause: string;
    readonly sentence: string;
  }[];
  readonly etag: string;
  readonly actions: Permission[];
};

const PLACE_REASONS: Readonly<Record<string, string>> = {
  description: 'the rule before it has a description, this one has none',
  customer: 'the rule before it names its customers, this one does not',
  reseller: 'the rule before it names its resellers, this one does not',
  service: 'the rule before it names its services, this one does not',
  created: 'it was created earlier than the rule before it',
  sequence: 'created at the same time as the rule before it, but entered earlier',
};

/** Every rule in the order in which it is asked, with why it stands there and what is odd about it (R4, R9). */
export function ruleList(office: Office, viewer: Viewer) {
  return look(office, viewer, async (room) => {
    const { items, pairsLeftOut } = await rulesOn(office, room, viewer);
    return { items, pairsLeftOut, actions: [permission('create', readOnlyReason(viewer))] };
  });
}

export function ruleStory(office: Office, viewer: Viewer, id: string) {
  return look(office, viewer, async (room) => {
    const { items } = await rulesOn(office, room, viewer);
    const rule = found(items.find((one) => one.id === id));
    const versions = await room.shelves.rules.versionsOf(id);
    return {
      rule,
      versions: versions.map((one, at) => ({
        version: one.version,
        terms: termsText(one),
        changes: changesBetween(versions[at - 1] ?? null, one),
      })),
    };
  });
}

export async function createRule(office: Office, room: Room, viewer: Viewer, terms: Terms): Promise<Deed> {
  const checked = checkedTerms(room, terms);
  const { rule, sequence } = await nextRule(room, checked.name);
  return saveRule(
    office,
    room,
    viewer,
    null,
    newRule(checked, { id: rule, createdAt: office.now(), sequence }),
  );
}

export async function updateRule(
  office: Office,
  room: Room,
  viewer: Viewer,
  asked: { readonly id: string; readonly etag: string; readonly terms: Terms },
): Promise<Deed> {
  const before = await ruleNow(room, asked.id);
  refuseStale(asked.etag, etagOf(office, [before.id, before.version]));
  const checked = checkedTerms(room, asked.terms);
  if (sameTerms(before, checked))
    return { answer: await ruleView(office, room, viewer, before.id), object: before.id };
  return saveRule(office, room, viewer, before, editRule(before, checked));
}

export async function cloneRule(
  office: Office,
  room: Room,
  viewer: Viewer,
  id: string,
  name: string,
): Promise<Deed> {
  const like = await ruleNow(room, id);
  const { rule, sequence } = await nextRule(room, name);
  const terms = { ...like, name };
  return saveRule(
    office,
    room,
    viewer,
    null,
    newRule(terms, { id: rule, createdAt: office.now(), sequence }),
  );
}

export async function switchRuleOff(
  office: Office,
  room: Room,
  viewer: Viewer,
  id: string,
  etag: string,
): Promise<Deed> {
  const before = await ruleNow(room, id);
  refuseStale(etag, etagOf(office, [before.id, before.version]));
  if (!before.active) return { answer: await ruleView(office, room, viewer, id), object: id };
  return saveRule(office, room, viewer, before, deactivateRule(before));
}

/** What these terms, as the rule they edit or as a new one, would match and win in the last periods. */
export function matchDraft(
  office: Office,
  viewer: Viewer,
  asked: { readonly ruleId: string | null; readonly terms: Terms; readonly periods: number },
) {
  return look(office, viewer, async (room) => {
    const { periods, credits } = await creditsOfLast(room, asked.periods);
    const { draft, others } = await draftRule(office, room, asked);
    const alone = await proposerOf(room.desk, room.shelves, credits, [{ ...draft, active: true }]);
    const among = await proposerOf(room.desk, room.shelves, credits, [...others, draft]);
    const matched = credits.filter((credit) => alone.propose(credit).chosen !== null);
    const won = matched.filter((credit) => among.propose(credit).chosen?.rule.id === draft.id);
    const shown = matched
      .slice(0, 20)
      .map((credit) => ({ ...credit, owner: alone.propose(credit).consumer }));
    const scoped = [draft.customers, draft.resellers].flatMap((scope) =>
      scope.kind === 'all' ? [] : [...scope.ids],
    );
    const names = await room.shelves.lists.partyNames([
      ...scoped,
      ...shown.flatMap(({ owner }) => owner?.customer ?? []),
    ]);
    const named = (id: string): Named => ({ id, name: names.get(id) ?? id });
    return {
      periods,
      matched: matched.length,
      matchedSums: sumsOf(matched),
      won: won.length,
      wonSums: sumsOf(won),
      examples: shown.map(({ id, period, usageAccount, description, currency, exact, owner }) => ({
        credit: id,
        period,
        usageAccount,
        customer: owner === null ? null : named(owner.customer),
        description,
        currency,
        amount: minorToText(amountOf(exact, currency), currency),
      })),
      parties: scoped.map(named),
    };
  });
}

const MOST_CHANGED = 200;

/** Who would have got more or less in the last periods under these terms. */
export function backtestDraft(
  office: Office,
  viewer: Viewer,
  asked: { readonly ruleId: string | null; readonly terms: Terms; readonly periods: number },
) {
  return look(office, viewer, async (room) => {
    const { draft } = await draftRule(office, room, asked);
    const placed = {
      file: 'terms',
      row: 1,
      value: { id: draft.id, terms: draft, createdAt: draft.createdAt },
    };
    const reading = { folder: { ...EMPTY_MONTH_FOLDER, rules: [placed] }, faults: [] };
    const { periods, credits, rows, changed } = await backtestRules(room.desk, reading, asked.periods);
    const names = await room.shelves.lists.partyNames(rows.map((row) => row.party));
    return {
      periods: [...periods],
      credits,
      rows: rows.map((row) => ({ ...row, name: names.get(row.party) ?? row.party })),
      changed: changed.slice(0, MOST_CHANGED).map((one) => ({ ...one })),
      changedCount: changed.length,
    };
  });
}

async function rulesOn(office: Office, { desk, shelves }: Room, viewer: Viewer) {
  const rules = await shelves.rules.newest();
  const { findings, pairsLeftOut } = await lintBook(desk, shelves, rules);
  const marks = Map.groupBy(findings, (finding) => finding.rule.id);
  const because = readOnlyReason(viewer);
  const items = placesInOrder(rules).map(
    ({ rule, place, behind }): ListedRule => ({
      ...termsText(rule),
      id: rule.id,
      version: rule.version,
      createdAt: rule.createdAt,
      place,
      behind,
      placeReason: behind === null ? 'it is asked first' : (PLACE_REASONS[behind] ?? behind),
      lint: (marks.get(rule.id) ?? []).map(({ kind, cause, sentence }) => ({
        kind,
        cause: cause.id,
        sentence,
      })),
      etag: etagOf(office, [rule.id, rule.version]),
      actions: [
        permission('edit', because),
        permission('clone', because),
        permission('deactivate', because ?? (rule.active ? null : 'it is switched off already')),
      ],
    }),
  );
  return { items, pairsLeftOut };
}

async function ruleView(office: Office, room: Room, viewer: Viewer, id: string): Promise<ListedRule> {
  return found((await rulesOn(office, room, viewer)).items.find((rule) => rule.id === id));
}

async function saveRule(
  office: Office,
  room: Room,
  viewer: Viewer,
  before: CreditRule | null,
  rule: CreditRule,
): Promise<Deed> {
  await room.shelves.rules.save([rule]);
  return { answer: await ruleView(office, room, viewer, rule.id), object: rule.id, before, after: rule };
}

async function ruleNow({ shelves }: Room, id: string): Promise<CreditRule> {
  return found((await shelves.rules.newest()).find((rule) => rule.id === id));
}

async function nextRule({ desk, shelves }: Room, name: string): Promise<{ rule: string; sequence: number }> {
  const rules = await shelves.rules.newest();
  const sequence = rules.reduce((last, rule) => Math.max(last, rule.sequence), 0) + 1;
  return { rule: desk.book.idOf('rul', `${sequence} ${name}`), sequence };
}

/** The draft as a rule: the next version of the one it edits, or a new one created today. */
async function draftRule(
  office: Office,
  room: Room,
  { ruleId, terms }: { readonly ruleId: string | null; readonly terms: Terms },
): Promise<{ draft: CreditRule; others: CreditRule[] }> {
  const rules = await room.shelves.rules.newest();
  const checked = checkedTerms(room, terms);
  if (ruleId !== null) {
    const before = found(rules.find((rule) => rule.id === ruleId));
    return { draft: editRule(before, checked), others: rules.filter((rule) => rule.id !== ruleId) };
  }
  const { rule, sequence } = await nextRule(room, checked.name);
  return { draft: newRule(checked, { id: rule, createdAt: office.now(), sequence }), others: rules };
}

function checkedTerms({ desk }: Room, terms: Terms): CreditRuleTerms {
  const faults: FieldFault[] = [];
  const read = {
    ...terms,
    customerPercent: percentOf(terms.customerPercent, 'customerPercent', faults),
    resellerPercent: percentOf(terms.resellerPercent, 'resellerPercent', faults),
  };
  if (faults.length === 0) {
    faults.push(
      ...checkTerms(read, desk.compileRegex).map(({ field, seen, todo }) => ({ field, seen, todo })),
    );
  }
  if (faults.length > 0) throw new WrongFields(faults);
  return read;
}

async function creditsOfLast(
  { shelves }: Room,
  count: number,
): Promise<{ periods: BillingPeriod[]; credits: Credit[] }> {
  const newest = (await shelves.periods.list()).at(-1)?.period ?? null;
  if (newest === null) return { periods: [], credits: [] };
  const periods = Array.from({ length: count }, (_, at) => shiftPeriod(newest, at - count + 1));
  const credits: Credit[] = [];
  for (const period of periods) credits.push(...(await shelves.credits.list({ period })));
  return { periods, credits: credits.filter((credit) => credit.kind === 'credit') };
}

function sumsOf(credits: readonly Credit[]): { currency: string; amount: string }[] {
  return [...Map.groupBy(credits, (credit) => credit.currency)].sort().map(([currency, of]) => ({
    currency,
    amount: minorToText(
      of.reduce((sum, credit) => sum + amountOf(credit.exact, currency), 0n),
      currency,
    ),
  }));
}

function termsText(rule: CreditRule): Terms {
  const { name, description, match, forWhom, firstPeriod, lastPeriod, note, active } = rule;
  const scope = (of: CreditRule['customers']): ScopeText =>
    of.kind === 'all' ? { kind: 'all' } : { kind: of.kind, ids: [...of.ids] };
  return {
    name,
    description,
    match,
    customerPercent: percentToText(rule.customerPercent),
    resellerPercent: percentToText(rule.resellerPercent),
    forWhom,
    firstPeriod,
    lastPeriod,
    customers: scope(rule.customers),
    resellers: scope(rule.resellers),
    services: scope(rule.services),
    note,
    active,
  };
}

function changesBetween(
  before: CreditRule | null,
  after: CreditRule,
): { field: string; before: string; after: string }[] {
  if (before === null) return [];
  const [was, is] = [termsText(before), termsText(after)];
  const words = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  return (Object.keys(is) as (keyof Terms)[])
    .map((field) => ({ field, before: words(was[field]), after: words(is[field]) }))
    .filter((change) => change.before !== change.after);
}
