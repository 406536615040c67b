import type { DraftRun } from './draft.ts';
import type { HandGrant, HandPart } from './oracle.ts';
import type { Bill, Files, Price, Settings, TaxTerms, Terms } from './pages.ts';
import type { Held } from './who.ts';

/** Which statement a verb is about: the live one of a seller, buyer, period and currency. */
export type BillName = Pick<Bill, 'seller' | 'buyer' | 'period' | 'currency'>;

/** One thing that an operator does to a book. */
export type Verb =
  | { readonly verb: 'settings'; readonly settings: Settings }
  | { readonly verb: 'reseller'; readonly id: string; readonly useCredits: boolean | null }
  | {
      readonly verb: 'customer';
      readonly id: string;
      readonly terms: TaxTerms;
      readonly tenures: readonly Held[];
    }
  | { readonly verb: 'account'; readonly account: string; readonly tenures: readonly Held[] }
  | { readonly verb: 'rule'; readonly id: string; readonly createdAt: string; readonly terms: Terms }
  | { readonly verb: 'prices'; readonly prices: readonly Price[] }
  | { readonly verb: 'grants'; readonly grants: readonly HandGrant[] }
  | {
      readonly verb: 'import';
      readonly files: Files;
      /** Other months that the same command reads. */
      readonly also?: readonly Files[];
      readonly final: boolean;
      readonly replace: boolean;
    }
  | { readonly verb: 'assign'; readonly period: string | null }
  | {
      readonly verb: 'by-hand';
      readonly credit: string;
      readonly parts: readonly HandPart[];
      readonly allowMore: boolean;
    }
  | { readonly verb: 'move'; readonly credit: string; readonly account: string }
  | { readonly verb: 'withdraw'; readonly grant: string; readonly amount: bigint | null }
  | { readonly verb: 'move-grant'; readonly grant: string; readonly seller: string }
  | { readonly verb: 'to-proposal'; readonly credit: string }
  | ({ readonly verb: 'draft' } & DraftRun)
  | {
      readonly verb: 'open';
      readonly period: string;
      readonly seller: string | null;
      readonly buyer: string | null;
    }
  | { readonly verb: 'discard' | 'void' | 'pay' | 'unpay' | 'close'; readonly bill: BillName }
  | { readonly verb: 'close-period'; readonly period: string };

/** What may be done twice and then writes nothing the second time (P5, N1, T8). */
export function isRepeatable({ verb }: Verb): boolean {
  return [
    'settings',
    'reseller',
    'customer',
    'account',
    'rule',
    'prices',
    'grants',
    'import',
    'assign',
    'draft',
    'open',
  ].includes(verb);
}

/** As an operator's note, to find the verb that broke something. */
export function verbText(verb: Verb): string {
  return JSON.stringify(verb, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
}
