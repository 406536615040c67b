import { EXACT_ZERO } from '../../domain/money/exact-amount.ts';
import { DISTRIBUTOR } from '../../domain/party/party.ts';
import type { Settings } from '../../domain/party/settings.ts';
import type { Tax } from '../../domain/statement/statement.ts';
import type { Shelves } from '../book.ts';

/** What a draft needs of the parties: names, tax, and each seller's own word on Use credits. */
export type DraftParties = {
  readonly settings: Settings;
  readonly nameOf: (party: string) => string;
  /** T5: all tax stands with the customer; resellers have none. */
  readonly taxOf: (buyer: string) => Tax;
  /** T3: a reseller's own default for the statements it issues, else the distributor's. */
  readonly usesCredits: (seller: string) => boolean;
};

export async function draftParties(shelves: Shelves): Promise<DraftParties> {
  const settings = await shelves.settings.load();
  const resellers = new Map((await shelves.parties.resellers()).map((reseller) => [reseller.id, reseller]));
  const customers = new Map((await shelves.parties.customers()).map((customer) => [customer.id, customer]));
  return {
    settings,
    nameOf: (party) =>
      party === DISTRIBUTOR
        ? settings.distributorName
        : (resellers.get(party)?.name ?? customers.get(party)?.name ?? party),
    taxOf: (buyer) => {
      const customer = customers.get(buyer);
      const percent = customer?.taxPercent ?? null;
      const none = percent === null || percent.digits === EXACT_ZERO.digits;
      return { percent: none ? null : percent, position: customer?.taxPosition ?? 'after_tax' };
    },
    usesCredits: (seller) => resellers.get(seller)?.useCredits ?? settings.useCredits,
  };
}
