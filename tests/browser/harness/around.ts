// Around each suite: a pool of its own, so that suites run beside each other and in any order; after each test
// everybody's windows are closed, and what went wrong in them unnoticed fails the test. POOL_ORIGIN names a pool that
// runs already, to work on a suite without waiting.
import { afterAll, afterEach, beforeAll } from 'vitest';
import { browserCloses, everybodyLeaves } from './people.ts';
import { startPool, type RunningPool } from './pool.ts';

let pool: RunningPool | undefined;

/** Where the pool of this suite is. */
export function origin(): string {
  const found = process.env['POOL_ORIGIN'] ?? pool?.origin;
  if (!found) throw new Error('the pool does not run yet');
  return found;
}

/** Called once a suite, by the set-up of the tests. */
export function setUp(): void {
  beforeAll(async () => {
    if (!process.env['POOL_ORIGIN']) pool = await startPool();
  });
  afterEach(everybodyLeaves);
  afterAll(async () => {
    await browserCloses();
    await pool?.stop();
  });
}
