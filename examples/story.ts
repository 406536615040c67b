/** The three months of the example, in order. */
export const PERIODS = ['2026-01', '2026-02', '2026-03'] as const;

export type ExamplePeriod = (typeof PERIODS)[number];

/** `newer` is a later version of the same month, `stale` an older one that must not be counted. */
export type Version = 'first' | 'newer' | 'stale';

/**
 * One account, service and line type with its exact sum in each month, as the cloud writes it (credits are
 * negative). The lines are noise; the sums are the story and stand in README.md.
 */
export type StoryRow = {
  readonly account: string;
  readonly service: string;
  /** A CUR line type; `Usage` when left out. */
  readonly lineType?: string;
  /** Left out: what the service says of itself. */
  readonly description?: string;
  /** January, February, March; null: no such lines. */
  readonly costs: readonly [string | null, string | null, string | null];
  /** First and last usage day of the month; left out: the whole month. */
  readonly days?: readonly [number, number];
  readonly lines?: number;
  /** What the newer delivery of a month says instead; a null cost: these lines are gone. */
  readonly newer?: { readonly period: ExamplePeriod; readonly cost: string | null };
};

/** The first payer's account in legacy CUR and its usage accounts, with leading zeros. */
export const EAST_PAYER = '004471000000';
/** The second payer's account in CUR 2.0 and its usage accounts. */
export const WEST_PAYER = '718200000000';
export const AZURE_BILLING_ACCOUNT = 'c7d10000-0000-4000-8000-000000000003';
export const GOOGLE_BILLING_ACCOUNT = '01A7C0-33D1E2-5B9F44';

/** The n-th account of a customer (by its place in customers.csv) under the first payer. */
export function east(customer: number, nth: number): string {
  return `004471${twoDigits(customer)}00${twoDigits(nth)}`;
}

export function west(customer: number, nth: number): string {
  return `718200${twoDigits(customer)}00${twoDigits(nth)}`;
}

export function azure(customer: number, nth: number): string {
  return `a2c40000-00${twoDigits(customer)}-4000-8000-0000000000${twoDigits(nth)}`;
}

/** In use but held by nobody in February; given to Amber Loom by March's accounts.csv. */
export const FOUND_LATE = '004471900017';
/** In use in March and never given to anybody. */
export const NEVER_MAPPED = '004471900025';

export function monthly(account: string, service: string, cost: string): StoryRow {
  return { account, service, costs: [cost, cost, cost] };
}

export function credit(
  account: string,
  service: string,
  description: string,
  costs: StoryRow['costs'],
  newer?: StoryRow['newer'],
): StoryRow {
  return {
    account,
    service,
    lineType: 'Credit',
    description,
    costs,
    ...(newer === undefined ? {} : { newer }),
  };
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
