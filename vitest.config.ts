import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    pool: 'forks',
    // A quarter-hour offset: code that reads local time instead of UTC shows it in every test.
    env: { TZ: 'Asia/Kathmandu' },
    // Some tests start a database server; the limit is for a hang, not a measure of speed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    globalSetup: ['test/support/postgres-server.ts'],
  },
});
