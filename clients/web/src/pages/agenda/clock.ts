// The clock and calendar of the Netherlands, as far as an agenda needs them. Pure: the moment comes in.
import { minuteOf, weekdays, type Weekly } from '../../parts/hours';

const zone = 'Europe/Amsterdam';
const usualEnd = 17 * 60;
const evening = 21 * 60;

/** Today's date, `YYYY-MM-DD`. */
export function dayOf(now: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(now);
}

/** Minutes since local midnight. */
export function minuteOfDay(now: Date): number {
  return minuteOf(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(now));
}

/** The minute of the day at which today ends for somebody with these hours: their last, else 17.00, else 21.00. */
export function endOfDay(now: Date, weekly: Weekly): number {
  const at = (new Date(`${dayOf(now)}T12:00:00Z`).getUTCDay() + 6) % 7;
  const day = weekdays[at];
  const last = Math.max(0, ...((day && weekly[day]) ?? []).map((range) => minuteOf(range.to)));
  const minute = minuteOfDay(now);
  return [last, usualEnd, evening].find((end) => end > minute + 15) ?? 24 * 60;
}

/** The moment so many minutes after `now`, to the whole minute. */
export function later(now: Date, minutes: number): string {
  return new Date(Math.floor(now.getTime() / 60_000) * 60_000 + minutes * 60_000).toISOString().replace('.000Z', 'Z');
}
