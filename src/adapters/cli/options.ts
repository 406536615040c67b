import type { DocumentKind } from '../../application/documents/statement-document.ts';
import type { LedgerFormat } from './world.ts';

// What each command may be told, as commander gives it: one type per command.

/** The two options that every command takes. */
export type EveryOption = { readonly book: string; readonly json?: boolean };

export type AccountListOptions = EveryOption & {
  readonly period?: string;
  readonly customer?: string;
  readonly full?: boolean;
};

export type AuditExportOptions = EveryOption & { readonly from?: string; readonly to?: string };

export type BalancesOptions = EveryOption & { readonly at?: string; readonly full?: boolean };

export type MailChoiceOptions = EveryOption & {
  readonly period: string;
  readonly seller: string;
  readonly buyer?: readonly string[];
};

export type MailOutboxOptions = EveryOption & { readonly state?: string; readonly full?: boolean };

export type MailStatementsOptions = EveryOption & {
  readonly period?: string;
  readonly seller?: string;
  readonly buyer?: string;
  readonly all?: boolean;
};

export type MailServerOptions = EveryOption & {
  readonly host?: string;
  readonly port?: number;
  readonly security?: string;
  readonly anyCertificate?: boolean;
  readonly user?: string;
  readonly passwordStdin?: boolean;
  readonly from?: string;
  readonly consoleUrl?: string;
};

export type MailTemplateOptions = EveryOption & { readonly seller: string };

export type MailTemplateSetOptions = MailTemplateOptions & {
  readonly language?: string;
  readonly subject?: string;
  /** A file. */
  readonly body?: string;
};

export type MailWishesOptions = EveryOption & {
  readonly unwanted?: readonly string[];
  readonly all?: boolean;
};

export type CheckOptions = EveryOption & { readonly period?: string };

export type CreditListOptions = EveryOption & {
  readonly period?: string;
  readonly account?: string;
  readonly customer?: string;
  readonly status?: string;
  readonly description?: string;
  readonly dust?: boolean;
  readonly full?: boolean;
};

export type AssignOptions = EveryOption & {
  readonly period?: string;
  readonly byHand?: string;
  readonly moveTo?: string;
  readonly toOwner?: boolean;
  readonly proposal?: boolean;
  readonly undo?: boolean;
  readonly reason?: string;
  readonly allowMore?: boolean;
  readonly reapply?: boolean;
  readonly dryRun?: boolean;
  readonly full?: boolean;
};

export type GrantAddOptions = EveryOption & {
  readonly seller: string;
  readonly buyer: string;
  readonly amount: string;
  readonly currency: string;
  readonly comment: string;
  readonly id?: string;
  readonly cloud?: string;
  readonly account?: string;
  readonly description?: string;
  readonly starts?: string;
  readonly ends?: string;
  readonly grantedOn?: string;
  readonly parentCredit?: string;
  readonly reason?: string;
  readonly yes?: boolean;
};

export type GrantListOptions = EveryOption & {
  readonly seller?: string;
  readonly buyer?: string;
  readonly stranded?: boolean;
  readonly full?: boolean;
};

export type GrantWithdrawOptions = EveryOption & { readonly amount?: string; readonly reason: string };

export type GrantMoveOptions = EveryOption & { readonly to: string; readonly reason: string };

export type ImportCommandOptions = EveryOption & { readonly final?: boolean; readonly replace?: boolean };

export type ExportOptions = EveryOption & {
  readonly format: LedgerFormat;
  readonly at?: string;
  readonly out?: string;
};

export type SystemFileOptions = EveryOption & { readonly period: string; readonly seller?: string };

export type MonthCommandOptions = EveryOption & {
  readonly out?: string;
  readonly final?: boolean;
  readonly replace?: boolean;
  readonly useCredits?: boolean;
  readonly full?: boolean;
};

export type CloseOptions = EveryOption & { readonly reason?: string };

export type TenureLoadOptions = LoadOptions & { readonly files?: readonly string[] };

export type LoadOptions = EveryOption & { readonly dryRun?: boolean };

export type TableExportOptions = EveryOption & {
  readonly period?: string;
  readonly account?: string;
  readonly customer?: string;
  readonly reseller?: string;
  readonly seller?: string;
  readonly buyer?: string;
  readonly status?: string;
  readonly description?: string;
};

export type BacktestOptions = EveryOption & { readonly periods: number; readonly full?: boolean };

export type RecordListOptions = EveryOption & {
  readonly account?: string;
  readonly today?: string;
  readonly all?: boolean;
  readonly full?: boolean;
};

export type RecordMatchOptions = EveryOption & { readonly period?: string; readonly full?: boolean };

export type RuleListOptions = EveryOption & { readonly all?: boolean };

export type DraftCommandOptions = EveryOption & {
  readonly period: string;
  readonly useCredits?: boolean;
  readonly late?: boolean;
};

export type ServeCommandOptions = EveryOption & { readonly port: number; readonly host: string };

/** Which statements a verb acts on: the named ones, or those of a period, seller or buyer. */
export type ChoiceOptions = EveryOption & {
  /** Of opening: tell the buyers where to find them. */
  readonly mail?: boolean;
  readonly period?: string;
  readonly seller?: string;
  readonly buyer?: string;
  readonly all?: boolean;
  readonly reason?: string;
  readonly reverse?: boolean;
  readonly full?: boolean;
};

export type StatementListOptions = ChoiceOptions & { readonly state?: string };

export type StatementExportOptions = StatementListOptions & {
  readonly out: string;
  readonly as?: readonly DocumentKind[];
};

export type LetterheadOptions = EveryOption & { readonly seller: string };

export type LetterheadSetOptions = LetterheadOptions & {
  readonly name?: string;
  readonly address?: string;
  readonly notes?: string;
  /** A file; false: none any more. */
  readonly logo?: string | false;
};

export type SourceAddOptions = EveryOption & {
  readonly from?: string;
  readonly every?: number;
  readonly daily?: string;
};

export type SourceChangeOptions = Omit<SourceAddOptions, 'from'> & {
  readonly name?: string;
  readonly place?: string;
  /** false: no month is passed over. */
  readonly from?: string | false;
  readonly stop?: boolean;
  readonly go?: boolean;
};

export type SourceLookOptions = EveryOption & { readonly replace?: boolean };

export type StatementVerb = 'open' | 'discard' | 'void' | 'pay' | 'close';
