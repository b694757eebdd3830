// Which page of a list an address names.
import { expect, test } from 'vitest';
import { pageOf } from '../../../clients/web/src/parts/page-of';

test.each([
  ['1', 1],
  ['2', 2],
  ['20000', 20_000],
])('%s is a page', (named, page) => {
  expect(pageOf(named)).toBe(page);
});

test.each([undefined, '', '0', '-1', '1.5', '2,5', '1e3', '0x10', ' 2', 'twee', 'NaN', '9'.repeat(20)])('%s is the first page', (named) => {
  expect(pageOf(named)).toBe(1);
});

test('Further than the server lists there is no page', () => {
  expect(pageOf('20001')).toBe(20_000);
});
