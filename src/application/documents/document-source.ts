import type { Sight } from '../../domain/access/viewer.ts';
import type { Currency } from '../../domain/money/currency.ts';
import type { Minor } from '../../domain/money/minor.ts';
import type { Letterhead } from '../../domain/party/letterhead.ts';
import type { BillingPeriod } from '../../domain/period/billing-period.ts';
import type { Earner } from '../../domain/statement/break-out.ts';
import type { StatementFigures, StatementState, StoryItem } from '../../domain/statement/statement.ts';

export type SourceStory = {
  readonly movement: StoryItem['movement'];
  readonly grant: string;
  /** Who stands behind the grant, of a statement to a reseller (T10). */
  readonly earners: readonly Earner[];
  /** The rule that made it; null where there is none, or the distributor does not name its rules. */
  readonly rule: string | null;
  readonly usageAccount: string | null;
  readonly description: string | null;
  readonly comment: string;
  readonly amount: Minor;
};

/** What a document is made of: a statement without any cost, as it was frozen when it was opened (T9). */
export type DocumentSource = StatementFigures & {
  readonly id: string;
  readonly number: number | null;
  readonly state: StatementState;
  readonly seller: string;
  readonly sellerName: string;
  readonly buyer: string;
  readonly buyerName: string;
  readonly buyerIsReseller: boolean;
  readonly period: BillingPeriod;
  readonly currency: Currency;
  readonly useCredits: boolean;
  readonly voidReason: string | null;
  /** Decimal text. */
  readonly taxPercent: string | null;
  readonly taxPosition: string;
  readonly letterhead: Letterhead;
  readonly lines: readonly {
    readonly cloud: string;
    readonly usageAccount: string;
    readonly service: string;
    readonly price: Minor;
  }[];
  readonly adjustmentLines: readonly {
    readonly originalPeriod: BillingPeriod;
    readonly cloud: string;
    readonly usageAccount: string;
    readonly service: string;
    readonly price: Minor;
  }[];
  readonly debitAmounts: readonly Minor[];
  readonly story: readonly SourceStory[];
  /** Names of the customers behind the story. */
  readonly customerNames: ReadonlyMap<string, string>;
};

/** Statements for their documents. Answers only what lies within the sight. */
export type DocumentShelf = {
  /** In the order of the ids; what is not seen is left out. */
  readonly sources: (sight: Sight, ids: readonly string[]) => Promise<DocumentSource[]>;
  /** Ids of live statements, and of void ones, by period, seller, buyer and number. */
  readonly ids: (sight: Sight, choice: DocumentChoice) => Promise<string[]>;
};

export type DocumentChoice = {
  readonly ids?: readonly string[] | undefined;
  readonly period?: BillingPeriod | undefined;
  readonly seller?: string | undefined;
  readonly buyer?: string | undefined;
  readonly states?: readonly StatementState[] | undefined;
};
