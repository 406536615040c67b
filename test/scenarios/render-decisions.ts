import type { Assignment } from '../../src/application/book.ts';
import { type CreditView, creditViews } from '../../src/application/views/credit-view.ts';
import { minorToText } from '../../src/domain/money/minor.ts';
import type { Share } from '../../src/domain/split/share.ts';
import type { StoryDesk } from './story-desk.ts';

/** decisions.txt: every credit, what it is worth, who gets how much of it and why. */
export async function renderDecisions({ desk }: StoryDesk): Promise<string> {
  const views = await creditViews(desk, {});
  const assignments = await desk.book.read((shelves) => shelves.credits.assignments({}));
  const blocks = views.sort(byMonthAndAccount).map((view) => blockOf(view, assignments.get(view.id) ?? null));
  return blocks.length === 0 ? 'no credits' : blocks.join('\n\n');
}

export function byMonthAndAccount(a: CreditView, b: CreditView): number {
  const key = (view: CreditView): string =>
    [
      view.period,
      view.payerAccount,
      view.usageAccount,
      view.description,
      view.service,
      view.ownerAccount,
      view.id,
    ].join('\n');
  return key(a) < key(b) ? -1 : 1;
}

export function sharesText(shares: readonly Share[], currency: string): string {
  const order = ['customer', 'reseller', 'distributor'];
  return [...shares]
    .sort((a, b) => order.indexOf(a.party) - order.indexOf(b.party))
    .map((share) => {
      const amount = minorToText(share.amount, currency);
      if (share.party === 'distributor') return `distributor ${amount}`;
      if (share.party === 'reseller') return `reseller ${share.id} ${amount}`;
      return `customer ${share.id}${share.reseller === null ? '' : ` through ${share.reseller}`} ${amount}`;
    })
    .join(', ');
}

function blockOf(view: CreditView, assignment: Assignment | null): string {
  const { period, payerAccount, usageAccount, service, description, ownerAccount, currency } = view;
  const from = ownerAccount === null ? '' : ` of account ${ownerAccount}`;
  const kind = view.kind === 'credit' ? '' : ` · ${view.kind}`;
  const marks = [
    ...(view.final ? [] : ['not final']),
    ...(view.dust ? ['dust'] : []),
    ...(view.ownerChanged ? ['owner changed'] : []),
    ...(view.stale ? ['stale'] : []),
    ...(view.flagged ? ['flagged'] : []),
  ];
  const residual = view.residual === '0' ? '' : `, residual ${view.residual}`;
  return [
    `${view.id} · ${period} · ${view.cloud} ${payerAccount} · account ${usageAccount} · ${service} · "${description}"${from}${kind}`,
    `  ${view.lines} line(s), exact ${view.exact} = ${view.amount} ${currency}${residual}`,
    `  ${[view.status, ...marks].join(', ')}; ${ownerText(view)}; ${whyText(view)}`,
    ...sharesLine(view, assignment),
  ].join('\n');
}

function ownerText({ customer, reseller }: CreditView): string {
  if (customer === null) return 'of nobody';
  return reseller === null ? `of ${customer}` : `of ${customer} under ${reseller}`;
}

function whyText(view: CreditView): string {
  const held = view.heldBecause === null ? [] : [`held: ${view.heldBecause}`];
  const rule = view.rule === null ? [] : [`rule ${view.rule} v${view.ruleVersion} by ${view.decidedBy}`];
  const made = view.madeBy === null || view.madeBy === 'rule' ? [] : [`by ${view.madeBy}`];
  const all = [...held, ...rule, ...made];
  return all.length === 0 ? 'no rule' : all.join(', ');
}

function sharesLine(view: CreditView, assignment: Assignment | null): string[] {
  if (assignment !== null) {
    const why = assignment.madeBy === 'hand' ? ` (${assignment.reason})` : '';
    return [`  v${assignment.version}: ${sharesText(assignment.shares, view.currency)}${why}`];
  }
  if (view.shares === null) return [];
  const { customer, reseller, distributor } = view.shares;
  return [`  proposed: customer ${customer}, reseller ${reseller}, distributor ${distributor}`];
}
