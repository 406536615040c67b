/** What the book writes to a party by itself: each has a template of its own at every seller. */
export const MAIL_KINDS = ['credit-communication', 'statement'] as const;
export type MailKind = (typeof MAIL_KINDS)[number];

/** What a template may name between {{ and }}. */
export type Variable = { readonly name: string; readonly says: string };

const OF_BOTH: readonly Variable[] = [
  { name: 'seller', says: 'who writes, as on the statements' },
  { name: 'buyer', says: 'who is written to' },
  { name: 'period', says: 'the billing period, as 2026-03' },
  { name: 'month', says: "the billing period in the template's language, as March 2026" },
  { name: 'link', says: 'where it stands in the console; {{link: Words}} shows these words' },
];

/** Stands alone on a line and becomes a table. */
export const TABLE = 'credits';
export const TABLE_HEADINGS = ['Customer', 'Account', 'Description', 'Amount', 'Total'] as const;

export const VARIABLES: Readonly<Record<MailKind, readonly Variable[]>> = {
  'credit-communication': [
    ...OF_BOTH,
    { name: 'total', says: 'what was granted in all' },
    {
      name: TABLE,
      says: `the credits as a table, on a line of its own; {{${TABLE}: ${TABLE_HEADINGS.join(' | ')}}} gives its headings`,
    },
  ],
  statement: [
    ...OF_BOTH,
    { name: 'number', says: "the statement's number" },
    { name: 'total', says: 'what is owed' },
    { name: 'credit', says: 'the credit used on it' },
    { name: 'carried', says: 'the credit carried forward' },
  ],
};
