// One pool and one browser for the whole run, one suite after the other: people of different suites meet in the same
// demo pool, as they do in a municipality.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['suites/**/*.test.ts'],
    globalSetup: './harness/setup.ts',
    setupFiles: './harness/after_each.ts',
    isolate: false,
    fileParallelism: false,
    pool: 'threads',
    maxWorkers: 1,
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
