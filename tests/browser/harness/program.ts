// Where the server's programme is: the one that EXPERTISEPOOLD names, or the one that `run` builds.
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');
export const program = process.env['EXPERTISEPOOLD'] ?? join(root, 'build/release/expertisepoold');
