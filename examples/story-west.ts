import { type Random, seededRandom } from './random.ts';
import { credit, monthly, PERIODS, type StoryRow, west } from './story.ts';

/** The second payer: the accounts worked out by hand, then noise, then the credits. */
const BY_HAND: readonly StoryRow[] = [
  monthly(west(2, 1), 'AmazonRDS', '5'),
  // 07 Paper Moon Press: February takes back three quarters of a credit that January's statement used.
  monthly(west(7, 1), 'AmazonRDS', '100'),
  monthly(west(7, 2), 'AWSLambda', '20'),
  monthly(west(7, 3), 'AmazonEC2', '30'),
  credit(west(7, 1), 'AmazonRDS', 'AWS Activate Promotional Credit', ['-100', '75', null]),
  // 08 Iron Petal Florists: February's charges rise in a newer delivery, after its statement is open.
  {
    account: west(8, 1),
    service: 'AmazonEC2',
    costs: ['100', '100', '100'],
    newer: { period: '2026-02', cost: '118' },
  },
  monthly(west(8, 2), 'AmazonRDS', '60'),
  monthly(west(8, 3), 'AmazonS3', '30'),
  monthly(west(8, 4), 'AWSLambda', '10'),
  credit(west(8, 1), 'AmazonEC2', 'Promotional Credit Q1', ['-40', '-40', '-40']),
  monthly(west(12, 1), 'AmazonRDS', '60'),
  monthly(west(12, 2), 'AWSLambda', '7'),
];

const CREDITS: readonly StoryRow[] = [
  credit(west(9, 1), 'AWSDataTransfer', 'AWS Data Transfer Credit', [
    '-6.2500000004',
    '-7.5',
    '-5.0000000001',
  ]),
  credit(west(10, 1), 'AmazonEC2', 'Internal Use Credit', ['-14', '-14', '-14']),
  credit(west(11, 1), 'AWSDataTransfer', 'AWS Data Transfer Credit', ['-33.33', '-33.33', '-33.33']),
  ...[2, 3].map((nth) =>
    credit(
      west(11, nth),
      'AmazonEC2',
      `AWS Promotional Credit Pool, credit from account: ${west(11, 1)}`,
      nth === 2 ? ['-18.25', '-18.25', '-18.25'] : ['-4.75', '-4.75', '-4.75'],
    ),
  ),
  credit(west(11, 4), 'AWSMarketplace', 'Marketplace Goodwill', [null, null, '-11']),
  credit(west(14, 1), 'AmazonEC2', 'AWS Free Tier', ['-0.0000000028', '-0.0000000028', '-0.0000000028']),
  credit(west(14, 3), 'AmazonEC2', 'Promotional Credit Q1', ['-9', '-9', null]),
  credit(west(10, 2), 'AmazonEC2', 'AWS Solution Provider Program Discount', ['-2.6', '-2.6', '-2.6']),
];

const OTHER_LINE_TYPES: readonly StoryRow[] = [
  {
    account: west(9, 2),
    service: 'AmazonRDS',
    lineType: 'BundledDiscount',
    description: 'Bundled discount',
    costs: ['-1.75', '-1.75', '-1.75'],
  },
  {
    account: west(10, 3),
    service: 'ComputeSavingsPlans',
    lineType: 'SavingsPlanRecurringFee',
    costs: ['37.2', '33.6', '37.2'],
    lines: 8,
  },
  {
    account: west(10, 3),
    service: 'AmazonEC2',
    lineType: 'SavingsPlanCoveredUsage',
    costs: ['51.125', '46.5', '51.125'],
  },
  {
    account: west(10, 3),
    service: 'AmazonEC2',
    lineType: 'SavingsPlanNegation',
    costs: ['-51.125', '-46.5', '-51.125'],
  },
  {
    account: west(11, 1),
    service: 'AWSSupportBusiness',
    lineType: 'Fee',
    costs: ['100', '100', '100'],
    lines: 1,
  },
  {
    account: west(11, 1),
    service: 'AmazonEC2',
    lineType: 'EdpDiscount',
    description: 'Enterprise discount',
    costs: ['-6.3', '-6.3', '-6.3'],
  },
  {
    account: west(9, 1),
    service: 'AmazonEC2',
    lineType: 'SppDiscount',
    description: 'Partner program discount',
    costs: ['-2.1', '-2.1', '-2.1'],
  },
  {
    account: west(11, 1),
    service: 'AmazonEC2',
    lineType: 'Tax',
    description: 'Tax for product code AmazonEC2',
    costs: ['21', '21', '21'],
    lines: 1,
  },
];

/** Accounts whose sums do not matter: any service, any cost, ten decimals. 14-3 leaves on 10 February. */
const NOISY: readonly string[] = [9, 10, 11]
  .flatMap((customer) => [1, 2, 3, 4].map((nth) => west(customer, nth)))
  .concat(west(14, 1), west(14, 2));

const ANY_SERVICE = [
  'AmazonRDS',
  'AmazonS3',
  'AWSLambda',
  'AmazonCloudWatch',
  'AWSELB',
  'AWSMarketplace',
] as const;

const LEAVING: readonly StoryRow[] = [
  { account: west(14, 3), service: 'AmazonEC2', costs: ['61.4', null, null] },
  { account: west(14, 3), service: 'AmazonEC2', costs: [null, '19.5', null], days: [1, 9] },
  { account: west(14, 3), service: 'AmazonEC2', costs: [null, '0.5', null], days: [11, 11], lines: 1 },
];

export const WEST_STORY: readonly StoryRow[] = [
  ...BY_HAND,
  ...NOISY.flatMap(noise),
  ...LEAVING,
  ...OTHER_LINE_TYPES,
  ...CREDITS,
];

function noise(account: string): StoryRow[] {
  const random = seededRandom(account);
  const services = new Set([
    'AmazonEC2',
    ...[1, 2].map(() => ANY_SERVICE[random(ANY_SERVICE.length)] ?? 'AmazonS3'),
  ]);
  return [...services].map((service) => ({ account, service, costs: threeCosts(random) }));
}

function threeCosts(random: Random): [string, string, string] {
  const [january, february, march] = PERIODS.map(() => {
    const fraction = `${random(100_000)}`.padStart(5, '0') + `${random(100_000)}`.padStart(5, '0');
    return `${40 + random(160)}.${fraction}`;
  });
  return [january ?? '0', february ?? '0', march ?? '0'];
}
