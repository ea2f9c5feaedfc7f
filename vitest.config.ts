import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    pool: 'forks',
    // One more than a small machine has cores: some tests mostly wait, for a process, a server or a voice.
    maxWorkers: Math.max(3, availableParallelism()),
    // Programs that tests start leave no notes in the account that runs the tests.
    env: { DAYBOOK_MARKS: join(tmpdir(), 'daybook-test-marks') },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A borrowed CI machine can starve one wait. Whoever passes only the second time is listed as flaky, to be mended.
    retry: process.env.CI ? 1 : 0,
    projects: [
      // Rules leave nothing behind in the modules they import; a fresh process for each file would cost most of a second.
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'stores', include: ['tests/**/*.test.ts'], exclude: ['tests/unit/**', 'tests/e2e/**', 'node_modules/**'] } },
    ],
  },
});
