// The pool of the whole run. POOL_ORIGIN names one that runs already, to work on a suite without waiting.
import type { TestProject } from 'vitest/node';
import { startPool } from './pool.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    origin: string;
    data: string;
  }
}

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | void> {
  const running = process.env['POOL_ORIGIN'];
  if (running) {
    project.provide('origin', running);
    project.provide('data', '');
    return;
  }
  const pool = await startPool();
  project.provide('origin', pool.origin);
  project.provide('data', pool.data);
  return () => pool.stop();
}
