import { azure, credit, monthly, type StoryRow } from './story.ts';

/** Azure and Google Cloud know services by display name; settings.json holds the codes. */
export const AZURE_STORY: readonly StoryRow[] = [
  {
    account: azure(10, 1),
    service: 'Virtual Machines',
    costs: ['83.42000000000007', '71.105', '90.00000000000031'],
  },
  { account: azure(10, 1), service: 'Storage Accounts', costs: ['12.0375', '12.5', '13.0625'] },
  credit(azure(10, 1), 'Virtual Machines', 'Azure Prepayment Credit', ['-25', '-25', '-25']),
  { account: azure(11, 1), service: 'Virtual Machines', costs: ['140.75', '133.2', '150.15'] },
  credit(azure(11, 1), 'Virtual Machines', 'Azure Prepayment Credit', ['-20', '-20', '-20']),
  { account: azure(11, 2), service: 'Azure SQL Database', costs: ['64.31', '58.87', '66.02'] },
  {
    account: azure(11, 2),
    service: 'Azure SQL Database',
    lineType: 'Refund',
    description: 'Service credit for an outage',
    costs: [null, null, '-3.25'],
    lines: 1,
  },
  {
    account: azure(11, 2),
    service: 'Azure SQL Database',
    lineType: 'Purchase',
    description: 'Reserved capacity, monthly',
    costs: ['22', '22', '22'],
    lines: 1,
  },
  {
    account: azure(11, 2),
    service: 'Azure SQL Database',
    lineType: 'Tax',
    description: 'Tax',
    costs: ['18.7', '18.1', '19.2'],
    lines: 1,
  },
  monthly(azure(12, 1), 'Virtual Machines', '50'),
  credit(azure(12, 1), 'Virtual Machines', 'Azure Prepayment Credit', ['-10', null, null]),
];

export const GOOGLE_STORY: readonly StoryRow[] = [
  monthly('soft-thunder-audio-01', 'Compute Engine', '40'),
  { account: 'quiet-orbit-prod-77', service: 'Compute Engine', costs: ['57.120045', '51.9', '60.33'] },
  { account: 'quiet-orbit-data-12', service: 'BigQuery', costs: ['18.000000000001', '21.5', '24.25'] },
  credit('quiet-orbit-prod-77', 'Compute Engine', 'Google Cloud Startup Credit', ['-15', '-15', '-15']),
];
