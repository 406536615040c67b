import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const SOURCE = join(import.meta.dirname, '..');
/** What a month is computed by. */
const ROOMS = ['domain', 'application', 'adapters', 'table-files'];

/** A hash of the program's own text: there is no build between it and what runs. */
export async function programId(): Promise<string> {
  const names = (
    await Promise.all(
      ROOMS.map(async (room) =>
        (await readdir(join(SOURCE, room), { recursive: true })).map((name) => join(room, name)),
      ),
    )
  ).flat();
  const texts = names.filter((name) => /\.(ts|sql)$/.test(name) && !name.endsWith('.test.ts')).sort();
  const contents = await Promise.all(texts.map((name) => readFile(join(SOURCE, name))));
  const hash = createHash('sha256');
  for (const [at, name] of texts.entries()) hash.update(`${name}\0`).update(contents[at] ?? '');
  return hash.digest('hex');
}
