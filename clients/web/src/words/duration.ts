// How long something takes or has lain, as people say it: "20 minuten", "3 uur", "2 dagen", "5 weken".
import { words } from './language';

const minute_ms = 60_000;
const hour_ms = 60 * minute_ms;
const day_ms = 24 * hour_ms;

const lengths = words(
  {
    moment: 'minder dan een minuut',
    minutes: (n: number) => (n === 1 ? '1 minuut' : `${n} minuten`),
    hours: (n: number) => `${n} uur`,
    days: (n: number) => (n === 1 ? '1 dag' : `${n} dagen`),
    weeks: (n: number) => `${n} weken`,
    months: (n: number) => `${n} maanden`,
  },
  {
    moment: 'less than a minute',
    minutes: (n: number) => (n === 1 ? '1 minute' : `${n} minutes`),
    hours: (n: number) => (n === 1 ? '1 hour' : `${n} hours`),
    days: (n: number) => (n === 1 ? '1 day' : `${n} days`),
    weeks: (n: number) => `${n} weeks`,
    months: (n: number) => `${n} months`,
  },
);

/** In one unit, rounded down; the sign does not count. */
export function sayDuration(length_ms: number): string {
  const w = lengths();
  const length = Math.abs(length_ms);
  if (length < minute_ms) return w.moment;
  if (length < hour_ms) return w.minutes(Math.floor(length / minute_ms));
  if (length < day_ms) return w.hours(Math.floor(length / hour_ms));
  if (length < 14 * day_ms) return w.days(Math.floor(length / day_ms));
  if (length < 70 * day_ms) return w.weeks(Math.floor(length / (7 * day_ms)));
  return w.months(Math.floor(length / (30.44 * day_ms)));
}
