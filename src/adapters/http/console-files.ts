import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import type { Handler } from 'hono';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};
const NEXT_TO_IT = [
  { encoding: 'br', suffix: '.br' },
  { encoding: 'gzip', suffix: '.gz' },
] as const;

/** The built console; a path that names no file is one of its screens. Answers nothing outside its folder. */
export function consoleFiles(folder: string): Handler {
  return async (c) => {
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') return c.notFound();
    const path = plainPath(c.req.path);
    if (path === null) return c.notFound();
    const asked = join(folder, path);
    const file = extname(asked) in TYPES && (await isFile(asked)) ? asked : join(folder, 'index.html');
    if (extname(path) !== '' && file !== asked) return c.notFound();
    const accepted = c.req.header('accept-encoding') ?? '';
    const packed = NEXT_TO_IT.find(({ encoding }) => accepted.includes(encoding));
    const isPacked = packed !== undefined && (await isFile(file + packed.suffix));
    const content = await readFile(isPacked ? file + packed.suffix : file).catch(() => null);
    if (content === null) return c.text('The console is not built yet: npm run build', 503);
    return c.body(new Uint8Array(content), 200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      ...(isPacked ? { 'content-encoding': packed.encoding } : {}),
    });
  };
}

function plainPath(path: string): string | null {
  try {
    const decoded = decodeURIComponent(path);
    const plain = normalize(decoded);
    return decoded.includes('\0') || plain.split(sep).includes('..') ? null : plain;
  } catch {
    return null;
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() === true;
}
