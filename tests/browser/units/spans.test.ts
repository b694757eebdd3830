// How moments and busy time are said, also where days and clocks change.
import { beforeEach, describe, expect, test } from 'vitest';
import { language, sayClock, sayMoment, saySpan } from '../../../clients/web/src/words/language';

const say = (begin: string, end: string): string => saySpan(begin, end).replaceAll(/[\u00a0\u2009\u202f]/g, ' ');

beforeEach(() => {
  language.value = 'nl';
});

test('The hour after midnight keeps its nought', () => {
  expect(sayClock('2026-11-26T23:51:00Z')).toBe('0.51');
  expect(sayMoment('2026-11-26T23:51:00Z', new Date('2026-11-26T13:00:00Z'))).toBe('morgen 0.51');
  expect(sayMoment('2026-11-27T08:05:00Z', new Date('2026-11-26T13:00:00Z'))).toBe('morgen 9.05');
});

describe('some time', () => {
  test('is a day and two times', () => {
    expect(say('2026-11-26T08:00:00Z', '2026-11-26T09:30:00Z')).toBe('do 26 november 9.00–10.30');
    language.value = 'en';
    expect(say('2026-11-26T08:00:00Z', '2026-11-26T09:30:00Z')).toBe('Thu 26 November 9:00–10:30');
  });

  test('begins in the hour after midnight', () => {
    expect(say('2026-11-25T23:30:00Z', '2026-11-26T06:00:00Z')).toBe('do 26 november 0.30–7.00');
  });

  test('is a day only, from midnight to midnight, also when it has 25 hours', () => {
    expect(say('2026-11-26T23:00:00Z', '2026-11-27T23:00:00Z')).toBe('vr 27 november');
    expect(say('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')).toBe('zo 25 oktober');
  });

  test('is several whole days', () => {
    expect(say('2026-11-26T23:00:00Z', '2026-11-29T23:00:00Z')).toMatch(/^vr 27.*zo 29 november$/);
  });

  test('goes on past midnight, or until it', () => {
    expect(say('2026-11-26T21:00:00Z', '2026-11-27T06:00:00Z')).toBe('do 26 november 22.00 – vr 27 november 7.00');
    expect(say('2026-11-26T21:00:00Z', '2026-11-26T23:00:00Z')).toBe('do 26 november 22.00–24.00');
  });
});
