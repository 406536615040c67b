import type { TableSubject } from '../../../contract/tables.ts';

export const TABLE_WORDS: Readonly<Record<TableSubject, { readonly title: string; readonly hint: string }>> =
  {
    resellers: {
      title: 'Resellers',
      hint: 'A row is known by its reseller_id; what is not in the file stays.',
    },
    customers: {
      title: 'Customers',
      hint: 'Several rows of one customer are its tenures and replace those it had.',
    },
    accounts: {
      title: 'Accounts',
      hint: 'Several rows of one account are its tenures and replace those it had.',
    },
    prices: { title: 'Prices', hint: 'Periods that were drafted keep the prices of their first draft.' },
    rules: { title: 'Rules', hint: 'Other terms make a new version; what is assigned keeps its own.' },
    grants: {
      title: 'Grants',
      hint: 'New rows are credits added by hand; a grant that is there is never changed.',
    },
    credits: {
      title: 'Credits',
      hint: 'Write other amounts and a reason: only what the edited cells say moves.',
    },
  };

export const EXPORTS = {
  resellers: 'exportResellers',
  customers: 'exportCustomers',
  accounts: 'exportAccounts',
  prices: 'exportPrices',
  rules: 'exportRules',
  grants: 'exportGrants',
  credits: 'exportCredits',
} as const satisfies Record<TableSubject, string>;

export const IMPORTS = {
  resellers: 'importResellers',
  customers: 'importCustomers',
  accounts: 'importAccounts',
  prices: 'importPrices',
  rules: 'importRules',
  grants: 'importGrants',
  credits: 'importCredits',
} as const satisfies Record<TableSubject, string>;
