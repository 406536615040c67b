const CLOUDS: readonly (readonly [RegExp, string])[] = [
  [/^(aws|amazon)\b/i, 'AWS'],
  [/^(microsoft|azure)\b/i, 'Azure'],
  [/^(google|gcp)\b/i, 'Google Cloud'],
];

/** The cloud behind the name of whoever FOCUS files say provides it; a name that is none of the three stays as it is. */
export function cloudNamed(written: string): string {
  const name = written.trim();
  return CLOUDS.find(([pattern]) => pattern.test(name))?.[1] ?? name;
}
