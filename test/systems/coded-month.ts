import { SMALL_MONTH } from '../cli/small-month.ts';

const CODES = {
  'cloud:*': { code: '1400', name: 'Credits of the clouds', taxCode: 'EXEMPT' },
  'distributor:unallocated': { code: '2100', name: 'Credits to divide' },
  'distributor:kept': { code: '4300', name: 'Credits kept' },
  'distributor:goodwill': { code: '6600', name: 'Goodwill' },
  'distributor:*:available': { code: '2150', name: 'Credits granted' },
  'distributor:*:reserved': { code: '2150', name: 'Credits granted' },
  'distributor:harbor:available': { code: '2160', name: '=Harbor’s credits' },
  'distributor:harbor:reserved': { code: '2160', name: '=Harbor’s credits' },
  'distributor:*:applied': { code: '1200', name: 'Receivables' },
  'distributor:*:owed': { code: '1210', name: 'Credits taken back' },
  'distributor:*:billed': { code: '1200', name: 'Receivables' },
};

/** The small month of a distributor whose accounting system knows what its ledger accounts are called. */
export const CODED_MONTH: Readonly<Record<string, string>> = {
  ...SMALL_MONTH,
  'month/settings.json': JSON.stringify({
    distributor: { name: 'Small Distribution' },
    services: { 'Amazon Simple Storage Service': 'AmazonS3' },
    systems: { usageItem: 'AWS-CREDIT', accountCodes: CODES },
  }),
};

/** The same month as the cloud sends it later: 70.00 of the MAP credit are left of 100.00. */
export const MARCH_AGAIN = (SMALL_MONTH['month/cur/march.csv'] ?? '').replace('-100.00', '-70.00');
