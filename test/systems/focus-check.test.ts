import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, test } from 'vitest';
import { readFocus } from '../../src/adapters/system-files/focus-reader.ts';
import { faultText } from '../../src/application/errors.ts';
import { checkFocus } from '../../src/application/systems/check-focus.ts';
import { writtenFolder } from '../support/written-folder.ts';

const SAMPLES = join(import.meta.dirname, '../../../shared/samples/focus-synthetic');

const CREDIT = {
  BilledCost: '-10.00',
  BillingAccountId: 'harbor',
  BillingAccountName: 'Harbor',
  BillingCurrency: 'USD',
  BillingPeriodEnd: '2026-02-01T00:00:00Z',
  BillingPeriodStart: '2026-01-01T00:00:00Z',
  ChargeCategory: 'Credit',
  ChargeClass: '',
  ChargeDescription: 'MAP',
  ChargeFrequency: 'One-Time',
  ChargePeriodEnd: '2026-02-01T00:00:00Z',
  ChargePeriodStart: '2026-01-01T00:00:00Z',
  ContractedCost: '-10.00',
  EffectiveCost: '-1.0E1',
  InvoiceIssuerName: 'Northgate',
  ListCost: '-10.00',
  PricingQuantity: '',
  PricingUnit: '',
  ProviderName: 'AWS',
  PublisherName: 'AWS',
  ServiceCategory: 'Compute',
  ServiceName: 'AmazonEC2',
  SubAccountId: '000000000011',
  SubAccountName: '000000000011',
  SubAccountType: 'Usage Account',
  Tags: '{"a": "b"}',
};

async function faultsOf(row: Readonly<Record<string, string>>): Promise<string[]> {
  const file = { file: 'f.csv', columns: Object.keys(row), rows: [Object.values(row)] };
  return (await checkFocus(file)).faults.map(faultText);
}

it('finds nothing wrong with a row that keeps the rules', async () => {
  expect(await faultsOf(CREDIT)).toEqual([]);
});

it.each([
  [{ BilledCost: '' }, 'BilledCost: saw nothing; fill it in: it is never null'],
  [{ ListCost: '-9.00' }, 'ListCost: saw "-9.00"; write the BilledCost'],
  [{ EffectiveCost: '-9.00' }, 'EffectiveCost: saw "-9.00"; write the BilledCost'],
  [{ ContractedCost: '10,00' }, 'ContractedCost: saw "10,00"; write a number'],
  [{ ChargeCategory: 'Refund' }, 'ChargeCategory: saw "Refund"; write one of: Usage, Purchase, Tax, Credit'],
  [{ ChargeClass: 'Adjustment' }, 'ChargeClass: saw "Adjustment"; write one of: Correction'],
  [{ ServiceCategory: 'Servers' }, 'ServiceCategory: saw "Servers"; write one of: AI'],
  [{ BillingCurrency: 'Dollar' }, 'BillingCurrency: saw "Dollar"; write an ISO 4217'],
  [{ ChargePeriodStart: '2026-01-01' }, 'ChargePeriodStart: saw "2026-01-01"; write a time in UTC'],
  [
    { ChargePeriodEnd: '2026-01-01T00:00:00Z' },
    'ChargePeriodEnd: saw "2026-01-01T00:00:00Z"; write a time after',
  ],
  [{ PricingUnit: 'Hours' }, 'PricingUnit: saw "Hours"; leave it blank where PricingQuantity is'],
  [{ PricingQuantity: '1' }, 'PricingUnit: saw nothing; fill it in beside PricingQuantity'],
  [{ ChargeCategory: 'Usage' }, 'PricingQuantity: saw nothing; fill it in for Usage and Purchase'],
  [
    { ChargeCategory: 'Purchase', ChargeFrequency: 'Usage-Based' },
    'ChargeFrequency: saw "Usage-Based"; a Purchase',
  ],
  [{ SubAccountId: '' }, 'SubAccountName: saw "000000000011"; leave it blank where SubAccountId is'],
  [{ ConsumedQuantity: '1' }, 'ConsumedQuantity: saw "1"; leave it blank for what is not Usage'],
  [
    { CommitmentDiscountName: 'x' },
    'CommitmentDiscountName: saw "x"; leave it blank where CommitmentDiscountId is',
  ],
  [{ Tags: 'a=b' }, 'Tags: saw "a=b"; write a JSON object'],
  [{ Owner: 'me' }, 'row 1, Owner: saw "Owner"; FOCUS 1.2 has no such column'],
])('tells what is wrong with %j', async (wrong, says) => {
  expect((await faultsOf({ ...CREDIT, ...wrong })).join('\n')).toContain(says);
});

it('wants every mandatory column', async () => {
  const { ServiceName: _, ...row } = CREDIT;
  expect(await faultsOf(row)).toEqual([
    'f.csv, row 1, ServiceName: saw nothing; add the column: it is mandatory',
  ]);
});

test('rows that others made for FOCUS 1.2 keep the rules as we have them', async (context) => {
  if (!existsSync(SAMPLES)) context.skip('the sample files are not beside this project');
  const files = [
    'aws_1_2_cost_and_usage_rows100_seed42.csv',
    'azure_1_2_cost_and_usage_rows25_seed7_credits.csv',
    'gcp_1_2_cost_and_usage_rows25_seed7_credits.csv',
  ];
  for (const file of files) {
    const { rows, faults } = await checkFocus(await readFocus(join(SAMPLES, file)));
    expect(rows).toBeGreaterThan(20);
    expect(faults.map(faultText)).toEqual([]);
  }
});

test('a file that is no CSV is told with its line', async () => {
  const folder = writtenFolder({ 'f.csv': 'BilledCost,ChargeClass\n1,2\n1,"2\n' });
  const { rows, ...head } = await readFocus(join(folder, 'f.csv'));
  await expect(checkFocus({ ...head, rows })).rejects.toThrow(/f\.csv, row \d+: saw .*give a CSV file/);
});
