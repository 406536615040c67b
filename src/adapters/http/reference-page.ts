import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Hono } from 'hono';

const FILES: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};
const PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Creditbook API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="reference"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/begin.js"></script></body></html>`;
const BEGIN = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#reference', deepLinking: true });`;

/** The reference page from files of an npm package: nothing comes from elsewhere. */
export function referencePage(): Hono {
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const page = new Hono();
  page.get('/', (c) => c.html(PAGE));
  page.get('/begin.js', (c) => c.body(BEGIN, 200, { 'content-type': 'text/javascript; charset=utf-8' }));
  for (const [name, type] of Object.entries(FILES)) {
    page.get(`/${name}`, async (c) =>
      c.body(new Uint8Array(await readFile(join(folder, name))), 200, { 'content-type': type }),
    );
  }
  return page;
}
