import type { Person } from './example-service.ts';
import type { MatrixAnswer } from './matrix-answers.ts';

const BOOK: Person[] = ['admin', 'analyst', 'auditor'];
const ADMIN: Person[] = ['admin'];
const HARBOR: Person[] = ['harborAdmin', 'harborUser'];
const RESELLERS: Person[] = [...HARBOR, 'lanternAdmin'];
const SELLERS: Person[] = ['admin', ...RESELLERS];
const STALE = { 'if-match': '"stale"' };
const NOTHING = () => ({});
const at = (path: string) => () => path;

/** What the matrix knows of mail: nothing is sent, for its book has no mail server. */
export const MAIL_ANSWERS: Readonly<Record<string, MatrixAnswer>> = {
  getMailServer: { asks: ADMIN, path: at('/mail/server'), gets: 200 },
  updateMailServer: {
    asks: ADMIN,
    path: at('/mail/server'),
    headers: STALE,
    body: NOTHING,
    gets: 422,
  },
  tryMailServer: { asks: ADMIN, path: at('/mail/server/test'), body: NOTHING, gets: 422 },
  getMailTemplates: {
    asks: [...BOOK, ...RESELLERS],
    sees: [...BOOK, ...HARBOR],
    path: (o) => `/mail/templates/${o.seller}`,
    gets: 200,
  },
  updateMailTemplate: {
    asks: ['admin', 'harborAdmin', 'lanternAdmin'],
    sees: ['admin', 'harborAdmin'],
    path: (o) => `/mail/templates/${o.seller}/statement`,
    headers: STALE,
    body: () => ({ language: 'en', subject: 'Matrix', body: 'Matrix' }),
    gets: 412,
  },
  previewMail: {
    asks: [...BOOK, ...RESELLERS],
    sees: [...BOOK, ...HARBOR],
    path: at('/mail/preview'),
    body: (o) => ({ seller: o.seller, kind: 'statement' }),
    gets: 200,
  },
  // The book of the matrix has no mail server: whoever may send hears so.
  sendTestMail: {
    asks: ['admin', 'harborAdmin', 'lanternAdmin'],
    sees: ['admin', 'harborAdmin'],
    path: at('/mail/test'),
    body: (o) => ({ seller: o.seller, kind: 'statement' }),
    gets: 422,
  },
  getCreditCommunications: {
    asks: [...BOOK, ...RESELLERS],
    sees: [...BOOK, ...HARBOR],
    path: (o) => `/mail/credit-communications?seller=${o.seller}&period=2026-03`,
    gets: 200,
  },
  sendCreditCommunications: {
    asks: SELLERS,
    sees: ['admin', ...HARBOR],
    path: at('/mail/credit-communications'),
    body: (o) => ({ seller: o.seller, period: '2026-03' }),
    gets: 409,
  },
  mailStatements: {
    asks: SELLERS,
    sees: ['admin', ...HARBOR],
    path: at('/mail/statements'),
    body: (o) => ({ ids: [o.statement] }),
    gets: 409,
  },
  listMails: { asks: [...BOOK, ...RESELLERS], path: at('/mails'), gets: 200 },
  getMail: {
    asks: [...BOOK, ...RESELLERS],
    sees: [...BOOK, ...HARBOR],
    path: (o) => `/mails/${o.mail}`,
    gets: 200,
  },
  resendMail: {
    asks: SELLERS,
    sees: ['admin', ...HARBOR],
    path: (o) => `/mails/${o.mail}/resend`,
    body: NOTHING,
    gets: 409,
  },
  cancelMail: {
    asks: SELLERS,
    sees: ['admin', ...HARBOR],
    path: (o) => `/mails/${o.sentMail}/cancel`,
    body: NOTHING,
    gets: 409,
  },
  getMailWishes: {
    asks: [...BOOK, ...RESELLERS, 'blueKiln', 'copperFern'],
    sees: [...BOOK, ...HARBOR, 'blueKiln'],
    path: (o) => `/mail/wishes/${o.customer}`,
    gets: 200,
  },
  updateMailWishes: {
    asks: [...SELLERS, 'blueKiln', 'copperFern'],
    sees: ['admin', ...HARBOR, 'blueKiln'],
    path: (o) => `/mail/wishes/${o.customer}`,
    body: () => ({ unwanted: [] }),
    gets: 200,
  },
};
