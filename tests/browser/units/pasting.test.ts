// What of a pasted text comes into the field where a question is written.
import { expect, test } from 'vitest';
import { fitting, withoutControls } from '../../../clients/web/src/pages/ask/pasting';

test('Breaks from Word and PDF become line ends, other control characters go', () => {
  expect(withoutControls('een\u000btwee\u000cdrie\u0085vier\r\nvijf\rzes')).toBe('een\ntwee\ndrie\nvier\nvijf\nzes');
  expect(withoutControls('a\u0000b\u0001c\u0007d\u001fe\u007ff\u009fg')).toBe('abcdefg');
  expect(withoutControls('tab\t, regel\n, é, 👩‍👧, zacht\u00adkoppelteken')).toBe('tab\t, regel\n, é, 👩‍👧, zacht\u00adkoppelteken');
});

test('What does not fit is counted, and no character is cut in two', () => {
  expect(fitting('abc', 3)).toEqual({ text: 'abc', lost: 0 });
  expect(fitting('abcde', 3)).toEqual({ text: 'abc', lost: 2 });
  expect(fitting('ab👩c', 3)).toEqual({ text: 'ab', lost: 3 });
  expect(fitting('abc', -1)).toEqual({ text: '', lost: 3 });
});
