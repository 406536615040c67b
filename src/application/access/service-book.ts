import type { Sight, Viewer } from '../../domain/access/viewer.ts';
import type { CreditStatus } from '../../domain/ledger/credit-status.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import type { CalendarDate } from '../../domain/period/calendar-date.ts';
import type { StatementState } from '../../domain/statement/statement.ts';
import type { Shelves } from '../book.ts';
import type { AccountShelf } from './account-shelf.ts';
import type { BilledChangeShelf } from './billed-change-shelf.ts';
import type { FigureShelf } from './figure-shelf.ts';
import type { JobClaim, JobShelf } from './job-shelf.ts';
import type { Carry, CarryMail, WebhookShelf } from './outbox.ts';
import type { SourceShelf } from './source-shelf.ts';

/** The book as the service uses it: every transaction is somebody's. */
export type ServiceBook = {
  /** Reads as the viewer sees: a portal's rows are cut out by the database once more. */
  readonly readAs: <T>(viewer: Viewer, verb: (shelves: ServiceShelves) => Promise<T>) => Promise<T>;
  /** One transaction that is kept, or only tried: then everything is done and nothing stays. */
  readonly writeAs: <T>(
    viewer: Viewer,
    how: 'keep' | 'try',
    verb: (shelves: ServiceShelves) => Promise<T>,
  ) => Promise<T>;
  readonly idOf: (kind: string, key: string) => string;
  /** Takes a job to run it; null: somebody else runs it, or it is over. */
  readonly claimJob: (id: string) => Promise<JobClaim | null>;
  /** Known at once to whoever runs it, even while the book is being written. false: it is over. */
  readonly askCancel: (id: string) => Promise<boolean>;
  /** Carries the message to a webhook that has waited longest; false: none is due. */
  readonly sendNext: (carry: Carry) => Promise<boolean>;
  /** The same of a mail, which leaves the house at most once for each attempt. */
  readonly sendNextMail: (carry: CarryMail) => Promise<boolean>;
};

export type ServiceShelves = Shelves & {
  readonly audit: AuditShelf;
  readonly answers: AnswerShelf;
  readonly jobs: JobShelf;
  readonly accounts: AccountShelf;
  readonly webhooks: WebhookShelf;
  readonly sources: SourceShelf;
  readonly billedChanges: BilledChangeShelf;
  readonly lists: ListShelf;
  readonly figures: FigureShelf;
};

/** One change, as it was made. `before` and `after` are JSON. */
export type AuditEntry = {
  readonly who: string;
  readonly role: string;
  readonly origin: string;
  readonly what: string;
  readonly object: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly why: string;
};
export type StoredAuditEntry = AuditEntry & {
  readonly seq: number;
  readonly at: string;
  readonly hash: string;
};
export type AuditFilter = {
  readonly who?: string | undefined;
  readonly what?: string | undefined;
  readonly object?: string | undefined;
  readonly from?: CalendarDate | undefined;
  readonly to?: CalendarDate | undefined;
};
export type AuditVerification = {
  readonly ok: boolean;
  readonly entries: number;
  readonly lastHash: string;
  readonly broken: {
    readonly seq: number;
    /** When it says it was written; null: it is not there. */
    readonly at: string | null;
    /** The columns that were changed, as far as they can be told. */
    readonly differs: readonly string[];
    readonly why: string;
  }[];
};

export type AuditShelf = {
  readonly add: (entry: AuditEntry) => Promise<void>;
  /** Newest first, below `beforeSeq`. */
  readonly list: (
    filter: AuditFilter,
    beforeSeq: number | null,
    limit: number,
  ) => Promise<StoredAuditEntry[]>;
  /** Oldest first, above `afterSeq`; with everything that goes into the hash. */
  readonly exported: (
    filter: AuditFilter,
    afterSeq: number,
    limit: number,
  ) => Promise<Record<string, unknown>[]>;
  readonly verify: () => Promise<AuditVerification>;
};

/** A write that was asked with an idempotency key, and what was answered (L4). */
export type AnsweredRequest = { readonly request: string; readonly status: number; readonly answer: string };
export type AnswerShelf = {
  readonly find: (viewer: string, key: string) => Promise<AnsweredRequest | null>;
  readonly keep: (viewer: string, key: string, answered: AnsweredRequest) => Promise<void>;
};

/** A page of a list: rows after the cursor, in the order of the list. */
export type PageAsked = { readonly after: readonly string[] | null; readonly limit: number };

export type CreditListFilter = {
  readonly period?: BillingPeriod | undefined;
  readonly older?: boolean | undefined;
  readonly from?: BillingPeriod | undefined;
  readonly to?: BillingPeriod | undefined;
  readonly account?: string | undefined;
  readonly description?: string | undefined;
  readonly customer?: string | undefined;
  readonly reseller?: string | undefined;
  readonly service?: string | undefined;
  readonly status?: CreditStatus | undefined;
  readonly rule?: string | undefined;
};
export type CreditListOrder = {
  readonly by: 'period' | 'amount' | 'description' | 'account' | 'service';
  readonly down: boolean;
};
export type CreditSums = {
  readonly count: number;
  readonly sums: { readonly currency: string; readonly amount: string }[];
  readonly statuses: { readonly status: CreditStatus; readonly count: number }[];
  readonly services: string[];
};

/** A head of a statement for lists; amounts are decimal text. */
export type StatementHeadRow = {
  readonly id: string;
  readonly number: number | null;
  readonly state: StatementState;
  readonly seller: string;
  readonly sellerName: string;
  readonly buyer: string;
  readonly buyerName: string;
  readonly period: BillingPeriod;
  readonly currency: string;
  readonly useCredits: boolean;
  readonly charges: string;
  readonly tax: string;
  readonly debits: string;
  readonly adjustments: string;
  readonly creditApplied: string;
  readonly total: string;
  readonly openingBalance: string;
  readonly earned: string;
  readonly expired: string;
  readonly closingBalance: string;
};
export type StatementListFilter = {
  readonly ids?: readonly string[] | undefined;
  readonly period?: BillingPeriod | undefined;
  readonly seller?: string | undefined;
  readonly buyer?: string | undefined;
  readonly state?: StatementHeadRow['state'] | undefined;
};

export type GrantRowView = {
  readonly id: string;
  readonly seller: string;
  readonly sellerName: string;
  readonly buyer: string;
  readonly buyerName: string;
  readonly currency: string;
  readonly source: 'credit' | 'hand';
  readonly credit: string | null;
  readonly cloud: string | null;
  readonly usageAccount: string | null;
  readonly description: string | null;
  readonly comment: string;
  readonly starts: CalendarDate | null;
  readonly ends: CalendarDate | null;
  readonly grantedOn: CalendarDate;
  readonly parentCredit: string | null;
  readonly granted: string;
  readonly reserved: string;
  readonly applied: string;
  readonly expired: string;
  readonly withdrawn: string;
  /** Of a reseller's grant: whose account earned it. */
  readonly earner: string | null;
};
export type GrantListRequest = {
  readonly ids?: readonly string[] | undefined;
  readonly seller?: string | undefined;
  readonly buyer?: string | undefined;
  readonly credit?: string | undefined;
  /** Only those with something left. */
  readonly left?: boolean | undefined;
  readonly description?: string | undefined;
};
export type BalanceRowView = {
  readonly seller: string;
  readonly sellerName: string;
  readonly buyer: string;
  readonly buyerName: string;
  readonly currency: string;
  readonly granted: string;
  readonly reserved: string;
  readonly applied: string;
  readonly expired: string;
  readonly withdrawn: string;
};
export type BalanceMove = {
  readonly day: CalendarDate;
  readonly kind: 'granted' | 'withdrawn' | 'applied' | 'restored' | 'expired';
  readonly change: string;
  readonly grant: string | null;
  readonly statement: string | null;
};
export type StoryRow = {
  readonly movement: 'earned' | 'applied' | 'expired' | 'restored';
  readonly grant: string;
  readonly credit: string | null;
  readonly usageAccount: string | null;
  readonly description: string | null;
  readonly comment: string;
  readonly amount: string;
};
/** What the customers behind a reseller's credit and the rules that divided it are called on its statement (T9, T10). */
export type NamesTold = {
  readonly customers: ReadonlyMap<string, string>;
  /** By grant; none where the distributor chose not to name its rules. */
  readonly rules: ReadonlyMap<string, string>;
};
export type StatementBody = {
  readonly late: boolean;
  readonly voidReason: string | null;
  readonly roundingLine: string | null;
  readonly taxPercent: string | null;
  readonly taxPosition: string;
  readonly lines: {
    readonly cloud: string;
    readonly usageAccount: string;
    readonly service: string;
    readonly price: string;
    readonly exact: string;
    readonly upliftPercent: string;
  }[];
  readonly adjustmentLines: {
    readonly originalPeriod: BillingPeriod;
    /** null: the buyer had no statement in that period, and it is closed (N4). */
    readonly originalStatement: string | null;
    readonly cloud: string;
    readonly usageAccount: string;
    readonly service: string;
    readonly price: string;
    readonly exact: string;
  }[];
  readonly debitLines: { readonly amount: string }[];
};

/** Lists for screens. Each takes the viewer's sight and answers only what lies within it. */
export type ListShelf = {
  /** Ids of one page of the credit list, with the cursor of each row. Everything of a distributor only. */
  readonly creditIds: (
    filter: CreditListFilter,
    customerAccounts: readonly string[] | null,
    order: CreditListOrder,
    page: PageAsked,
  ) => Promise<{ readonly id: string; readonly cursor: string[] }[]>;
  readonly creditSums: (
    filter: CreditListFilter,
    customerAccounts: readonly string[] | null,
  ) => Promise<CreditSums>;
  readonly statementHeads: (
    sight: Sight,
    filter: StatementListFilter,
    page: PageAsked,
  ) => Promise<StatementHeadRow[]>;
  readonly statementBody: (sight: Sight, id: string) => Promise<StatementBody | null>;
  readonly story: (sight: Sight, statement: string) => Promise<StoryRow[]>;
  /** Of a statement that was found within the sight. */
  readonly namesTold: (sight: Sight, statement: string) => Promise<NamesTold>;
  readonly grants: (sight: Sight, request: GrantListRequest, page: PageAsked) => Promise<GrantRowView[]>;
  readonly balances: (
    sight: Sight,
    of: { readonly seller?: string | undefined; readonly buyer?: string | undefined },
  ) => Promise<BalanceRowView[]>;
  readonly balanceMoves: (
    sight: Sight,
    edge: { readonly seller: string; readonly buyer: string; readonly currency: string },
  ) => Promise<BalanceMove[]>;
  readonly statementPeriods: (sight: Sight) => Promise<BillingPeriod[]>;
  readonly bookCurrency: () => Promise<string>;
  /** Names of the parties, as far as they are seen. */
  readonly partyNames: (ids: readonly string[]) => Promise<Map<string, string>>;
  readonly found: (
    word: string,
    limit: number,
  ) => Promise<
    {
      readonly kind: 'credit' | 'statement';
      readonly id: string;
      readonly title: string;
      readonly subtitle: string;
    }[]
  >;
};
