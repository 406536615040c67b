import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { routePaths } from './src/web/route-paths.ts';

const OUT = join(import.meta.dirname, 'dist/web');

/** The page is called console.html in the source; a web server looks for index.html, and for packed files beside each. */
const asServed: Plugin = {
  name: 'console-as-served',
  apply: 'build',
  closeBundle: () => {
    renameSync(join(OUT, 'console.html'), join(OUT, 'index.html'));
    for (const file of readdirSync(OUT, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(js|css|html|svg)$/.test(file)) continue;
      const content = readFileSync(join(OUT, file));
      writeFileSync(join(OUT, `${file}.br`), brotliCompressSync(content));
      writeFileSync(join(OUT, `${file}.gz`), gzipSync(content, { level: 9 }));
    }
  },
};

export default defineConfig({
  root: join(import.meta.dirname, 'src/web'),
  plugins: [routePaths(), react(), tailwind(), asServed],
  // The page may be served below any path, and nothing of it may stand inline (strict CSP).
  build: {
    outDir: OUT,
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: join(import.meta.dirname, 'src/web/console.html') },
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:7300' } },
});
