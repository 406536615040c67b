import type { CheckName, Finding } from '../domain/checks/checks.ts';
import type { Credit } from '../domain/credit/credit.ts';
import type { CreditRecord, Drawdown } from '../domain/credit-record/credit-record.ts';
import type { CreditRule } from '../domain/credit-rule/credit-rule.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import type { Edge, Grant } from '../domain/ledger/grant.ts';
import type { Debit } from '../domain/ledger/grant-shelf.ts';
import type { ControlTotal, Delivery, PayerMonth } from '../domain/line-item/delivered-month.ts';
import type { ExactAmount } from '../domain/money/exact-amount.ts';
import type { Minor } from '../domain/money/minor.ts';
import type { AccountTenure, Owner, ResellerTenure } from '../domain/party/holders.ts';
import type { Customer, Reseller } from '../domain/party/party.ts';
import type { Settings } from '../domain/party/settings.ts';
import type { BillingPeriod } from '../domain/period/billing-period.ts';
import type { CalendarDate } from '../domain/period/calendar-date.ts';
import type { Price } from '../domain/price/price.ts';
import type { PriceVersion } from '../domain/price/price-book.ts';
import type { Share } from '../domain/split/share.ts';
import type { BilledLine } from '../domain/statement/adjust.ts';
import type { AccountCharges, StoredCharge } from '../domain/statement/billable.ts';
import type { Earner } from '../domain/statement/break-out.ts';
import type { LiveStatement } from '../domain/statement/redraft.ts';
import type {
  AdjustmentLine,
  PricedLine,
  Statement,
  StatementState,
  StoryItem,
} from '../domain/statement/statement.ts';
import type { Flow } from '../domain/statement/story.ts';
import type { DocumentShelf } from './documents/document-source.ts';
import type { LetterheadShelf } from './documents/letterhead-shelf.ts';
import type { MailShelf, OutboxShelf } from './mail/mail-shelf.ts';
import type { UnchangedMonthShelf } from './month/unchanged-month-shelf.ts';
import type { DivisionShelf } from './systems/division-shelf.ts';

/** The book: one database. Every verb is one transaction, and writers take turns (L3). */
export type Book = {
  readonly write: <T>(verb: (shelves: Shelves) => Promise<T>) => Promise<T>;
  readonly read: <T>(verb: (shelves: Shelves) => Promise<T>) => Promise<T>;
  /**
   * Reads with two pairs of hands that see the book at the same moment: what one is asked does not wait for the other.
   * Within a transaction that is under way both are the same, so they are never asked at once without need.
   */
  readonly readTogether: <T>(verb: (shelves: Shelves, beside: Shelves) => Promise<T>) => Promise<T>;
  /** A short stable id from a text. */
  readonly idOf: (kind: string, key: string) => string;
};

/** The book's shelves, one per aggregate, inside one transaction. */
export type Shelves = {
  readonly settings: SettingsShelf;
  readonly parties: PartyShelf;
  readonly prices: PriceShelf;
  readonly rules: RuleShelf;
  readonly periods: PeriodShelf;
  readonly deliveries: DeliveryShelf;
  readonly credits: CreditShelf;
  readonly divisions: DivisionShelf;
  readonly records: CreditRecordShelf;
  readonly ledger: LedgerShelf;
  readonly statements: StatementShelf;
  readonly documents: DocumentShelf;
  readonly letterheads: LetterheadShelf;
  readonly mail: MailShelf;
  readonly outbox: OutboxShelf;
  readonly unchanged: UnchangedMonthShelf;
  readonly waiting: WaitingShelf;
  readonly checks: CheckShelf;
};

export type SettingsShelf = {
  readonly load: () => Promise<Settings>;
  readonly save: (settings: Settings) => Promise<void>;
};

export type PartyShelf = {
  readonly resellers: () => Promise<Reseller[]>;
  readonly customers: () => Promise<Customer[]>;
  readonly accountTenures: () => Promise<AccountTenure[]>;
  readonly resellerTenures: () => Promise<ResellerTenure[]>;
  readonly saveResellers: (resellers: readonly Reseller[]) => Promise<void>;
  readonly saveCustomers: (customers: readonly Customer[]) => Promise<void>;
  /** Replaces, as a set, the tenures of every account (customer) that is named (P5). */
  readonly replaceAccountTenures: (
    accounts: readonly string[],
    tenures: readonly AccountTenure[],
  ) => Promise<void>;
  readonly replaceResellerTenures: (
    customers: readonly string[],
    tenures: readonly ResellerTenure[],
  ) => Promise<void>;
};

export type PriceShelf = {
  readonly versions: () => Promise<PriceVersion[]>;
  readonly add: (prices: readonly Price[]) => Promise<void>;
  /** The book's place in time now, for a first draft to remember. */
  readonly now: () => Promise<bigint>;
  readonly freezes: (periods: readonly BillingPeriod[]) => Promise<PriceFreeze[]>;
  readonly freeze: (freezes: readonly PriceFreeze[]) => Promise<void>;
  readonly thaw: (freezes: readonly Omit<PriceFreeze, 'asOf'>[]) => Promise<void>;
};

export type PriceFreeze = {
  readonly seller: string;
  readonly buyer: string;
  readonly period: BillingPeriod;
  readonly asOf: bigint;
};

export type RuleShelf = {
  /** The newest version of every rule. */
  readonly newest: () => Promise<CreditRule[]>;
  readonly versionsOf: (ruleId: string) => Promise<CreditRule[]>;
  /** The newest versions as they were at a place in time. */
  readonly asOf: (seq: bigint) => Promise<CreditRule[]>;
  readonly save: (versions: readonly CreditRule[]) => Promise<void>;
};

export type PeriodShelf = {
  readonly list: () => Promise<PeriodRow[]>;
  /** The earliest period that is not closed; null while none was ever closed. */
  readonly earliestOpen: () => Promise<BillingPeriod | null>;
  /** Marks that the charges of these periods, or who owns them, changed just now. */
  readonly markChanged: (periods: readonly BillingPeriod[]) => Promise<void>;
  readonly close: (period: BillingPeriod, reason: string) => Promise<void>;
};

export type PeriodRow = {
  readonly period: BillingPeriod;
  readonly chargesSeq: bigint;
  readonly closed: boolean;
  /** Its charges changed after it was closed, or some were left unbilled when it was (N4). */
  readonly changedSinceClosing: boolean;
  readonly closedReason: string | null;
};

export type StoredDelivery = Delivery & {
  readonly id: string;
  /** Which delivery of its payer and period this is, from 1. */
  readonly version: number;
  readonly final: boolean;
  readonly current: boolean;
};

export type DeliveryShelf = {
  readonly ofMonths: (months: readonly PayerMonth[]) => Promise<StoredDelivery[]>;
  readonly withContent: (contentHashes: readonly string[]) => Promise<StoredDelivery[]>;
  readonly current: (period?: BillingPeriod) => Promise<StoredDelivery[]>;
  /** Makes this delivery the current one of its payer and period, with all that was read of it. */
  readonly save: (
    delivery: StoredDelivery,
    charges: readonly StoredCharge[],
    totals: readonly ControlTotal[],
  ) => Promise<void>;
  readonly markFinal: (deliveryId: string) => Promise<void>;
  /** The charges of a payer's month whose accounts stand on statements of the period that are open or further. */
  readonly billedCharges: (month: PayerMonth) => Promise<StoredCharge[]>;
  /** Keeps which statements, open or further, had billed what a delivery changed: accounts' charges, and credits. */
  readonly noteBilled: (
    delivery: Pick<StoredDelivery, 'id' | 'cloud' | 'period'>,
    changed: { readonly usageAccounts: readonly string[]; readonly credits: readonly string[] },
  ) => Promise<void>;
  readonly totals: (deliveryIds: readonly string[]) => Promise<(ControlTotal & { deliveryId: string })[]>;
  readonly charges: (periods: readonly BillingPeriod[]) => Promise<StoredCharge[]>;
  /** Each account and currency with charges in the period; once for each day where they are kept by the day. */
  readonly charged: (period: BillingPeriod) => Promise<AccountCharges[]>;
  /** Periods in which these accounts have charges. */
  readonly periodsOfAccounts: (
    usageAccounts: readonly string[],
  ) => Promise<{ usageAccount: string; period: BillingPeriod }[]>;
  /** Replaces the charges of some accounts of one payer's month with finer ones (P3). */
  readonly replaceCharges: (
    month: PayerMonth,
    usageAccounts: readonly string[],
    charges: readonly StoredCharge[],
  ) => Promise<void>;
};

export type MadeBy = 'rule' | 'policy' | 'hand' | 'partner-programme';

/** Who got how much of a credit, by whose decision. The highest version is in force. */
export type Assignment = {
  readonly credit: string;
  readonly version: number;
  readonly madeBy: MadeBy;
  readonly rule: string | null;
  readonly ruleVersion: number | null;
  readonly decidedBy: string | null;
  readonly customer: string | null;
  readonly reseller: string | null;
  /** The usage account for whose holder it was divided; null: the credit's own (R10, S4). */
  readonly account: string | null;
  /** Who held the credit's usage account when it was divided (P2); null: nobody, or nobody was asked. */
  readonly consumer: Owner | null;
  /** The credit's exact total that these shares divide. */
  readonly exact: ExactAmount;
  readonly reason: string;
  /** Of an undo: the version that stands again in this one; null: it decided something itself. */
  readonly restores: number | null;
  readonly shares: readonly Share[];
  readonly seq: bigint;
};

/** What the ledger says of a credit's grants: part reserved by a draft, part applied on an open statement, part left (S5). */
export type CreditUse = { readonly reserved: boolean; readonly applied: boolean; readonly left: boolean };

export type CreditFilter = {
  readonly ids?: readonly string[];
  readonly period?: BillingPeriod;
  readonly usageAccount?: string;
};

/** One usage account in one month. */
export type AccountMonth = { readonly usageAccount: string; readonly period: BillingPeriod };

export type CreditShelf = {
  readonly list: (filter: CreditFilter) => Promise<Credit[]>;
  readonly ofAccounts: (accounts: readonly AccountMonth[]) => Promise<Credit[]>;
  /** Since a period, one of all that rules cannot tell apart; newest first. */
  readonly unlike: (
    since: BillingPeriod,
  ) => Promise<Pick<Credit, 'id' | 'usageAccount' | 'service' | 'description' | 'period'>[]>;
  readonly ofMonths: (months: readonly PayerMonth[]) => Promise<Credit[]>;
  /** Final, booked and not yet assigned. */
  readonly pending: (period: BillingPeriod | null) => Promise<Credit[]>;
  /** Divided by a rule, a policy or as a partner discount, and booked with another total since (N2). */
  readonly restatable: (period: BillingPeriod | null) => Promise<Credit[]>;
  readonly add: (credits: readonly Credit[]) => Promise<void>;
  /** Totals of credits that the book has, as the cloud says them now. */
  readonly restate: (credits: readonly Credit[]) => Promise<void>;
  readonly assignments: (filter: CreditFilter) => Promise<Map<string, Assignment>>;
  readonly history: (creditId: string) => Promise<Assignment[]>;
  readonly saveAssignments: (assignments: readonly Assignment[]) => Promise<void>;
  readonly uses: (filter: CreditFilter) => Promise<Map<string, CreditUse>>;
};

/** Which drawdowns: those of some records, of a month, or of some accounts' months. */
export type DrawdownFilter = {
  readonly records?: readonly string[];
  readonly period?: BillingPeriod;
  readonly accounts?: readonly AccountMonth[];
};

/** AWS's own records (A6): the newest state of each; earlier states are kept. */
export type CreditRecordShelf = {
  readonly list: (ids?: readonly string[]) => Promise<CreditRecord[]>;
  readonly drawdowns: (filter: DrawdownFilter) => Promise<Drawdown[]>;
  /** The states of one record, the first first. */
  readonly history: (id: string) => Promise<CreditRecord[]>;
  readonly saveRecords: (records: readonly CreditRecord[]) => Promise<void>;
  readonly saveDrawdowns: (drawdowns: readonly (Drawdown & { readonly id: string })[]) => Promise<void>;
};

export type BalanceRow = Edge & {
  readonly granted: Minor;
  readonly reserved: Minor;
  readonly applied: Minor;
  readonly expired: Minor;
  readonly withdrawn: Minor;
};

export type LedgerShelf = {
  readonly grants: (filter: GrantFilter) => Promise<Grant[]>;
  readonly saveGrants: (grants: readonly (Grant & { readonly contentHash: string })[]) => Promise<void>;
  readonly contentHashes: (grantIds: readonly string[]) => Promise<Map<string, string>>;
  readonly saveDebits: (debits: readonly Debit[]) => Promise<void>;
  readonly saveEntries: (entries: readonly Entry[]) => Promise<void>;
  readonly entries: (filter: {
    credit?: string;
    statement?: string;
    from?: CalendarDate;
    upTo?: CalendarDate;
  }) => Promise<Entry[]>;
  readonly balances: (at: CalendarDate | null) => Promise<BalanceRow[]>;
  /** Debits of these edges that stand on no live statement, or only on one of the given drafts. */
  readonly waitingDebits: (
    edges: readonly Edge[] | null,
    exceptDrafts: readonly string[],
  ) => Promise<Debit[]>;
  readonly flows: (edges: readonly Edge[], since: readonly bigint[]) => Promise<(Flow & Edge)[]>;
};

export type GrantFilter = {
  readonly ids?: readonly string[];
  readonly credits?: readonly string[];
  readonly edges?: readonly Edge[];
  /** Only those with something left and an end before this day. */
  readonly endedBefore?: CalendarDate;
};

/** A draft as it is saved. */
export type NewStatement = Omit<Statement, 'draftedSeq'> & {
  readonly lines: readonly PricedLine[];
  readonly adjustmentLines: readonly AdjustmentLine[];
  readonly debitIds: readonly string[];
  readonly story: readonly StoryItem[];
};

export type StatementFilter = {
  readonly ids?: readonly string[];
  readonly period?: BillingPeriod;
  readonly seller?: string;
  readonly buyer?: string;
  readonly states?: readonly StatementState[];
};

/** A live statement that a grant pays. */
export type GrantUse = {
  readonly grant: string;
  readonly statement: string;
  readonly number: number | null;
  readonly period: BillingPeriod;
  readonly state: StatementState;
  readonly amount: string;
};

export type StatementShelf = {
  readonly list: (filter: StatementFilter) => Promise<Statement[]>;
  /** Live statements of these edges in drafting order, with what drafts reserve. */
  readonly live: (edges: readonly Edge[]) => Promise<LiveStatement[]>;
  readonly nextVersions: (keys: readonly (Edge & { period: BillingPeriod })[]) => Promise<number[]>;
  readonly saveDrafts: (drafts: readonly NewStatement[]) => Promise<void>;
  readonly setState: (ids: readonly string[], state: StatementState, reason: string | null) => Promise<void>;
  /** Gives the next numbers of each seller, in the order given, and freezes the statements (T7, T9). */
  readonly open: (ids: readonly string[]) => Promise<void>;
  readonly lines: (ids: readonly string[]) => Promise<(PricedLine & { statement: string })[]>;
  readonly adjustments: (ids: readonly string[]) => Promise<(AdjustmentLine & { statement: string })[]>;
  readonly stories: (ids: readonly string[]) => Promise<(StoryItem & { statement: string })[]>;
  /** Who stands behind each credit's grant in these statements' stories (T10). */
  readonly earners: (
    ids: readonly string[],
  ) => Promise<(Earner & { readonly statement: string; readonly grant: string })[]>;
  readonly debits: (ids: readonly string[]) => Promise<(Debit & { statement: string })[]>;
  /** Whether one of these statements bills other sums than its charges are, line by line. */
  readonly billOtherwise: (
    ids: readonly string[],
    period: BillingPeriod,
    lineTypes: readonly string[],
    charges: readonly (AccountCharges & { readonly statement: string })[],
  ) => Promise<boolean>;
  /** What these open statements billed, with the adjustments made to them on live statements other than the given drafts. */
  readonly billed: (
    ids: readonly string[],
    exceptDrafts: readonly string[],
  ) => Promise<(BilledLine & { statement: string })[]>;
  /** What stands as an adjustment of these closed periods without an original statement, other than on the given drafts. */
  readonly billedAfterClosing: (
    periods: readonly BillingPeriod[],
    exceptDrafts: readonly string[],
  ) => Promise<(BilledLine & Edge & { originalPeriod: BillingPeriod })[]>;
  /** Where these grants are reserved or applied. Amounts are decimal text. */
  readonly using: (grantIds: readonly string[]) => Promise<GrantUse[]>;
  /** Billed statements drafted before their period's charges last changed, and void ones with adjustments still billed. */
  readonly outdated: () => Promise<Statement[]>;
};

/** So many of something, and the first of them in the book's order. */
export type Counted<Item> = { readonly count: number; readonly first: readonly Item[] };

/** Charges of an unmapped account (no description), or one of its credits (P4). */
export type UnmappedItem = {
  readonly period: BillingPeriod;
  readonly usageAccount: string;
  readonly currency: string;
  readonly description: string | null;
  readonly exact: ExactAmount;
};

/** What waits for a person; null is every period. */
export type WaitingShelf = {
  /** Credits that are not divided and worth something, and divided ones that the cloud changed since (`flagged`). */
  readonly credits: (
    period: BillingPeriod | null,
    most: number,
  ) => Promise<Counted<{ readonly credit: Credit; readonly flagged: boolean }>>;
  /** What belongs to nobody: lines of these types summed per account, and each credit. */
  readonly unmapped: (
    period: BillingPeriod | null,
    chargeTypes: readonly string[],
    most: number,
  ) => Promise<Counted<UnmappedItem>>;
  /** Sums of all line types but these. */
  readonly lineTypesBut: (
    period: BillingPeriod | null,
    known: readonly string[],
  ) => Promise<Omit<StoredCharge, 'cloud' | 'usageAccount' | 'service' | 'usageDay'>[]>;
};

export type { Finding };

/** The checks that the database itself can answer: what breaks each of them (K). */
export type CheckShelf = {
  readonly [name in Exclude<
    CheckName,
    'charges-billed' | 'nothing-pending' | 'nothing-unmapped' | 'unknown-line-types'
  >]: () => Promise<Finding[]>;
};
