import { chargesOf, firstPriced } from './bills.ts';
import { moveGrant, withdraw } from './change-grant.ts';
import { amountOf, proposal, ruleFor, split } from './decide.ts';
import { divide, type Order } from './divide.ts';
import { type DraftRun, draft, redraft, release } from './draft.ts';
import { HUNDRED, shareOut, sum } from './exact.ts';
import {
  type Bill,
  type Credit,
  type CreditLine,
  type Edge,
  earliestOpen,
  emptyPages,
  type Files,
  type Grant,
  isLive,
  leftOf,
  type Pages,
  type Price,
  Refused,
  type Rule,
  type Settings,
  type Share,
  sameEdge,
  type TaxTerms,
  type Terms,
} from './pages.ts';
import { type Held, ownerOfCredit, resellerOf } from './who.ts';

export type HandPart =
  | { readonly party: string; readonly percent: bigint }
  | { readonly party: string; readonly amount: bigint };

export type HandGrant = Edge &
  Pick<Grant, 'id' | 'starts' | 'ends' | 'grantedOn'> & { readonly amount: bigint };

/** The law of the book written down a second time, as simply as it reads, to compare the book with (semantics). */
export class Oracle {
  readonly pages: Pages;

  constructor(label: Pages['label']) {
    this.pages = emptyPages(label);
  }

  loadSettings(settings: Settings): void {
    this.pages.settings = settings;
  }

  loadReseller(id: string, useCredits: boolean | null): void {
    this.pages.resellers.set(id, useCredits);
  }

  loadCustomer(id: string, terms: TaxTerms, tenures: readonly Held[]): void {
    this.pages.customers.set(id, terms);
    this.pages.resellerTenures.set(id, tenures);
  }

  loadAccount(account: string, tenures: readonly Held[]): void {
    this.pages.accountTenures.set(account, tenures);
  }

  /** P5, R7. */
  loadRule(id: string, createdAt: string, terms: Terms): void {
    const at = this.pages.rules.findIndex((rule) => rule.id === id);
    const before = this.pages.rules[at];
    if (before === undefined) this.pages.rules.push({ ...terms, id, createdAt, version: 1 });
    else if (termsText(before) !== termsText(terms)) {
      this.pages.rules[at] = { ...terms, id, createdAt, version: before.version + 1 };
    }
  }

  /** P5: a price that says what the newest one says is not a new one. */
  loadPrice(price: Price): void {
    const { seller, buyer, service, from } = price;
    const newest = this.pages.prices.findLast(
      (one) => one.seller === seller && one.buyer === buyer && one.service === service && one.from === from,
    );
    if (newest?.uplift !== price.uplift) this.pages.prices.push(price);
  }

  /** L6. Whoever calls it made sure that the buyer buys from the seller and that the day is not in a closed period. */
  addGrant({ amount, ...grant }: HandGrant): void {
    if (this.pages.grants.some((one) => one.id === grant.id)) return;
    const nothing = { reserved: 0n, applied: 0n, expired: 0n, withdrawn: 0n, keptBack: 0n };
    this.pages.grants.push({ ...grant, ...nothing, credit: null, account: null, granted: amount });
  }

  /** N1: the same again changes nothing but its finality; an old one is taken back up only by `replace`. */
  importFiles(all: readonly Files[], options: { readonly final: boolean; readonly replace: boolean }): void {
    // C4: in one run all grants are made before any withdrawal, whatever month they are of.
    divide(
      this.pages,
      all.flatMap((files) => this.#importOne(files, options)),
    );
  }

  #importOne(files: Files, options: { readonly final: boolean; readonly replace: boolean }): Order[] {
    const { delivered } = this.pages;
    const ofMonth = delivered.filter((one) => sameMonth(one.files, files));
    const current = ofMonth.find((one) => one.current);
    const final = options.final || files.invoiced;
    if (current !== undefined && current.files.hash === files.hash) {
      if (!final || current.final) return [];
      current.final = true;
    } else {
      if (!options.replace && ofMonth.some((one) => one.files.hash === files.hash)) return [];
      if (current !== undefined) current.current = false;
      delivered.push({ files, final, current: true });
    }
    return this.#compareCredits(files, final);
  }

  #compareCredits(files: Files, final: boolean): Order[] {
    for (const line of files.credits) this.#creditOf(files, line);
    const orders: Order[] = [];
    for (const credit of this.#inOrder((one) => sameMonth(one, files))) {
      const lines = files.credits.filter((line) => this.#creditOf(files, line) === credit);
      credit.exact = sum(lines.map((line) => line.cost));
      // C6: what is final stays final; a changed total waits for its own last word.
      credit.final = final || credit.booked === credit.exact;
      if (!credit.final || credit.exact === (credit.booked ?? 0n)) {
        if (credit.final) credit.booked ??= 0n;
        continue;
      }
      credit.booked = credit.exact;
      orders.push(...this.#restated(credit));
    }
    return orders;
  }

  /** N2: divided as before, whatever the rules and tenures of today; C7: a partner discount stays with the distributor. */
  #restated(credit: Credit): Order[] {
    const { division, exact } = credit;
    const amount = amountOf(exact, credit.currency);
    if (credit.kind === 'partner_discount') {
      const shares: Share[] = [{ party: 'distributor', amount }];
      const nobody = { rule: null, version: 0, customer: null, reseller: null };
      const percents = { customerPercent: 0n, resellerPercent: 0n };
      const { account } = credit;
      const to = { by: 'partner-programme' as const, ...nobody, ...percents, account, of: exact, shares };
      return [{ credit, to, byCloud: true }];
    }
    if (division === null || division.by === 'hand' || division.customer === null) return [];
    const owner = { customer: division.customer, reseller: division.reseller };
    const shares = split(amount, division.customerPercent, division.resellerPercent, owner);
    return [{ credit, to: { ...division, of: exact, shares }, byCloud: true }];
  }

  /** C1, C2. */
  #creditOf(files: Files, line: CreditLine): Credit {
    const [stem = '', owner = null] = line.description.split(', credit from account: ');
    const { payer, period, currency } = files;
    const { account, service, type } = line;
    const key = JSON.stringify(['AWS', payer, period, account, service, stem.trim(), owner, currency, type]);
    const id = this.pages.label('crd', key);
    const known = this.pages.credits.find((credit) => credit.id === id);
    if (known !== undefined) return known;
    const kind = type === 'Refund' ? 'refund' : stem.includes('spp-') ? 'partner_discount' : 'credit';
    const place = { id, payer, period, account, service, stem: stem.trim(), owner, currency };
    const nothing = { exact: 0n, final: false, booked: null, division: null };
    const credit: Credit = { ...place, kind, ...nothing };
    this.pages.credits.push(credit);
    return credit;
  }

  /** The order of the credit list; it decides which of two grants of one run is the newer. */
  #inOrder(isWanted: (credit: Credit) => boolean): Credit[] {
    const key = (c: Credit): string[] => [c.period, c.payer, c.account, c.service, c.stem, c.id];
    return this.pages.credits.filter(isWanted).sort((a, b) => {
      const [one, other] = [key(a), key(b)];
      const at = one.findIndex((text, level) => text !== other[level]);
      return (one[at] ?? '') < (other[at] ?? '') ? -1 : 1;
    });
  }

  /** R, S, C4: the rule run over everything that is final and waits. */
  assign(period: string | null): void {
    const waiting = this.#inOrder(
      (credit) =>
        credit.final &&
        credit.division === null &&
        credit.kind === 'credit' &&
        (period === null || credit.period === period),
    );
    const orders = waiting.flatMap((credit): Order[] => {
      const to = proposal(this.pages, credit, credit.exact);
      return to === null ? [] : [{ credit, to, byCloud: false }];
    });
    divide(this.pages, orders);
  }

  /** S5. */
  statusOf(credit: Credit): 'estimated' | 'pending' | 'assigned' | 'processing' | 'processed' {
    if (credit.division === null) return credit.final ? 'pending' : 'estimated';
    const grants = this.pages.grants.filter((grant) => grant.credit === credit);
    if (grants.some((grant) => grant.applied > 0n)) return 'processed';
    if (grants.some((grant) => grant.reserved > 0n)) return 'processing';
    const closed = this.pages.closed.includes(credit.period);
    return grants.every((grant) => leftOf(grant) === 0n) && closed ? 'processed' : 'assigned';
  }

  #editable(id: string): Credit {
    const credit = this.pages.credits.find((one) => one.id === id);
    if (credit === undefined) throw new Refused('unknown-credit');
    if (!['pending', 'assigned'].includes(this.statusOf(credit))) throw new Refused('not-editable');
    return credit;
  }

  /** C6: an estimate is never posted, so a person divides the last final total. */
  #finalTotal(credit: Credit): bigint {
    return credit.final ? credit.exact : (credit.booked ?? 0n);
  }

  /** S4. */
  assignByHand(id: string, parts: readonly HandPart[], allowMore: boolean): void {
    const credit = this.#editable(id);
    const of = this.#finalTotal(credit);
    const amount = amountOf(of, credit.currency);
    const named = parts.map((part) => part.party);
    if (new Set(named).size < named.length) throw new Refused('named-twice');
    const isWrong = (given: bigint): boolean => (amount < 0n ? given > 0n : given < 0n);
    if (parts.some((part) => 'amount' in part && isWrong(part.amount))) throw new Refused('wrong-sign');
    const percents = parts.map((part) => ('percent' in part ? part.percent : 0n));
    if (sum(percents) > HUNDRED) throw new Refused('percent-over-100');
    const byPercent = shareOut(amount, [...percents, HUNDRED - sum(percents)]);
    const amounts = parts.map((part, at) => ('amount' in part ? part.amount : (byPercent[at] ?? 0n)));
    const isMore = amount < 0n ? sum(amounts) < amount : sum(amounts) > amount;
    if (isMore && !allowMore) throw new Refused('more-than-credit');
    const shares = parts.flatMap((part, at): Share | [] => {
      if (part.party === 'distributor') return [];
      const given = amounts[at] ?? 0n;
      if (this.pages.resellers.has(part.party)) return { party: 'reseller', id: part.party, amount: given };
      const reseller = resellerOf(this.pages, part.party, credit.period);
      return { party: 'customer', id: part.party, reseller, amount: given };
    });
    const given = sum(shares.map((share) => share.amount));
    const rest: Share = { party: 'distributor', amount: amount - given };
    this.#divideByHand(credit, of, [...shares, rest], credit.account);
  }

  /** S4: as if the credit were another account's. */
  moveByHand(id: string, account: string): void {
    const credit = this.#editable(id);
    const of = this.#finalTotal(credit);
    const to = proposal(this.pages, credit, of, account);
    if (to === null) throw new Refused('held');
    this.#divideByHand(credit, of, to.shares, account);
  }

  #divideByHand(credit: Credit, of: bigint, shares: readonly Share[], account: string): void {
    const nobody = { rule: null, customer: null, reseller: null };
    const percents = { customerPercent: 0n, resellerPercent: 0n };
    const to = { by: 'hand' as const, ...nobody, ...percents, account, version: 0, of, shares };
    divide(this.pages, [{ credit, to, byCloud: false }]);
  }

  /** S4, R7: back to what the rules of today propose. */
  backToProposal(id: string): void {
    const credit = this.#editable(id);
    const to = credit.kind === 'credit' ? proposal(this.pages, credit, this.#finalTotal(credit)) : null;
    if (to === null) throw new Refused('held');
    divide(this.pages, [{ credit, to, byCloud: false }]);
  }

  withdraw(id: string, amount: bigint | null): void {
    withdraw(this.pages, id, amount);
  }

  moveGrant(id: string, seller: string): void {
    moveGrant(this.pages, id, seller);
  }

  draft(run: DraftRun): void {
    draft(this.pages, run);
  }

  /** T7: gapless numbers per seller, in the order of the list; T8: never over changed charges or an earlier draft. */
  open(filter: Partial<Pick<Bill, 'period' | 'seller' | 'buyer'>>): void {
    const all = this.pages.bills.filter((bill) => bill.state === 'draft');
    const chosen = all.filter(
      (bill) =>
        (filter.period ?? bill.period) === bill.period &&
        (filter.seller ?? bill.seller) === bill.seller &&
        (filter.buyer ?? bill.buyer) === bill.buyer,
    );
    const outdated = chosen.some((bill) => !this.#billsToday(bill));
    const waits = chosen.some((bill) =>
      all.some((one) => sameEdge(one, bill) && one.period < bill.period && !chosen.includes(one)),
    );
    if (outdated && waits) throw new Refused('not-to-be-opened');
    if (outdated) throw new Refused('draft-outdated');
    if (waits) throw new Refused('earlier-draft');
    const key = (bill: Bill): string => `${bill.period} ${bill.seller} ${bill.buyer} ${bill.currency}`;
    for (const bill of chosen.sort((a, b) => (key(a) < key(b) ? -1 : 1))) {
      const numbers = this.pages.bills.filter((one) => one.seller === bill.seller && one.number !== null);
      bill.number = numbers.length + 1;
      bill.state = 'open';
      release(bill);
      for (const { grant, amount } of bill.lots) grant.applied += amount;
    }
  }

  #billsToday(bill: Bill): boolean {
    const today = chargesOf(this.pages, bill, bill.period);
    const same = [...today].every(([key, exact]) => bill.lines.get(key)?.exact === exact);
    return same && today.size === bill.lines.size;
  }

  /** T7: as if it had never been drafted, so its prices are free again too (T2). */
  discard(bill: Bill): void {
    if (bill.state !== 'draft') throw new Refused('wrong-state');
    release(bill);
    bill.state = 'discarded';
    const rest = this.pages.bills.filter(
      (one) => one.seller === bill.seller && one.buyer === bill.buyer && one.state !== 'discarded',
    );
    for (const month of firstPriced(bill)) {
      if (!rest.some((one) => firstPriced(one).includes(month)))
        this.pages.firstDrafted.delete(`${bill.seller} ${bill.buyer} ${month}`);
    }
    redraft(this.pages, edgeOf(bill), { after: bill.period });
  }

  /** T7: reversed and restored. */
  void(bill: Bill): void {
    if (bill.state !== 'open') throw new Refused('wrong-state');
    bill.state = 'void';
    for (const { grant, amount } of bill.lots) grant.applied -= amount;
    redraft(this.pages, edgeOf(bill), { after: bill.period });
  }

  pay(bill: Bill, reversed: boolean): void {
    if (bill.state !== (reversed ? 'paid' : 'open')) throw new Refused('wrong-state');
    bill.state = reversed ? 'open' : 'paid';
  }

  close(bill: Bill): void {
    if (bill.state !== 'open' && bill.state !== 'paid') throw new Refused('wrong-state');
    bill.state = 'closed';
  }

  /** K, P4; always with a reason, so that what waits does not stop it. */
  closePeriod(period: string): void {
    const { closed, delivered, bills } = this.pages;
    const open = earliestOpen(this.pages) ?? '';
    const periods = new Set(delivered.map(({ files }) => files.period));
    if (closed.includes(period) || period < open) throw new Refused('already-closed');
    if ([...periods].some((one) => one < period && one >= open && !closed.includes(one)))
      throw new Refused('earlier-open');
    if (!periods.has(period)) throw new Refused('nothing-there');
    if (bills.some((bill) => bill.state === 'draft' && bill.period === period))
      throw new Refused('drafts-waiting');
    closed.push(period);
  }

  /** The rule a waiting credit would get, for comparing choices. */
  ruleOf(credit: Credit): string | null {
    if (credit.division !== null) return credit.division.rule;
    const owner = ownerOfCredit(this.pages, credit.account, credit.period);
    if (owner === null || credit.kind !== 'credit') return null;
    return ruleFor(this.pages.rules, credit, owner)?.id ?? null;
  }

  live(): Bill[] {
    return this.pages.bills.filter(isLive);
  }
}

function sameMonth(
  a: { readonly payer: string; readonly period: string },
  b: { readonly payer: string; readonly period: string },
): boolean {
  return a.payer === b.payer && a.period === b.period;
}

function edgeOf({ seller, buyer, currency }: Edge): Edge {
  return { seller, buyer, currency };
}

function termsText(terms: Terms | Rule): string {
  const scope = (one: Terms['customers']): unknown => [one.kind, ...one.ids.toSorted()];
  return JSON.stringify([
    terms.name,
    terms.description,
    terms.match,
    `${terms.customerPercent} ${terms.resellerPercent} ${terms.forWhom}`,
    [terms.firstPeriod, terms.lastPeriod, terms.active],
    [scope(terms.customers), scope(terms.resellers), scope(terms.services)],
  ]);
}
