// Two suites at once, each with a pool and a browser of its own; the long ones begin first.
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const longest = ['coordination', 'screens', 'consultation', 'ask', 'pool', 'story'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = (file: TestSpecification) => {
      const at = longest.findIndex((name) => file.moduleId.endsWith(`/${name}.test.ts`));
      return at < 0 ? longest.length : at;
    };
    return [...files].sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ['suites/**/*.test.ts'],
    globalSetup: './harness/once.ts',
    setupFiles: './harness/each_suite.ts',
    maxWorkers: 2,
    // A browser on a busy machine may be late once; what is wrong is wrong twice.
    retry: 1,
    testTimeout: 180_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
  },
});
