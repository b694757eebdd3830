// Before all suites: the demo pool is made once, in a directory that every pool of a suite is copied from.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { program } from './program.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The directory of the demo pool that nobody worked in yet. */
    demo: string;
  }
}

/** Called by the test runner; what it gives back is called at the end. */
export default function makeTheDemoPool(project: TestProject): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'expertisepool-browser-demo-'));
  const data = join(directory, 'data');
  const made = spawnSync(program, ['demo', '--data', data], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`the demo pool could not be made: ${made.stderr}`);
  project.provide('demo', data);
  return () => rmSync(directory, { recursive: true, force: true });
}
