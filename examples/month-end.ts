import { type ExamplePeriod } from './story.ts';

const FIRST_DAY_AFTER: Readonly<Record<ExamplePeriod, string>> = {
  '2026-01': '2026-02-01',
  '2026-02': '2026-03-01',
  '2026-03': '2026-04-01',
};

/** The billing period as the clouds write it: two instants, the second exclusive. */
export function billingInstants(period: ExamplePeriod): { readonly start: string; readonly end: string } {
  return { start: `${period}-01T00:00:00Z`, end: `${FIRST_DAY_AFTER[period]}T00:00:00Z` };
}

/** `20260101-20260201`: the date folder of a legacy CUR. */
export function dateFolder(period: ExamplePeriod): string {
  return `${period}-01-${FIRST_DAY_AFTER[period]}`.replace(/(\d{4})-(\d\d)-(\d\d)/g, '$1$2$3');
}
