import type { Person } from './example-service.ts';
import type { MatrixAnswer } from './matrix-answers.ts';

const BOOK: Person[] = ['admin', 'analyst', 'auditor'];
const ADMIN: Person[] = ['admin'];
const RESELLERS: Person[] = ['harborAdmin', 'harborUser', 'lanternAdmin'];
const ALL: Person[] = [...BOOK, ...RESELLERS, 'blueKiln', 'copperFern'];

const out = (asks: readonly Person[], table: string): MatrixAnswer => ({
  asks,
  path: () => `/tables/${table}`,
  gets: 200,
});
/** A body that is no table: whoever may bring one in hears so. */
const broughtIn = (subject: string): MatrixAnswer => ({
  asks: ADMIN,
  path: () => `/tables/${subject}?dryRun=true`,
  body: () => ({}),
  gets: 415,
});

/** What the matrix knows of the book's tables: who takes them out, and who brings them in. */
export const TABLE_ANSWERS: Readonly<Record<string, MatrixAnswer>> = {
  exportResellers: out([...BOOK, ...RESELLERS], 'resellers'),
  exportCustomers: out([...BOOK, ...RESELLERS], 'customers?as=xlsx'),
  exportAccounts: out([...BOOK, ...RESELLERS], 'accounts'),
  exportPrices: out([...BOOK, ...RESELLERS], 'prices'),
  exportRules: out(BOOK, 'rules'),
  exportGrants: out(ALL, 'grants'),
  exportCredits: out(BOOK, 'credits?period=2026-03'),
  importResellers: broughtIn('resellers'),
  importCustomers: broughtIn('customers'),
  importAccounts: broughtIn('accounts'),
  importPrices: broughtIn('prices'),
  importRules: broughtIn('rules'),
  importGrants: broughtIn('grants'),
  importCredits: broughtIn('credits'),
};
