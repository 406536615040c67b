import type { CompileRegex } from '../domain/credit-rule/description.ts';
import type { Book } from './book.ts';
import type { BillingFiles } from './ports.ts';

/** What the verbs work with. Who stands behind each port is decided in main only. */
export type Desk = {
  readonly book: Book;
  readonly compileRegex: CompileRegex;
  readonly billingFiles: BillingFiles;
};

/** Counts of what a load or import did. */
export type LoadCount = { readonly added: number; readonly changed: number; readonly same: number };
