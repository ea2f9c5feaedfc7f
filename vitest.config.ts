import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take longest, longest first: begun last they would run alone while the other processes have nothing to do. */
const LONG = ['further-seeds', 'first-seeds', 'spoken-aloud', 'ward-day-pty', 'killed-processes', 'stories', 'model', 'joining', 'gathering', 'checkpoint', 'kill', 'killed-while-streaming', 'bedside-pty', 'arriving-rows', 'faults', 'command-line', 'put-back', 'foreign-operations', 'copy-handed-in', 'packaged-files', 'two-pcs-bedside', 'notifications', 'send-mail', 'backup', 'replug-pty', 'several-pcs'];

/** Files that replace a module of the program. */
const ALONE = ['tests/devices/ward-day-pty.test.ts'];

// Processes and threads that tests start read the same sources again and again: Node keeps what it compiled for all of them.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '.cache/compiled');

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const at = LONG.indexOf(basename(moduleId, '.test.ts'));
      return at < 0 ? LONG.length : at;
    };
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    pool: 'forks',
    // One more than a small machine has cores: some tests mostly wait, for a process, a server or a voice.
    maxWorkers: Math.max(3, availableParallelism()),
    // Programs that tests start leave no notes in the account that runs the tests.
    env: { DAYBOOK_MARKS: join(tmpdir(), 'daybook-test-marks') },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // A borrowed CI machine can starve one wait. Whoever does not pass the first time is listed as flaky, to be mended.
    retry: process.env.CI ? 2 : 0,
    sequence: { sequencer: LongFirst },
    // A fresh process for each file would spend most of its time on loading the program once more. What is under test
    // keeps nothing of a store in its modules; only a file that replaces a module needs a process of its own.
    projects: [
      { extends: true, test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'stores', include: ['tests/**/*.test.ts'], exclude: ['tests/unit/**', 'tests/e2e/**', ...ALONE, 'node_modules/**'], isolate: false } },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});
