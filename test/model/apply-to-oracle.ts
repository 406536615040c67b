import type { Oracle } from './oracle.ts';
import { type Bill, Refused } from './pages.ts';
import type { BillName, Verb } from './verbs.ts';

/** The oracle does it, or says with which word it refuses; null: done. */
export function applyToOracle(oracle: Oracle, verb: Verb): string | null {
  try {
    apply(oracle, verb);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
}

function apply(oracle: Oracle, verb: Verb): void {
  switch (verb.verb) {
    case 'settings':
      return oracle.loadSettings(verb.settings);
    case 'reseller':
      return oracle.loadReseller(verb.id, verb.useCredits);
    case 'customer':
      return oracle.loadCustomer(verb.id, verb.terms, verb.tenures);
    case 'account':
      return oracle.loadAccount(verb.account, verb.tenures);
    case 'rule':
      return oracle.loadRule(verb.id, verb.createdAt, verb.terms);
    case 'prices':
      return verb.prices.forEach((price) => oracle.loadPrice(price));
    case 'grants':
      return verb.grants.forEach((grant) => oracle.addGrant(grant));
    case 'import':
      return oracle.importFiles([verb.files, ...(verb.also ?? [])], verb);
    case 'assign':
      return oracle.assign(verb.period);
    case 'by-hand':
      return oracle.assignByHand(verb.credit, verb.parts, verb.allowMore);
    case 'move':
      return oracle.moveByHand(verb.credit, verb.account);
    case 'withdraw':
      return oracle.withdraw(verb.grant, verb.amount);
    case 'move-grant':
      return oracle.moveGrant(verb.grant, verb.seller);
    case 'to-proposal':
      return oracle.backToProposal(verb.credit);
    case 'draft':
      return oracle.draft(verb);
    case 'open': {
      const { period, seller, buyer } = verb;
      return oracle.open({
        period,
        ...(seller === null ? {} : { seller }),
        ...(buyer === null ? {} : { buyer }),
      });
    }
    case 'close-period':
      return oracle.closePeriod(verb.period);
    default:
      return applyToBill(oracle, verb.verb, named(oracle, verb.bill));
  }
}

function applyToBill(oracle: Oracle, verb: 'discard' | 'void' | 'pay' | 'unpay' | 'close', bill: Bill): void {
  switch (verb) {
    case 'discard':
      return oracle.discard(bill);
    case 'void':
      return oracle.void(bill);
    case 'close':
      return oracle.close(bill);
    default:
      return oracle.pay(bill, verb === 'unpay');
  }
}

function named(oracle: Oracle, name: BillName): Bill {
  const bill = oracle
    .live()
    .find(
      (one) =>
        one.seller === name.seller &&
        one.buyer === name.buyer &&
        one.period === name.period &&
        one.currency === name.currency,
    );
  if (bill === undefined) throw new Error(`no statement of ${name.buyer} ${name.period}`);
  return bill;
}
