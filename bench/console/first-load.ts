import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '../..');
export const BUILT = join(ROOT, 'dist/web');

/**
 * What a browser loads before the console's first screen is there: the page, and every script and style sheet it names or
 * preloads. The console is built first.
 */
export async function firstLoadBytes(): Promise<number> {
  await build({ configFile: join(ROOT, 'vite.config.ts'), logLevel: 'error' });
  const page = await readFile(join(BUILT, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map((found) => found[1] ?? '');
  const files = [...new Set(named), 'index.html'];
  const bytes = await Promise.all(
    files.map(async (file) => gzipSync(await readFile(join(BUILT, file))).length),
  );
  return bytes.reduce((sum, some) => sum + some, 0);
}
