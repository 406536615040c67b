import type { RuleTermsView } from '../../../contract/rules.ts';

export type Terms = RuleTermsView;
export type TermsField = keyof Terms;

export const NEW_TERMS: Terms = {
  name: '',
  description: '',
  match: 'exact',
  customerPercent: '',
  resellerPercent: '',
  forWhom: 'consumer',
  firstPeriod: null,
  lastPeriod: null,
  customers: { kind: 'all' },
  resellers: { kind: 'all' },
  services: { kind: 'all' },
  note: '',
  active: true,
};

/** How a credit's description is compared (R2). */
export const MATCH_WORDS: Readonly<Record<Terms['match'], string>> = {
  exact: 'is exactly',
  contains: 'contains',
  wildcard: 'answers to the wildcards',
  regex: 'answers to the expression',
};

/** Whose customer gets the shares (R10). */
export const FOR_WHOM_WORDS: Readonly<Record<Terms['forWhom'], string>> = {
  consumer: 'The customer who used the credit',
  owner: 'The customer whose credit it was',
};

/** The terms alone of anything that has them. */
export function termsOf(from: Terms): Terms {
  const fields = Object.keys(NEW_TERMS) as TermsField[];
  return Object.fromEntries(fields.map((field) => [field, from[field]])) as Terms;
}

/** For questions while it is still being written: what is not yet typed is taken as nothing. */
export function askable(terms: Terms): Terms {
  const percent = (typed: string): string =>
    /^\d{1,3}(\.\d{1,4})?$/.test(typed.trim()) ? typed.trim() : '0';
  return {
    ...terms,
    name: terms.name.trim() === '' ? 'New rule' : terms.name,
    customerPercent: percent(terms.customerPercent),
    resellerPercent: percent(terms.resellerPercent),
  };
}

export const STEPS = [
  { key: 'name', title: 'Name and description', fields: ['name', 'description', 'match'] },
  { key: 'split', title: 'Split', fields: ['customerPercent', 'resellerPercent', 'forWhom'] },
  { key: 'period', title: 'Applicable period', fields: ['firstPeriod', 'lastPeriod'] },
  { key: 'customers', title: 'Customers', fields: ['customers'] },
  { key: 'resellers', title: 'Resellers', fields: ['resellers'] },
  { key: 'services', title: 'Services', fields: ['services'] },
  { key: 'note', title: 'Note', fields: ['note'] },
  { key: 'review', title: 'Review', fields: [] },
] as const;
export type StepKey = (typeof STEPS)[number]['key'];
