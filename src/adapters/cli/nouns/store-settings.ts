/** What the environment says of stores that billing files are fetched from, for --help. */
export const STORE_SETTINGS = `  AWS_PROFILE, AWS_REGION, AWS_…    credentials and region, as all of AWS's tools take them
  AWS_ENDPOINT_URL                  another store that speaks S3
  CREDITBOOK_CACHE                  the folder of fetched files; ~/.cache/creditbook unless it is said
  CREDITBOOK_CACHE_GB               how large it may become; 50 unless it is said`;
