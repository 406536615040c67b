import type { Person } from './example-service.ts';
import { MAIL_ANSWERS } from './matrix-mail.ts';
import { TABLE_ANSWERS } from './matrix-tables.ts';

/** Objects of the example book that the matrix asks about: harbor's and its customer blue-kiln's. */
export type Objects = {
  /** Open, harbor to blue-kiln. */
  readonly statement: string;
  /** A draft of harbor's for blue-kiln. */
  readonly draft: string;
  /** Open, the distributor to harbor. */
  readonly lump: string;
  readonly grant: string;
  readonly credit: string;
  readonly creditRecord: string;
  readonly rule: string;
  readonly delivery: string;
  readonly job: string;
  readonly user: string;
  readonly key: string;
  /** Who issued the statement: harbor. */
  readonly seller: string;
  readonly webhook: string;
  /** In the webhook's outbox. */
  readonly message: string;
  readonly source: string;
  /** The delivery of a change that nobody has noticed. */
  readonly change: string;
  /** That harbor is to send to blue-kiln tomorrow, and one that it has sent. */
  readonly mail: string;
  readonly sentMail: string;
  readonly customer: string;
};

/** How an endpoint is asked, who may ask it at all, and who of them finds the object. */
export type MatrixAnswer = {
  readonly asks: readonly Person[];
  /** Who finds the object asked for; everybody who may ask, unless it is said. */
  readonly sees?: readonly Person[];
  /** Path and query below /api/v1, for the object or for one that is not there. */
  readonly path: (objects: Objects) => string;
  readonly body?: (objects: Objects) => unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What whoever sees it gets; a refusal further in tells that access was given without changing anything. */
  readonly gets: number;
};

const BOOK: Person[] = ['admin', 'analyst', 'auditor'];
const ADMIN: Person[] = ['admin'];
const DESK: Person[] = ['admin', 'analyst'];
const AUDIT: Person[] = ['admin', 'auditor'];
const HARBOR: Person[] = ['harborAdmin', 'harborUser'];
const RESELLERS: Person[] = [...HARBOR, 'lanternAdmin'];
const PORTALS: Person[] = [...RESELLERS, 'blueKiln', 'copperFern'];
const SELLERS: Person[] = ['admin', ...RESELLERS];
const ALL: Person[] = [...BOOK, ...PORTALS];
const STALE = { 'if-match': '"stale"' };
const NOTHING = () => ({});
const PERIOD = '2026-03';
const TERMS = {
  name: 'Matrix',
  description: '',
  match: 'exact',
  customerPercent: '1',
  resellerPercent: '1',
  firstPeriod: null,
  lastPeriod: null,
  customers: { kind: 'all' },
  resellers: { kind: 'all' },
  services: { kind: 'all' },
  note: '',
  active: true,
};

const at = (path: string) => () => path;
const whole = (asks: readonly Person[], path: string, gets = 200): MatrixAnswer => ({
  asks,
  path: at(path),
  gets,
});
/** A write with a body that cannot be used: whoever may write hears what is wrong with it, and nothing happens. */
const write = (asks: readonly Person[], path: string): MatrixAnswer => ({
  asks,
  path: at(path),
  body: NOTHING,
  gets: 422,
});
const step = (name: string, of: 'draft' | 'statement', more: object = {}): MatrixAnswer => ({
  asks: SELLERS,
  sees: ['admin', ...HARBOR],
  path: at(`/statements/${name}?dryRun=true`),
  body: (objects) => ({ ids: [objects[of]], ...more }),
  gets: 200,
});

/** One answer per operation of the OpenAPI document. */
export const ANSWERS: Readonly<Record<string, MatrixAnswer>> = {
  signOut: { asks: ALL, path: at('/session'), gets: 204 },
  getMe: whole(ALL, '/me'),
  changePassword: write(ALL, '/me/password'),
  listUsers: whole([...AUDIT, 'harborAdmin', 'lanternAdmin'], '/users'),
  createUser: write(['admin', 'harborAdmin', 'lanternAdmin'], '/users'),
  updateUser: {
    asks: ['admin', 'harborAdmin', 'lanternAdmin'],
    sees: ['admin', 'harborAdmin'],
    path: (o) => `/users/${o.user}`,
    headers: STALE,
    body: NOTHING,
    gets: 412,
  },
  listKeys: whole([...AUDIT, 'harborAdmin', 'lanternAdmin'], '/keys'),
  createKey: write(['admin', 'harborAdmin', 'lanternAdmin'], '/keys'),
  revokeKey: {
    asks: ['admin', 'harborAdmin', 'lanternAdmin'],
    sees: ['admin', 'harborAdmin'],
    path: (o) => `/keys/${o.key}`,
    gets: 204,
  },
  listPeriods: whole(ALL, '/periods'),
  getBoard: whole(BOOK, `/periods/${PERIOD}/board`),
  getFlow: whole(BOOK, `/periods/${PERIOD}/flow`),
  getUsageFile: whole(BOOK, `/periods/${PERIOD}/usage.csv`),
  getFocusRows: whole(BOOK, `/periods/${PERIOD}/focus.csv?seller=harbor`),
  getJournal: { asks: BOOK, path: at(`/periods/${PERIOD}/journal.csv`), gets: 409 },
  listMonths: whole(BOOK, '/months'),
  getChecks: whole(BOOK, '/checks'),
  closePeriod: { asks: ADMIN, path: at(`/periods/${PERIOD}/close?dryRun=true`), body: NOTHING, gets: 409 },
  listCredits: whole(BOOK, '/credits'),
  sumCredits: whole(BOOK, '/credits/sums'),
  getCredit: { asks: BOOK, path: (o) => `/credits/${o.credit}`, gets: 200 },
  assignCredit: {
    asks: ADMIN,
    path: (o) => `/credits/${o.credit}/assignment?dryRun=true`,
    body: () => ({ parts: [], reason: 'matrix' }),
    gets: 422,
  },
  proposeCredit: {
    asks: ADMIN,
    path: (o) => `/credits/${o.credit}/proposal?dryRun=true`,
    body: NOTHING,
    gets: 409,
  },
  assignCredits: { asks: ADMIN, path: at('/credits/assign?dryRun=true'), body: NOTHING, gets: 200 },
  assignManyCredits: write(ADMIN, '/credits/assign-many'),
  undoDivisions: write(ADMIN, '/credits/undo'),
  reapplyRules: { asks: ADMIN, path: at('/credits/reapply?dryRun=true'), body: NOTHING, gets: 200 },
  searchAll: whole(DESK, '/search?q=kiln'),
  listRules: whole(BOOK, '/rules'),
  getRule: { asks: BOOK, path: (o) => `/rules/${o.rule}`, gets: 200 },
  createRule: write(ADMIN, '/rules'),
  updateRule: { asks: ADMIN, path: (o) => `/rules/${o.rule}`, headers: STALE, body: () => TERMS, gets: 412 },
  cloneRule: write(ADMIN, '/rules/any/clone'),
  deactivateRule: {
    asks: ADMIN,
    path: (o) => `/rules/${o.rule}/deactivation`,
    headers: STALE,
    body: NOTHING,
    gets: 412,
  },
  matchRule: { asks: DESK, path: at('/rules/match'), body: () => ({ terms: TERMS }), gets: 200 },
  backtestRule: { asks: DESK, path: at('/rules/backtest'), body: () => ({ terms: TERMS }), gets: 200 },
  getSettings: whole(BOOK, '/settings'),
  updateSettings: { ...write(ADMIN, '/settings'), headers: STALE },
  listResellers: whole([...BOOK, ...RESELLERS], '/resellers'),
  getReseller: {
    asks: [...BOOK, ...RESELLERS],
    sees: [...BOOK, ...HARBOR],
    path: at('/resellers/harbor'),
    gets: 200,
  },
  listResellerTenures: {
    asks: [...BOOK, ...RESELLERS],
    sees: [...BOOK, ...HARBOR],
    path: at('/resellers/harbor/tenures'),
    gets: 200,
  },
  createReseller: write(ADMIN, '/resellers'),
  updateReseller: {
    asks: ['admin', 'harborAdmin', 'lanternAdmin'],
    sees: ['admin', 'harborAdmin'],
    path: at('/resellers/harbor'),
    headers: STALE,
    body: () => ({ useCredits: true }),
    gets: 412,
  },
  listCustomers: whole([...BOOK, ...RESELLERS], '/customers'),
  getCustomer: {
    asks: [...BOOK, ...RESELLERS],
    sees: [...BOOK, ...HARBOR],
    path: at('/customers/blue-kiln'),
    gets: 200,
  },
  createCustomer: write(ADMIN, '/customers'),
  updateCustomer: { asks: ADMIN, path: at('/customers/blue-kiln'), headers: STALE, body: NOTHING, gets: 412 },
  replaceResellerTenures: {
    asks: ADMIN,
    path: at('/customers/blue-kiln/tenures'),
    headers: STALE,
    body: () => ({ tenures: [] }),
    gets: 412,
  },
  listAccounts: whole([...BOOK, ...RESELLERS], '/accounts'),
  replaceAccountTenures: {
    asks: ADMIN,
    path: at('/accounts/004471010001/tenures'),
    headers: STALE,
    body: () => ({ tenures: [] }),
    gets: 412,
  },
  mapAccount: { ...write(ADMIN, '/accounts/004471010001/customer') },
  getAccountCalendar: whole([...BOOK, ...RESELLERS], `/calendar?period=${PERIOD}`),
  listPrices: whole([...BOOK, ...RESELLERS], '/prices'),
  setPrice: {
    asks: SELLERS,
    sees: ['admin', ...HARBOR],
    path: at('/prices'),
    body: () => ({ seller: 'harbor', buyer: '*', service: '*', upliftPercent: 'much', fromPeriod: null }),
    gets: 422,
  },
  listGrants: whole(ALL, '/grants'),
  getGrant: {
    asks: ALL,
    sees: [...BOOK, ...HARBOR, 'blueKiln'],
    path: (o) => `/grants/${o.grant}`,
    gets: 200,
  },
  addGrant: {
    asks: SELLERS,
    sees: ['admin', ...HARBOR],
    path: at('/grants?dryRun=true'),
    body: () => ({
      seller: 'harbor',
      buyer: 'blue-kiln',
      amount: '1.00',
      currency: 'USD',
      comment: 'matrix',
    }),
    gets: 201,
  },
  withdrawGrant: {
    asks: SELLERS,
    sees: ['admin', ...HARBOR],
    path: (o) => `/grants/${o.grant}/withdrawal`,
    headers: STALE,
    body: () => ({ reason: 'matrix' }),
    gets: 412,
  },
  moveGrant: {
    asks: ADMIN,
    path: (o) => `/grants/${o.grant}/move`,
    headers: STALE,
    body: () => ({ toSeller: 'lantern', reason: 'matrix' }),
    gets: 412,
  },
  listBalances: whole(ALL, '/balances'),
  getBalanceHistory: {
    asks: ALL,
    sees: [...BOOK, ...HARBOR, 'blueKiln'],
    path: at('/balances/harbor/blue-kiln/USD/history'),
    gets: 200,
  },
  listStatements: whole(ALL, '/statements'),
  getStatement: {
    asks: ALL,
    sees: [...BOOK, ...HARBOR, 'blueKiln'],
    path: (o) => `/statements/${o.statement}`,
    gets: 200,
  },
  getStatementPdf: {
    asks: ALL,
    sees: [...BOOK, ...HARBOR, 'blueKiln'],
    path: (o) => `/statements/${o.statement}/document.pdf`,
    gets: 200,
  },
  getStatementCsv: {
    asks: ALL,
    sees: [...BOOK, ...HARBOR, 'blueKiln'],
    path: (o) => `/statements/${o.statement}/document.csv`,
    gets: 200,
  },
  getStatementXlsx: {
    asks: ALL,
    sees: [...BOOK, ...HARBOR, 'blueKiln'],
    path: (o) => `/statements/${o.statement}/document.xlsx`,
    gets: 200,
  },
  exportStatements: whole(ALL, `/statements/documents?period=2026-01&as=csv`),
  getLetterhead: {
    asks: [...BOOK, ...RESELLERS],
    sees: [...BOOK, ...HARBOR],
    path: (o) => `/letterheads/${o.seller}`,
    gets: 200,
  },
  updateLetterhead: {
    asks: ['admin', 'harborAdmin', 'lanternAdmin'],
    sees: ['admin', 'harborAdmin'],
    path: (o) => `/letterheads/${o.seller}`,
    headers: STALE,
    body: () => ({ name: 'Matrix' }),
    gets: 412,
  },
  getBreakout: {
    asks: [...BOOK, ...RESELLERS],
    sees: [...BOOK, ...HARBOR],
    path: (o) => `/statements/${o.lump}/breakout`,
    gets: 200,
  },
  generateStatements: {
    asks: SELLERS,
    sees: ['admin', ...HARBOR],
    path: at('/statements/generate?dryRun=true'),
    body: () => ({ period: PERIOD, seller: 'harbor' }),
    gets: 200,
  },
  openStatements: { ...step('open', 'draft'), gets: 409 },
  discardStatements: step('discard', 'draft'),
  // A draft is not discarded: whoever sees it hears so.
  redraftStatements: { ...step('redraft', 'draft'), gets: 409 },
  voidStatements: step('void', 'statement', { reason: 'matrix' }),
  payStatements: step('pay', 'statement'),
  closeStatements: step('close', 'statement'),
  listOwnStatements: whole(PORTALS, '/own/statements'),
  listOwnCredits: whole(PORTALS, '/own/credits'),
  listCreditRecords: whole(BOOK, '/credit-records'),
  matchCreditRecords: whole(BOOK, '/credit-records/matches'),
  getCreditRecord: { asks: BOOK, path: (o) => `/credit-records/${o.creditRecord}`, gets: 200 },
  ...TABLE_ANSWERS,
  importCreditRecords: { asks: ADMIN, path: at('/credit-records/imports'), body: NOTHING, gets: 415 },
  listDeliveries: whole(BOOK, '/deliveries'),
  getDelivery: { asks: BOOK, path: (o) => `/deliveries/${o.delivery}`, gets: 200 },
  startImport: { asks: ADMIN, path: at('/imports'), body: NOTHING, gets: 415 },
  startGenerate: write(SELLERS, '/jobs/generate'),
  listJobs: whole([...BOOK, ...RESELLERS], '/jobs'),
  getJob: { asks: [...BOOK, ...RESELLERS], sees: BOOK, path: (o) => `/jobs/${o.job}`, gets: 200 },
  followJob: {
    asks: [...BOOK, ...RESELLERS],
    sees: BOOK,
    path: (o) => `/jobs/${o.job}/events`,
    gets: 200,
  },
  cancelJob: { asks: SELLERS, sees: ADMIN, path: (o) => `/jobs/${o.job}/cancel`, body: NOTHING, gets: 409 },
  runJobAgain: { asks: SELLERS, sees: ADMIN, path: (o) => `/jobs/${o.job}/again`, body: NOTHING, gets: 409 },
  listAudit: whole(AUDIT, '/audit'),
  exportAudit: whole(AUDIT, '/audit/export'),
  verifyAudit: whole(AUDIT, '/audit/verification'),
  listSources: whole(BOOK, '/sources'),
  createSource: write(ADMIN, '/sources'),
  updateSource: {
    asks: ADMIN,
    path: (o) => `/sources/${o.source}`,
    headers: STALE,
    body: NOTHING,
    gets: 412,
  },
  removeSource: { asks: ADMIN, path: (o) => `/sources/${o.source}`, gets: 204 },
  lookAtSource: { asks: ADMIN, path: (o) => `/sources/${o.source}/looks`, body: NOTHING, gets: 202 },
  listLooks: { asks: BOOK, path: (o) => `/sources/${o.source}/looks`, gets: 200 },
  listBilledChanges: whole(BOOK, '/billed-changes'),
  noticeBilledChange: {
    asks: ADMIN,
    path: (o) => `/billed-changes/${o.change}/notice`,
    body: NOTHING,
    gets: 204,
  },
  listWebhooks: whole(ADMIN, '/webhooks'),
  createWebhook: write(ADMIN, '/webhooks'),
  updateWebhook: {
    asks: ADMIN,
    path: (o) => `/webhooks/${o.webhook}`,
    headers: STALE,
    body: NOTHING,
    gets: 412,
  },
  renewWebhookSecret: {
    asks: ADMIN,
    path: (o) => `/webhooks/${o.webhook}/secret`,
    body: NOTHING,
    gets: 200,
  },
  removeWebhook: { asks: ADMIN, path: (o) => `/webhooks/${o.webhook}`, gets: 204 },
  listWebhookMessages: { asks: ADMIN, path: (o) => `/webhooks/${o.webhook}/messages`, gets: 200 },
  resendWebhookMessage: {
    asks: ADMIN,
    path: (o) => `/webhooks/${o.webhook}/messages/${o.message}/resend`,
    body: NOTHING,
    gets: 200,
  },
  ...MAIL_ANSWERS,
};
