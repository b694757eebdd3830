// Runs last: everything that the description promises must have been seen in this run.
import { expect, test } from 'vitest';
import { seen } from '../harness/client.ts';
import { operations } from '../harness/description.ts';

/** Faults of the server itself are never provoked here. */
const never = new Set(['500', '503']);

test('every operation was seen with its success and each of its own refusals', () => {
  const unseen = operations.flatMap((of) =>
    Object.keys(of.responses)
      .filter((status) => !never.has(status) && !seen.get(of.id)?.has(Number(status)))
      .map((status) => `${of.id} ${status}`),
  );
  expect(unseen).toEqual([]);
});
