// After each test everybody's windows are closed, and what went wrong in them unnoticed fails the test.
import { afterEach } from 'vitest';
import { everybodyLeaves } from './people.ts';

afterEach(everybodyLeaves);
