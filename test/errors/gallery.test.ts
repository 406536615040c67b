import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { faultsOfFolder } from './faults-of-folder.ts';

// One folder per case: given/ is a month folder with the fault, expected.txt the exact message.
// `npx vitest run test/errors -u` writes the messages anew: review them as a diff.

const cases = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

describe('the gallery of errors', () => {
  it.each(cases)('%s', async (name) => {
    const folder = join(import.meta.dirname, name);
    const text = await faultsOfFolder(join(folder, 'given'));
    expect(text).not.toBe('');
    await expect(`${text}\n`).toMatchFileSnapshot(join(folder, 'expected.txt'));
  });
});
