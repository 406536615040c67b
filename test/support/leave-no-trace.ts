import { afterAll, vi } from 'vitest';

/**
 * Files share a process, which saves loading the program anew for each: a file must leave the environment as it found it,
 * or the next one would be told something that nobody told it.
 */
const found = { ...process.env };

afterAll(() => {
  vi.unstubAllEnvs();
  const left = { ...process.env };
  const names = Object.keys({ ...found, ...left }).filter((name) => found[name] !== left[name]);
  if (names.length > 0) throw new Error(`this file leaves another ${names.join(', ')} in the environment`);
});
