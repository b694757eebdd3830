// One server for the whole run, one suite after the other, the tally of what was seen last: the
// suites share what they have seen of the API in one process.
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

class TallyLast extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const name = (file: TestSpecification) =>
      (file.moduleId.endsWith('tally.test.ts') ? '1' : '0') + file.moduleId;
    return [...files].sort((a, b) => name(a).localeCompare(name(b)));
  }
}

export default defineConfig({
  test: {
    include: ['suites/**/*.test.ts'],
    globalSetup: './harness/server.ts',
    isolate: false,
    fileParallelism: false,
    pool: 'threads',
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    sequence: { sequencer: TallyLast },
  },
});
