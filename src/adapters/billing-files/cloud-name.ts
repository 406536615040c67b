const CLOUDS: readonly (readonly [RegExp, string])[] = [
  [/^(aws|amazon)\b/i, 'AWS'],
  [/^(microsoft|azure)\b/i, 'Azure'],
  [/^(google|gcp)\b/i, 'Google Cloud'],
];

/** The cloud behind a provider's name as FOCUS files write it; a name that is none of the three stays as it is. */
export function cloudNamed(provider: string): string {
  const name = provider.trim();
  return CLOUDS.find(([pattern]) => pattern.test(name))?.[1] ?? name;
}
