import type { Viewer } from '../../domain/access/viewer.ts';
import { minorToText } from '../../domain/money/minor.ts';
import type { Owner } from '../../domain/party/holders.ts';
import { partOf, type Share } from '../../domain/split/share.ts';
import { explainCredit } from '../credits/explain-credit.ts';
import { proposerOf } from '../credits/propose.ts';
import { partiesOf } from '../month-folder/load-parties.ts';
import { type CreditView, creditViewsOn } from '../views/credit-view.ts';
import {
  type BookOffice,
  look,
  type Office,
  type Permission,
  permission,
  type Room,
  readOnlyReason,
} from './act.ts';
import { type Page, type Paging, pageAsked, pageOf } from './paging.ts';
import { found } from './refusals.ts';
import type { CreditListFilter, CreditListOrder, CreditSums } from './service-book.ts';

export type Named = { readonly id: string; readonly name: string };
export type SharesText = {
  readonly customer: string;
  readonly reseller: string;
  readonly distributor: string;
};

/** Who stands behind an account, by name. */
type NamedOwner = { readonly customer: Named; readonly reseller: Named | null };

export type ListedCredit = Omit<CreditView, 'customer' | 'reseller' | 'consumer' | 'ownedBy' | 'rule'> & {
  readonly customer: Named | null;
  readonly reseller: Named | null;
  readonly consumer: NamedOwner | null;
  readonly ownedBy: Omit<CreditView['ownedBy'], 'holder'> & { readonly holder: NamedOwner | null };
  readonly rule: Named | null;
  readonly actions: Permission[];
};

/** One page of the credit list; the order and the filters are the database's, the views are those of credits.json. */
export function creditPage(
  office: BookOffice,
  viewer: Viewer,
  filter: CreditListFilter,
  order: CreditListOrder,
  paging: Paging,
): Promise<Page<ListedCredit>> {
  return look(office, viewer, async (room) => {
    const accounts = await accountsAskedFor(room, filter);
    const rows = await room.shelves.lists.creditIds(filter, accounts, order, pageAsked(paging));
    const page = pageOf(rows, paging.limit, (row) => row.cursor);
    const views = await listed(
      room,
      viewer,
      page.items.map((row) => row.id),
    );
    const byId = new Map(views.map((view) => [view.id, view]));
    const items = page.items
      .flatMap((row) => byId.get(row.id) ?? [])
      .filter((view) => isAskedFor(view, filter));
    return { items, next: page.next };
  });
}

export function creditSums(office: Office, viewer: Viewer, filter: CreditListFilter): Promise<CreditSums> {
  return look(office, viewer, async (room) =>
    room.shelves.lists.creditSums(filter, await accountsAskedFor(room, filter)),
  );
}

/** Everything the drawer of one credit shows. */
export function creditStory(office: Office, viewer: Viewer, id: string) {
  return look(office, viewer, async (room) => {
    const [credit] = await listed(room, viewer, [id]);
    found(credit);
    const { steps, decision } = await explainCredit(room.desk, id);
    const [stored] = await room.shelves.credits.list({ ids: [id] });
    const { propose } = await proposerOf(room.desk, room.shelves, [found(stored)]);
    const proposal = propose(found(stored));
    const history = await room.shelves.credits.history(id);
    const names = new Map((await room.shelves.rules.newest()).map((rule) => [rule.id, rule.name]));
    const rule = (of: string): Named => ({ id: of, name: names.get(of) ?? of });
    const { chosen, losers, ineligible } = decision;
    return {
      credit: found(credit),
      steps: steps.map((step) => ({ title: step.title, lines: [...step.lines] })),
      decision: {
        chosen: chosen && { ...chosen, rule: rule(chosen.rule), sentence: `it wins by ${chosen.decidedBy}` },
        losers: losers.map((one) => ({ ...one, rule: rule(one.rule), sentence: `lost at ${one.lostAt}` })),
        ineligible: ineligible.map((one) => ({
          ...one,
          rule: rule(one.rule),
          sentence: `its ${one.failed} does not fit`,
        })),
      },
      history: history.map((one) => ({
        version: one.version,
        madeBy: one.madeBy,
        reason: one.reason,
        rule: one.rule,
        shares: sharesText(one.shares, found(stored).currency),
      })),
      proposal:
        proposal.shares === null
          ? null
          : {
              rule: proposal.chosen === null ? null : rule(proposal.chosen.rule.id),
              shares: sharesText(proposal.shares, found(stored).currency),
            },
    };
  });
}

export function sharesText(shares: readonly Share[], currency: string): SharesText {
  const text = (party: Share['party']): string => minorToText(partOf(shares, party), currency);
  return { customer: text('customer'), reseller: text('reseller'), distributor: text('distributor') };
}

export async function listed(
  { desk, shelves }: Room,
  viewer: Viewer,
  ids: readonly string[],
): Promise<ListedCredit[]> {
  if (ids.length === 0) return [];
  const views = await creditViewsOn(desk, shelves, { ids });
  const owners = views.flatMap((view) => [view, view.consumer, view.ownedBy.holder]);
  const parties = owners.flatMap((one) => [one?.customer, one?.reseller]).filter((id) => id != null);
  const names = await shelves.lists.partyNames(parties);
  const rules = new Map((await shelves.rules.newest()).map((rule) => [rule.id, rule.name]));
  const named = (id: string | null, of: ReadonlyMap<string, string>): Named | null =>
    id === null ? null : { id, name: of.get(id) ?? id };
  const namedOwner = (owner: Owner | null): NamedOwner | null => {
    const customer = named(owner?.customer ?? null, names);
    return customer === null ? null : { customer, reseller: named(owner?.reseller ?? null, names) };
  };
  return views.map((view) => ({
    ...view,
    customer: named(view.customer, names),
    reseller: named(view.reseller, names),
    consumer: namedOwner(view.consumer),
    ownedBy: { ...view.ownedBy, holder: namedOwner(view.ownedBy.holder) },
    rule: named(view.rule, rules),
    actions: actionsOf(view, viewer),
  }));
}

/** S5 in words: what may be done with a credit now, and why not. */
function actionsOf(view: CreditView, viewer: Viewer): Permission[] {
  const states: Readonly<Record<CreditView['status'], string | null>> = {
    estimated: 'it is an estimate until the cloud says its final word',
    pending: null,
    assigned: null,
    processing: 'part of it stands on a draft statement; discard the draft first',
    processed: 'it stands on an open statement and never changes',
  };
  const because = readOnlyReason(viewer) ?? states[view.status];
  const noProposal = view.heldBecause === null ? null : `no proposal: ${view.heldBecause}`;
  return [permission('assign', because), permission('propose', because ?? noProposal)];
}

/** Where nothing is assigned yet, a credit belongs to whoever holds its account: the accounts ever held count. */
async function accountsAskedFor({ shelves }: Room, filter: CreditListFilter): Promise<string[] | null> {
  if (filter.customer === undefined && filter.reseller === undefined) return null;
  const { accountTenures, resellerTenures } = await partiesOf(shelves);
  const customers = new Set(
    filter.customer === undefined
      ? resellerTenures
          .filter((tenure) => tenure.reseller === filter.reseller)
          .map((tenure) => tenure.customer)
      : [filter.customer],
  );
  return accountTenures
    .filter((tenure) => customers.has(tenure.customer))
    .map((tenure) => tenure.usageAccount);
}

/** The accounts were asked roughly; the credit's own owner decides (P2): while it waits, whoever used it (R10). */
function isAskedFor(view: ListedCredit, filter: CreditListFilter): boolean {
  const { customer, reseller } = view.madeBy === null ? (view.consumer ?? view) : view;
  if (filter.customer !== undefined && customer?.id !== filter.customer) return false;
  return filter.reseller === undefined || reseller?.id === filter.reseller;
}
