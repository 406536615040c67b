import type { CreditRecord, Drawdown } from '../../domain/credit-record/credit-record.ts';
import type { CreditRuleTerms } from '../../domain/credit-rule/credit-rule.ts';
import type { HandGrant } from '../../domain/ledger/hand-grant.ts';
import type { Currency } from '../../domain/money/currency.ts';
import type { AccountTenure, ResellerTenure } from '../../domain/party/holders.ts';
import type { Customer, Reseller } from '../../domain/party/party.ts';
import type { SaidSettings } from '../../domain/party/settings.ts';
import type { Price } from '../../domain/price/price.ts';
import { BadInput, type Fault } from '../errors.ts';

/** Something that was loaded and the row it came from, so that a later fault can still name its place. */
export type Placed<T> = { readonly file: string; readonly row: number; readonly value: T };

/** A rule as its file says it. Without an id it is known by its name (P5). */
export type RuleRow = {
  readonly id: string | null;
  readonly terms: CreditRuleTerms;
  /** An ISO date or instant as written, checked. */
  readonly createdAt: string;
};

/** A place that names a party; whether there is such a party only the book can say. */
export type Reference = {
  readonly file: string;
  readonly row: number;
  readonly column: string;
  readonly id: string;
  /** `seller`: the distributor or a reseller. `buyer`: a reseller or a customer. `scope-…`: in a rule's list (R3). */
  readonly to: 'reseller' | 'customer' | 'seller' | 'buyer' | 'scope-reseller' | 'scope-customer';
};

/** One entry of an answer of AWS, with the file and the place in it, `credits[3]`. */
export type InAnswer<T> = { readonly file: string; readonly at: string; readonly value: T };

/** As AWS says them; without a currency the amounts are in the book's. */
export type CreditRecordRow = Omit<CreditRecord, 'currency'> & { readonly currency: Currency | null };
export type DrawdownRow = Omit<Drawdown, 'currency'> & { readonly currency: Currency | null };

/** What answers of GetCredits and GetCreditAllocationHistory say (A6). */
export type RecordAnswers = {
  readonly creditRecords: readonly InAnswer<CreditRecordRow>[];
  readonly drawdowns: readonly InAnswer<DrawdownRow>[];
  /** What AWS itself says is missing from its answers. */
  readonly warnings: readonly string[];
};

/** Everything a month folder holds, read and checked; a single file's reading leaves the other parts empty. */
export type MonthFolder = {
  readonly settings: SaidSettings | null;
  readonly resellers: readonly Placed<Reseller>[];
  /** One per customer, from its first row. */
  readonly customers: readonly Placed<Customer>[];
  /** One per row of customers.csv; reseller null: direct. They replace that customer's tenures as a set (P5). */
  readonly resellerTenures: readonly Placed<ResellerTenure>[];
  /** They replace that account's tenures as a set (P5). */
  readonly accountTenures: readonly Placed<AccountTenure>[];
  readonly prices: readonly Placed<Price>[];
  readonly rules: readonly Placed<RuleRow>[];
  readonly grants: readonly Placed<HandGrant>[];
  readonly records: RecordAnswers;
  /** Paths to give to the billing file reader: the folder's `cur`, if anything lies in it. */
  readonly billingPaths: readonly string[];
  /** Every reference to a party, also from rows that have another fault. */
  readonly references: readonly Reference[];
  /** Every party id the files define, also from rows that have another fault: no false "unknown" beside a real fault. */
  readonly defines: {
    readonly resellers: readonly Placed<string>[];
    readonly customers: readonly Placed<string>[];
  };
};

export const EMPTY_MONTH_FOLDER: MonthFolder = {
  settings: null,
  resellers: [],
  customers: [],
  resellerTenures: [],
  accountTenures: [],
  prices: [],
  rules: [],
  grants: [],
  records: { creditRecords: [], drawdowns: [], warnings: [] },
  billingPaths: [],
  references: [],
  defines: { resellers: [], customers: [] },
};

/** What was read and every fault of it. With a fault nothing of it may be used. */
export type Reading = { readonly folder: MonthFolder; readonly faults: readonly Fault[] };

/** Reads the files of a month folder; each answer carries all faults of all its files at once. */
export type MonthFolderFiles = {
  readonly month: (folder: string) => Promise<Reading>;
  /** resellers.csv, customers.csv and accounts.csv of a folder. */
  readonly parties: (folder: string) => Promise<Reading>;
  readonly rules: (file: string) => Promise<Reading>;
  /** AWS's answers about its credits, as files or folders of files. */
  readonly creditRecords: (paths: readonly string[]) => Promise<Reading>;
};

/** The reading's content, or BadInput with its faults and those a later step found, all at once. */
export function wholeOrRefused(reading: Reading, later: readonly Fault[] = []): MonthFolder {
  const faults = [...reading.faults, ...later];
  if (faults.length > 0) throw new BadInput(faults);
  return reading.folder;
}
