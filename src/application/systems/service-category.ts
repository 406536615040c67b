/** FOCUS's category of a service, by what its code says; what says nothing is `Other`, which FOCUS has for that. */
const CATEGORIES: readonly (readonly [RegExp, string])[] = [
  [
    /bedrock|sagemaker|rekognition|comprehend|textract|transcribe|polly|lex$|cognitive|openai|vertex|machinelearning/,
    'AI and Machine Learning',
  ],
  [
    /athena|glue|kinesis|elasticmapreduce|quicksight|databricks|synapse|datafactory|dataflow|dataproc|opensearch|amazones$/,
    'Analytics',
  ],
  [
    /rds|dynamodb|redshift|elasticache|docdb|neptune|memorydb|sqldatabase|cosmos|cloudsql|spanner|bigquery|firestore/,
    'Databases',
  ],
  [
    /ec2|lambda|ecs|eks|fargate|batch|lightsail|apprunner|virtualmachine|computeengine|functions|kubernetes|appservice|cloudrun/,
    'Compute',
  ],
  [
    /datatransfer|vpc|elb|elasticloadbalancing|cloudfront|route53|directconnect|globalaccelerator|apigateway|network|bandwidth|loadbalancer|cdn|dns/,
    'Networking',
  ],
  [/s3|glacier|efs|fsx|backup|storage|ecr/, 'Storage'],
  [/cognito|directoryservice|identity|activedirectory/, 'Identity'],
  [
    /guardduty|kms|waf|shield|inspector|macie|secretsmanager|securityhub|security|defender|keyvault|certificate/,
    'Security',
  ],
  [
    /cloudwatch|cloudtrail|config|systemsmanager|servicecatalog|monitor|loganalytics|logging/,
    'Management and Governance',
  ],
  [/sns|sqs|queue|states|events|eventbridge|servicebus|pubsub/, 'Integration'],
  [/codebuild|codepipeline|codecommit|codeartifact|devops/, 'Developer Tools'],
  [/iot/, 'Internet of Things'],
  [/workspaces|connect|chime|workmail|ses$/, 'Business Applications'],
  [/media|ivs/, 'Media'],
  [/migration|dms|datasync|transfer/, 'Migration'],
];

export function serviceCategoryOf(service: string): string {
  const code = service.toLowerCase().replace(/[^a-z0-9]/g, '');
  return CATEGORIES.find(([pattern]) => pattern.test(code))?.[1] ?? 'Other';
}
