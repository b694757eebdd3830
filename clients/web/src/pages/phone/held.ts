// When a talk was held, as it is chosen: just now, earlier today at a time, or on another day. By the Dutch clock,
// wherever the browser stands.
import { now } from '../../words/clock';

export type HeldWhen = 'now' | 'today' | 'earlier';

export interface Held {
  when: HeldWhen;
  /** 14:30 */
  time: string;
  /** 2026-11-22 */
  day: string;
}

export const justNow: Held = { when: 'now', time: '', day: '' };

const zone = 'Europe/Amsterdam';
const days_ago_at_most = 31;
const day_ms = 86_400_000;

function dayOf(moment: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(moment);
}

// The moment at which clocks in the Netherlands show this day and time.
function momentOf(day: string, time: string): Date {
  const guess = Date.parse(`${day}T${time}:00Z`);
  const shown = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).formatToParts(new Date(guess));
  const part = (type: string) => shown.find((each) => each.type === type)?.value ?? '';
  const asUtc = Date.parse(`${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}Z`);
  return new Date(guess - (asUtc - guess));
}

export function today(): string {
  return dayOf(now());
}

export function firstDay(): string {
  return dayOf(new Date(now().getTime() - (days_ago_at_most - 1) * day_ms));
}

/** What is missing or wrong, or the moment as the server takes it; nothing for just now. */
export function heldAtOf({ when, time, day }: Held): { heldAt?: string; wrong?: 'time' | 'day' | 'future' } {
  if (when === 'now') return {};
  if (when === 'earlier' && !/^\d{4}-\d\d-\d\d$/.test(day)) return { wrong: 'day' };
  if (!/^\d\d:\d\d$/.test(time)) return { wrong: 'time' };
  const moment = momentOf(when === 'today' ? today() : day, time);
  if (Number.isNaN(moment.getTime())) return { wrong: 'day' };
  if (moment > now()) return { wrong: 'future' };
  return { heldAt: moment.toISOString() };
}
