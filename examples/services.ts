/** What the example's bills say about a service: enough for the columns that a reader needs. */
export type Service = {
  readonly code: string;
  readonly name: string;
  readonly usageType: string;
  readonly operation: string;
  readonly says: string;
};

const TABLE: readonly Service[] = [
  service(
    'AmazonEC2',
    'Amazon Elastic Compute Cloud',
    'EUC1-BoxUsage:m6i.large',
    'RunInstances',
    '$0.115 per On Demand Linux m6i.large Instance Hour',
  ),
  service(
    'AmazonRDS',
    'Amazon Relational Database Service',
    'EUC1-InstanceUsage:db.t4g',
    'CreateDBInstance:0014',
    '$0.073 per RDS db.t4g.medium instance hour, running PostgreSQL',
  ),
  service(
    'AmazonS3',
    'Amazon Simple Storage Service',
    'EUC1-TimedStorage-ByteHrs',
    'StandardStorage',
    '$0.0245 per GB - first 50 TB / month of storage used',
  ),
  service(
    'AWSLambda',
    'AWS Lambda',
    'EUC1-Lambda-GB-Second',
    'Invoke',
    'AWS Lambda - Total Compute,\nEurope (Frankfurt)',
  ),
  service(
    'AmazonCloudWatch',
    'AmazonCloudWatch',
    'EUC1-CW:MetricMonitorUsage',
    'MetricStorage',
    '$0.30 per metric-month, first 10,000 metrics',
  ),
  service(
    'AWSELB',
    'Elastic Load Balancing',
    'EUC1-LoadBalancerUsage',
    'LoadBalancing:Application',
    '$0.027 per Application LoadBalancer-hour',
  ),
  service(
    'AWSDataTransfer',
    'AWS Data Transfer',
    'EUC1-DataTransfer-Out-Bytes',
    'DataTransfer',
    '$0.09 per GB - first 10 TB / month data transfer out',
  ),
  service('AWSSupportBusiness', 'AWS Support (Business)', 'Dollar', '', 'AWS Support (Business)'),
  service('AWSMarketplace', 'AWS Marketplace', 'MP:log-shipper', 'Hourly', 'Log shipper, per host-hour'),
  service(
    'ComputeSavingsPlans',
    'Savings Plans for AWS Compute usage',
    'ComputeSP:1yrNoUpfront',
    '',
    '1 year No Upfront Compute Savings Plan',
  ),
  service('Virtual Machines', 'Virtual Machines', 'D2s v5', 'Compute', 'D2s v5 hour'),
  service('Storage Accounts', 'Storage Accounts', 'Hot LRS', 'Storage', 'Hot LRS data stored'),
  service('Azure SQL Database', 'Azure SQL Database', 'vCore', 'Databases', 'General purpose vCore hour'),
  service('Compute Engine', 'Compute Engine', 'N2 core', 'Compute', 'N2 Instance Core running in Frankfurt'),
  service('BigQuery', 'BigQuery', 'Analysis', 'Databases', 'Analysis (on-demand)'),
];

const BY_CODE: ReadonlyMap<string, Service> = new Map(TABLE.map((entry) => [entry.code, entry]));

/** For FOCUS files the code is the display name: that is all they have (billing-files). */
export function serviceOf(code: string): Service {
  const found = BY_CODE.get(code);
  if (found === undefined) throw new Error(`the example has no service ${code}`);
  return found;
}

function service(code: string, name: string, usageType: string, operation: string, says: string): Service {
  return { code, name, usageType, operation, says };
}
