import type { CreditRule } from '../../domain/credit-rule/credit-rule.ts';
import type { Decision } from '../../domain/credit-rule/decide.ts';
import { ruleBook } from '../../domain/credit-rule/rule-book.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { exactToReadable } from '../../domain/money/minor.ts';
import { percentToText } from '../../domain/money/percent.ts';
import type { Owner } from '../../domain/party/holders.ts';
import type { Assignment, Shelves, StoredDelivery } from '../book.ts';
import type { Desk } from '../desk.ts';
import { Refusal } from '../errors.ts';
import { type CreditView, creditViewsOn } from '../views/credit-view.ts';
import { type GrantView, grantViewsOn } from '../views/grant-view.ts';

export type ExplainedStep = { readonly title: string; readonly lines: readonly string[] };

/** Every step of one credit: the support tool, and the answer to "why 37.12?" (R5). */
export type Explanation = {
  readonly credit: CreditView;
  readonly steps: readonly ExplainedStep[];
  readonly decision: {
    readonly chosen: { readonly rule: string; readonly version: number; readonly decidedBy: string } | null;
    readonly losers: readonly { readonly rule: string; readonly lostAt: string }[];
    readonly ineligible: readonly { readonly rule: string; readonly failed: string }[];
  };
};

export function explainCredit(desk: Desk, id: string): Promise<Explanation> {
  return desk.book.read(async (shelves) => {
    const [credit] = await creditViewsOn(desk, shelves, { ids: [id] });
    if (credit === undefined) throw new Refusal('unknown-credit', `there is no credit ${id}`);
    const history = await shelves.credits.history(id);
    const decision = await decisionOf(desk, shelves, credit, history.at(-1) ?? null);
    const delivery = (await shelves.deliveries.current(credit.period)).find(
      (one) => one.cloud === credit.cloud && one.payerAccount === credit.payerAccount,
    );
    const grants = (await grantViewsOn(shelves, {})).filter((grant) => grant.credit === id);
    const steps = [
      readStep(credit, delivery),
      roundStep(credit),
      ownerStep(credit),
      ruleStep(credit, decision, history.at(-1) ?? null),
      splitStep(credit, decision.chosen?.rule ?? null),
      bookedStep(await shelves.ledger.entries({ credit: id }), history),
      await usedStep(shelves, grants),
    ];
    return { credit, steps, decision: decisionView(decision) };
  });
}

/** With the rules as they stood when the credit was assigned; with today's while it waits (R7). */
async function decisionOf(
  desk: Desk,
  shelves: Shelves,
  credit: CreditView,
  assignment: Assignment | null,
): Promise<Decision> {
  const byRule = assignment !== null && assignment.madeBy !== 'hand';
  const rules = byRule ? await shelves.rules.asOf(assignment.seq) : await shelves.rules.newest();
  if (credit.consumer === null || credit.kind !== 'credit')
    return { chosen: null, losers: [], ineligible: [] };
  const { consumer, service, period, description } = credit;
  return ruleBook(rules, desk.compileRegex).explain({ stem: description, ...consumer, service, period });
}

function readStep(credit: CreditView, delivery: StoredDelivery | undefined): ExplainedStep {
  const shared =
    credit.ownerAccount === null
      ? []
      : [`The credit is shared: it comes from account ${credit.ownerAccount}.`];
  // Where it lay on the machine that read it is nobody's business who reads this.
  const files = delivery?.files.map(({ path }) => `  ${path.split('/').at(-1)}`) ?? [];
  return {
    title: 'What the cloud wrote',
    lines: [
      `${credit.cloud}, payer account ${credit.payerAccount}, ${credit.period}: ${credit.lines} line(s) "${credit.description}"`,
      `on usage account ${credit.usageAccount}, service ${credit.service}, ${credit.exact} ${credit.currency} in all.`,
      ...shared,
      ...(delivery === undefined ? [] : [`Read from delivery ${delivery.version} of that month:`, ...files]),
    ],
  };
}

function roundStep(credit: CreditView): ExplainedStep {
  const word = credit.final
    ? 'The cloud has said its final word.'
    : 'It is an estimate until every line has an invoice id.';
  return {
    title: 'Rounded once',
    lines: [
      `${credit.amount} ${credit.currency}; ${credit.residual} is set aside for rounding.`,
      word,
      ...(credit.dust ? ['It rounds to nothing: dust.'] : []),
    ],
  };
}

/** Who used it and whose it was: often the same account, and not always the same customer (P2, A8). */
function ownerStep(credit: CreditView): ExplainedStep {
  const { consumer, ownedBy, usageAccount, period } = credit;
  const used =
    consumer === null
      ? `Nobody holds account ${usageAccount} in ${period}: it is unmapped.`
      : `Account ${usageAccount} used it. It belongs to ${heldBy(consumer)}, at the end of ${period}.`;
  const changed = credit.ownerChanged
    ? ['The account changed hands inside the period; its last owner counts.']
    : [];
  const whose =
    ownedBy.account === usageAccount
      ? "It is that account's own credit"
      : `It is a credit of account ${ownedBy.account}, which ${ownedBy.holder === null ? 'nobody holds' : `belongs to ${heldBy(ownedBy.holder)}`}`;
  return {
    title: 'Whose it is',
    lines: [used, ...changed, `${whose}: ${SAYS[ownedBy.by](ownedBy.records)}.`],
  };
}

const SAYS: Readonly<Record<CreditView['ownedBy']['by'], (records: readonly string[]) => string>> = {
  record: (records) => `AWS's own record says so (credit ${records.join(', ')})`,
  description: () => 'its description says so',
  itself: () => 'nothing names another account',
};

function heldBy({ customer, reseller }: Owner): string {
  return reseller === null
    ? `${customer}, a direct customer`
    : `${customer}, a customer of reseller ${reseller}`;
}

const LEVELS: Readonly<Record<string, string>> = {
  description: 'the other has no description of its own',
  customer: 'the other does not name its customers',
  reseller: 'the other does not name its resellers',
  service: 'the other does not name its services',
  created: 'the other was created earlier',
  sequence: 'both were created at once and the other was entered earlier',
  'only-candidate': 'no other rule applies',
};

const CONDITIONS: Readonly<Record<string, string>> = {
  active: 'it is not active',
  description: 'its description does not match',
  period: 'the period is outside its own',
  customer: 'it does not speak of this customer',
  reseller: 'it does not speak of this reseller',
  service: 'it does not speak of this service',
};

function ruleStep(credit: CreditView, decision: Decision, assignment: Assignment | null): ExplainedStep {
  const title = 'Why this rule';
  if (credit.kind === 'partner_discount')
    return { title, lines: ['A partner programme discount stays with the distributor; no rule is asked.'] };
  if (credit.kind === 'refund') return { title, lines: ['A refund waits for a person; no rule is asked.'] };
  const byHand = assignment?.madeBy === 'hand' ? [`Assigned by hand: ${assignment.reason}`] : [];
  const held = credit.heldBecause === null ? [] : [`Held: ${credit.heldBecause}.`];
  const chosen = decision.chosen;
  const winner =
    chosen === null
      ? ['No rule applies.']
      : [`Rule ${nameOf(chosen.rule)} wins: ${LEVELS[chosen.decidedBy]}.`];
  return {
    title,
    lines: [
      ...byHand,
      ...held,
      ...winner,
      ...decision.losers.map(({ rule, lostAt }) => `  ${nameOf(rule)} also applies, but: ${lossOf(lostAt)}.`),
      ...decision.ineligible.map(
        ({ rule, failed }) => `  ${nameOf(rule)} does not apply: ${CONDITIONS[failed]}.`,
      ),
    ],
  };
}

function lossOf(level: string): string {
  return (LEVELS[level] ?? level).replace('the other', 'it');
}

function nameOf(rule: CreditRule): string {
  return `${rule.id} "${rule.name}" version ${rule.version}`;
}

function splitStep(credit: CreditView, rule: CreditRule | null): ExplainedStep {
  if (credit.shares === null)
    return { title: 'Divided', lines: ['Not divided yet; it waits in unallocated.'] };
  const { customer, reseller, distributor } = credit.shares;
  const percents =
    rule === null || credit.rule === null
      ? []
      : [
          `${percentToText(rule.customerPercent)} % to the customer, ${percentToText(rule.resellerPercent)} % to the reseller, the rest stays with the distributor.`,
        ];
  const whom =
    rule?.forWhom === 'owner' && credit.rule !== null
      ? [`The rule divides it for the customer whose credit it was: ${credit.customer ?? 'nobody'}.`]
      : [];
  const direct =
    credit.reseller === null && rule !== null
      ? ['A direct customer has no reseller: that part stays with the distributor.']
      : [];
  return {
    title: 'Divided',
    lines: [
      ...percents,
      ...whom,
      ...direct,
      `customer ${customer}, reseller ${reseller}, distributor ${distributor} ${credit.currency}: together ${credit.amount}.`,
    ],
  };
}

function bookedStep(entries: readonly Entry[], history: readonly Assignment[]): ExplainedStep {
  if (entries.length === 0) return { title: 'Booked', lines: ['Nothing is booked yet.'] };
  return {
    title: 'Booked',
    lines: [
      ...entries.flatMap((entry) => [
        `${entry.bookedAt} ${entry.kind}${entry.reason === '' ? '' : ` (${entry.reason})`}`,
        ...entry.postings.map(
          (p) => `  ${exactToReadable(p.amount, p.currency)} ${p.currency}  ${p.from} → ${p.to}`,
        ),
      ]),
      ...(history.length > 1 ? [`Divided ${history.length} times; every earlier division is kept.`] : []),
    ],
  };
}

async function usedStep(shelves: Shelves, grants: readonly GrantView[]): Promise<ExplainedStep> {
  const used = await shelves.statements.using(grants.map((grant) => grant.id));
  const lines = grants.flatMap((grant) => [
    `${grant.seller} granted ${grant.buyer} ${grant.granted} ${grant.currency}: applied ${grant.applied}, reserved ${grant.reserved}, withdrawn ${grant.withdrawn}, left ${grant.available}.`,
    ...used
      .filter((use) => use.grant === grant.id)
      .map((use) => `  ${use.amount} on statement ${use.number ?? 'draft'} of ${use.period} (${use.state})`),
  ]);
  return { title: 'Used', lines: lines.length === 0 ? ['It made no grant.'] : lines };
}

function decisionView(decision: Decision): Explanation['decision'] {
  const { chosen, losers, ineligible } = decision;
  return {
    chosen:
      chosen === null
        ? null
        : { rule: chosen.rule.id, version: chosen.rule.version, decidedBy: chosen.decidedBy },
    losers: losers.map(({ rule, lostAt }) => ({ rule: rule.id, lostAt })),
    ineligible: ineligible.map(({ rule, failed }) => ({ rule: rule.id, failed })),
  };
}
