import { applyProposal, assignByHand } from '../../src/application/credits/assign-by-hand.ts';
import { assignCredits } from '../../src/application/credits/assign-credits.ts';
import type { HandPart as BookPart } from '../../src/application/credits/hand-shares.ts';
import { saveScanned } from '../../src/application/deliveries/import-deliveries.ts';
import type { Desk } from '../../src/application/desk.ts';
import { Refusal } from '../../src/application/errors.ts';
import { moveGrant, withdrawGrant } from '../../src/application/grants/change-grant.ts';
import { closePeriod } from '../../src/application/month/close-period.ts';
import { loadFolder } from '../../src/application/month-folder/load-folder.ts';
import {
  EMPTY_MONTH_FOLDER,
  type MonthFolder,
  type Placed,
} from '../../src/application/month-folder/month-folder.ts';
import {
  closeStatements,
  discardStatements,
  payStatements,
  voidStatements,
} from '../../src/application/statements/change-statements.ts';
import { draftStatements } from '../../src/application/statements/draft-statements.ts';
import { openStatements } from '../../src/application/statements/open-statements.ts';
import type { Scope as BookScope, CreditRuleTerms } from '../../src/domain/credit-rule/credit-rule.ts';
import type { Customer } from '../../src/domain/party/party.ts';
import { deliveredMonth, exactOfCost, type FilesInMemory } from './delivered.ts';
import type { Oracle } from './oracle.ts';
import type { Price, Scope, TaxTerms, Terms } from './pages.ts';
import type { BillName, Verb } from './verbs.ts';
import { changesHands } from './who.ts';

const LOADED = { dryRun: false, morePaths: [], arriving: [] };

/** What the book is driven with. The oracle only lends its list of accounts that change hands. */
export type Driven = { readonly desk: Desk; readonly files: FilesInMemory; readonly oracle: Oracle };

/** The book does it, or says with which word it refuses; null: done. */
export async function applyToBook(driven: Driven, verb: Verb): Promise<string | null> {
  try {
    await apply(driven, verb);
    return null;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

async function apply({ desk, files, oracle }: Driven, verb: Verb): Promise<unknown> {
  switch (verb.verb) {
    case 'import': {
      const months = [verb.files, ...(verb.also ?? [])].map((month) => {
        files.put(month);
        return deliveredMonth(month, (account) => changesHands(oracle.pages, account, month.period));
      });
      return await saveScanned(desk, months, verb);
    }
    case 'assign':
      return await assignCredits(desk, verb.period);
    case 'by-hand': {
      const { credit: creditId, parts, allowMore } = verb;
      const same: readonly BookPart[] = parts;
      return await assignByHand(desk, { creditId, parts: same, moveTo: null, reason: 'by hand', allowMore });
    }
    case 'move': {
      const order = { creditId: verb.credit, parts: [], moveTo: verb.account, allowMore: false };
      return await assignByHand(desk, { ...order, reason: 'moved' });
    }
    case 'withdraw':
      return await withdrawGrant(desk, verb.grant, verb.amount, 'taken back');
    case 'move-grant':
      return await moveGrant(desk, verb.grant, verb.seller, 'to its new seller');
    case 'to-proposal':
      return await applyProposal(desk, verb.credit);
    case 'draft':
      return await draftStatements(desk, verb);
    case 'open': {
      const { period, seller, buyer } = verb;
      return await openStatements(desk, { period, ...(seller && { seller }), ...(buyer && { buyer }) });
    }
    case 'close-period':
      return await closePeriod(desk, verb.period, 'the month is over');
    case 'discard':
      return await discardStatements(desk, [await idOf(desk, verb.bill)]);
    case 'void':
      return await voidStatements(desk, [await idOf(desk, verb.bill)], 'a mistake');
    case 'pay':
    case 'unpay':
      return await payStatements(desk, [await idOf(desk, verb.bill)], verb.verb === 'unpay');
    case 'close':
      return await closeStatements(desk, [await idOf(desk, verb.bill)]);
    default:
      return await loadFolder(desk, { folder: folderOf(verb), faults: [] }, LOADED);
  }
}

async function idOf(desk: Desk, { seller, buyer, period, currency }: BillName): Promise<string> {
  const found = await desk.book.read((shelves) => shelves.statements.list({ seller, buyer, period }));
  const live = found.find((one) => one.currency === currency && !['void', 'discarded'].includes(one.state));
  if (live === undefined) throw new Error(`the book has no statement of ${buyer} ${period}`);
  return live.id;
}

export type LoadVerb = Extract<
  Verb,
  { verb: 'settings' | 'reseller' | 'customer' | 'account' | 'rule' | 'prices' | 'grants' }
>;

export function folderOf(verb: LoadVerb): MonthFolder {
  switch (verb.verb) {
    case 'settings':
      return { ...EMPTY_MONTH_FOLDER, settings: verb.settings };
    case 'reseller': {
      const { id, useCredits } = verb;
      return {
        ...EMPTY_MONTH_FOLDER,
        resellers: placed([{ id, name: `Reseller ${id}`, email: null, useCredits }]),
        defines: { resellers: placed([id]), customers: [] },
      };
    }
    case 'customer': {
      const { id, terms, tenures } = verb;
      return {
        ...EMPTY_MONTH_FOLDER,
        customers: placed([customerOf(id, terms)]),
        resellerTenures: placed(
          tenures.map(({ holder, from, to }) => ({ customer: id, reseller: holder, from, to })),
        ),
        defines: { resellers: [], customers: placed([id]) },
      };
    }
    case 'account': {
      const tenures = verb.tenures.map(({ holder, from, to }) => ({
        usageAccount: verb.account,
        customer: holder ?? '',
        payerAccount: null,
        from,
        to,
      }));
      return { ...EMPTY_MONTH_FOLDER, accountTenures: placed(tenures) };
    }
    case 'rule': {
      const { id, createdAt, terms } = verb;
      return { ...EMPTY_MONTH_FOLDER, rules: placed([{ id, createdAt, terms: bookTerms(terms) }]) };
    }
    case 'prices':
      return { ...EMPTY_MONTH_FOLDER, prices: placed(verb.prices.map(bookPrice)) };
    case 'grants': {
      const details = {
        comment: 'by hand',
        cloud: null,
        usageAccount: null,
        description: null,
        parentCredit: null,
      };
      return {
        ...EMPTY_MONTH_FOLDER,
        grants: placed(verb.grants.map((grant) => ({ ...grant, ...details }))),
      };
    }
  }
}

function placed<T>(values: readonly T[]): Placed<T>[] {
  return values.map((value, at) => ({ file: 'generated.csv', row: at + 2, value }));
}

function customerOf(id: string, { percent, position }: TaxTerms): Customer {
  const taxPercent = percent === null ? null : exactOfPercent(percent);
  return { id, name: `Customer ${id}`, email: null, taxPercent, taxPosition: position };
}

/** From ten-thousandths of a percent. */
function exactOfPercent(percent: bigint) {
  return exactOfCost(percent * 10n ** 8n);
}

function bookPrice({ seller, buyer, service, uplift, from }: Price) {
  return { seller, buyer, service, upliftPercent: exactOfPercent(uplift), fromPeriod: from };
}

function bookTerms(terms: Terms): CreditRuleTerms {
  const scope = ({ kind, ids }: Scope): BookScope => (kind === 'all' ? { kind } : { kind, ids });
  const { customers, resellers, services } = terms;
  return {
    ...terms,
    note: '',
    customers: scope(customers),
    resellers: scope(resellers),
    services: scope(services),
  };
}
