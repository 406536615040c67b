import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** What knows neither a database nor a process needs no server. */
const PURE = ['src/domain/**/*.test.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    // The files of a worker share its process: loading the program anew for each of them cost a seventh of the run.
    isolate: false,
    // Left alone, two cores would run one file at a time. The one server of the run has connections for four.
    maxWorkers: Math.min(4, availableParallelism()),
    setupFiles: ['test/support/one-seed.ts'],
    sequence: { sequencer: LongestFirst },
    // A quarter-hour offset: code that reads local time instead of UTC shows it in every test.
    env: { TZ: 'Asia/Kathmandu' },
    // Some tests start a database server; the limit is for a hang, not a measure of speed.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      { extends: true, test: { name: 'domain', include: PURE } },
      {
        extends: true,
        test: {
          name: 'book',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...PURE, '**/node_modules/**'],
          setupFiles: ['test/support/leave-no-trace.ts'],
          globalSetup: ['test/support/postgres-server.ts'],
        },
      },
    ],
  },
});
