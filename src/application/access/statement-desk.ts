import { isSellersSide, type Sight, sightOf, type Viewer } from '../../domain/access/viewer.ts';
import { minorFromText, minorToText } from '../../domain/money/minor.ts';
import { brokenOut } from '../../domain/statement/break-out.ts';
import { TOLD_OF } from '../mail/statement-mail.ts';
import { look, type Office, type Permission, permission, type Room, readOnlyReason } from './act.ts';
import type { Named } from './credit-desk.ts';
import { type Page, type Paging, pageAsked, pageOf } from './paging.ts';
import { found, NotThere } from './refusals.ts';
import type { StatementHeadRow, StatementListFilter, StoryRow } from './service-book.ts';

export type ListedStatement = Omit<StatementHeadRow, 'seller' | 'buyer' | 'sellerName' | 'buyerName'> & {
  readonly seller: Named;
  readonly buyer: Named;
  readonly actions: Permission[];
};

/** Statements that the viewer issued or received; a buyer never finds a draft (T7). */
export function statementPage(
  office: Office,
  viewer: Viewer,
  filter: StatementListFilter,
  paging: Paging,
): Promise<Page<ListedStatement>> {
  return look(office, viewer, async ({ shelves }) => {
    const rows = await shelves.lists.statementHeads(sightOf(viewer), filter, pageAsked(paging));
    const page = pageOf(rows, paging.limit, (row) => [row.period, row.id]);
    return { next: page.next, items: page.items.map((row) => headOf(row, viewer)) };
  });
}

/** One statement as the viewer may see it: the buyer sees neither cost nor uplift, a reseller never the cloud's cost. */
export function oneStatement(office: Office, viewer: Viewer, id: string) {
  return look(office, viewer, (room) => statementOn(room, viewer, id));
}

export async function statementOn({ shelves }: Room, viewer: Viewer, id: string) {
  const sight = sightOf(viewer);
  const [row] = await shelves.lists.statementHeads(sight, { ids: [id] }, { after: null, limit: 1 });
  const head = found(row);
  const body = found(await shelves.lists.statementBody(sight, id));
  const story = await storyOf(shelves, sight, head);
  const sees = {
    cost: sight.kind === 'everything',
    uplift: isSellersSide(sight, head.seller),
    earner: sight.kind !== 'customer',
  };
  return {
    ...headOf(head, viewer),
    ...body,
    lines: body.lines.map((line) => ({
      ...line,
      exact: sees.cost ? line.exact : null,
      upliftPercent: sees.uplift ? line.upliftPercent : null,
    })),
    adjustmentLines: body.adjustmentLines.map((line) => ({ ...line, exact: sees.cost ? line.exact : null })),
    debitLines: body.debitLines.map(({ amount }) => ({ label: 'Credit adjustment', amount })),
    story: story.map((item) => ({
      movement: item.movement,
      grant: item.grant,
      customer: sees.earner ? item.customer : null,
      usageAccount: item.usageAccount,
      description: item.description,
      comment: item.comment,
      change: leaves(item.movement) ? negated(item.amount, head.currency) : item.amount,
    })),
    creditLine: negated(head.creditApplied, head.currency),
  };
}

function leaves(movement: StoryRow['movement']): boolean {
  return movement === 'applied' || movement === 'expired';
}

function negated(amount: string, currency: string): string {
  return minorToText(-minorFromText(amount, currency), currency);
}

/** What stands behind a reseller's lump, by customer, account and description (T10); only of statements a reseller receives. */
export function breakoutOf(office: Office, viewer: Viewer, id: string) {
  return look(office, viewer, async ({ shelves }) => {
    const sight = sightOf(viewer);
    const [head] = await shelves.lists.statementHeads(sight, { ids: [id] }, { after: null, limit: 1 });
    const { currency, seller } = found(head);
    if (sight.kind === 'reseller' && seller === sight.party) throw new NotThere();
    const story = await storyOf(shelves, sight, found(head));
    const minor = (text: string): bigint => minorFromText(text, currency);
    const rows = story.flatMap((item) => {
      if (item.movement === 'applied') return [];
      return {
        customer: item.customer,
        usageAccount: item.usageAccount,
        description: item.description,
        comment: item.comment,
        movement: item.movement,
        amount: item.amount,
        passedOn: item.passedOn,
        kept: item.kept,
        rule: item.rule,
      };
    });
    const sum = (of: typeof rows, pick: (row: (typeof rows)[number]) => string): string =>
      minorToText(
        of.reduce((all, row) => all + minor(pick(row)), 0n),
        currency,
      );
    return {
      statement: id,
      currency,
      rows,
      earned: sum(
        rows.filter((row) => row.movement !== 'expired'),
        (row) => row.amount,
      ),
      expired: sum(
        rows.filter((row) => row.movement === 'expired'),
        (row) => row.amount,
      ),
      passedOn: sum(rows, (row) => row.passedOn),
      kept: sum(rows, (row) => row.kept),
    };
  });
}

/** A portal's own credits: what it was granted, and what is left of it. */
export function ownCredits(
  office: Office,
  viewer: Viewer,
  asked: { readonly withEmpty?: boolean | undefined; readonly description?: string | undefined },
  paging: Paging,
) {
  return look(office, viewer, async ({ shelves }) => {
    const sight = sightOf(viewer);
    if (sight.kind === 'everything') throw new NotThere();
    const request = { buyer: sight.party, left: asked.withEmpty !== true, description: asked.description };
    const rows = await shelves.lists.grants(sight, request, pageAsked(paging));
    const page = pageOf(rows, paging.limit, (row) => [row.grantedOn, row.id]);
    const names = await shelves.lists.partyNames(rows.flatMap((row) => row.earner ?? []));
    const items = page.items.map((row) => {
      const minor = (text: string): bigint => minorFromText(text, row.currency);
      const left = minor(row.granted) - minor(row.applied) - minor(row.expired) - minor(row.withdrawn);
      const {
        id,
        currency,
        usageAccount,
        description,
        comment,
        grantedOn,
        starts,
        ends,
        granted,
        expired,
        withdrawn,
      } = row;
      return {
        id,
        seller: { id: row.seller, name: row.sellerName },
        customer: row.earner === null ? null : { id: row.earner, name: names.get(row.earner) ?? row.earner },
        currency,
        usageAccount,
        description,
        comment,
        grantedOn,
        starts,
        ends,
        granted,
        used: row.applied,
        expired,
        withdrawn,
        left: minorToText(left, currency),
      };
    });
    return { next: page.next, items };
  });
}

export function headOf(row: StatementHeadRow, viewer: Viewer): ListedStatement {
  const { sellerName, buyerName, ...head } = row;
  return {
    ...head,
    seller: { id: row.seller, name: sellerName },
    buyer: { id: row.buyer, name: buyerName },
    actions: actionsOf(row, viewer),
  };
}

const STEPS: readonly { readonly name: string; readonly from: readonly string[]; readonly else: string }[] = [
  { name: 'open', from: ['draft'], else: 'only a draft is opened' },
  { name: 'discard', from: ['draft'], else: 'only a draft is discarded' },
  {
    name: 'void',
    from: ['open'],
    else: 'only an open statement is voided; take back the payment of a paid one first',
  },
  { name: 'pay', from: ['open'], else: 'only an open statement is paid' },
  { name: 'reverse-payment', from: ['paid'], else: 'it is not paid' },
  { name: 'close', from: ['open', 'paid'], else: 'only an open or paid statement is closed' },
  { name: 'mail', from: TOLD_OF, else: 'only of an open statement its buyer is told' },
];

/** T7 in words: what may be done with a statement now, and why not. */
function actionsOf(row: StatementHeadRow, viewer: Viewer): Permission[] {
  const notMine = isSellersSide(sightOf(viewer), row.seller) ? null : 'only its seller changes it';
  const because = readOnlyReason(viewer) ?? notMine;
  return STEPS.map((step) =>
    permission(step.name, because ?? (step.from.includes(row.state) ? null : step.else)),
  );
}

type ToldRow = StoryRow & {
  readonly customer: Named | null;
  readonly passedOn: string;
  readonly kept: string;
  readonly rule: string | null;
};

/**
 * The story with the customers behind it: one row for each where a person divided a credit among several (T10). Of a
 * statement that was opened with the names of then, as its document has them (T9).
 */
async function storyOf(
  shelves: Room['shelves'],
  sight: Sight,
  { id, currency, buyer, buyerName }: StatementHeadRow,
): Promise<ToldRow[]> {
  const story = await shelves.lists.story(sight, id);
  const earners = Map.groupBy(await shelves.statements.earners([id]), ({ grant }) => grant);
  const names = await shelves.lists.namesTold(sight, id);
  const nameOf = (customer: string): string =>
    customer === buyer ? buyerName : (names.customers.get(customer) ?? customer);
  return story.flatMap((item) => {
    const { movement, grant } = item;
    const amount = minorFromText(item.amount, currency);
    const text = (minor: bigint): string => minorToText(minor, currency);
    return brokenOut({ movement, amount }, earners.get(grant) ?? []).map(
      (part): ToldRow => ({
        ...item,
        customer: part.customer === null ? null : { id: part.customer, name: nameOf(part.customer) },
        amount: text(part.amount),
        passedOn: text(part.passedOn),
        kept: text(movement === 'earned' ? part.amount - part.passedOn : 0n),
        rule: names.rules.get(grant) ?? null,
      }),
    );
  });
}
