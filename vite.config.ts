import { renameSync } from 'node:fs';
import { join } from 'node:path';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { routePaths } from './src/web/route-paths.ts';

const OUT = join(import.meta.dirname, 'dist/web');

/** The page is called console.html in the source; a web server looks for index.html. */
const asIndex: Plugin = {
  name: 'console-as-index',
  closeBundle: () => renameSync(join(OUT, 'console.html'), join(OUT, 'index.html')),
  apply: 'build',
};

export default defineConfig({
  root: join(import.meta.dirname, 'src/web'),
  plugins: [routePaths(), react(), tailwind(), asIndex],
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
