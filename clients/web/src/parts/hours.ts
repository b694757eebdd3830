// The fixed hours of a week, and where and how somebody can be met in parts of it: how they are said, and how a part
// of a day is put in or taken out. Pure; it knows no dates, leave or server.
import type { Schemas } from '../api/client';
import { language, words } from '../words/language';
import { terms } from '../words/terms';

export type Weekly = Schemas['WeeklyHours'];
export type TimeRange = Schemas['TimeRange'];
export type Weekday = keyof Weekly;
export type Whereabouts = Schemas['Whereabouts'];
export type MeetingWay = Schemas['AppointmentWay'];

export const weekdays: Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const hourWords = words(
  {
    days: ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag'],
    short: ['ma', 'di', 'wo', 'do', 'vr', 'za', 'zo'],
    run: (first: string, last: string) => `${first} t/m ${last}`,
    and: 'en',
    or: 'of',
  },
  {
    days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    short: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    run: (first: string, last: string) => `${first} to ${last}`,
    and: 'and',
    or: 'or',
  },
);

/** A minute since midnight; `24:00` is the end of the day. */
export function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}

export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

export function sayWeekday(day: Weekday, look: 'long' | 'short' = 'long'): string {
  const at = weekdays.indexOf(day);
  return (look === 'long' ? hourWords().days[at] : hourWords().short[at]) ?? day;
}

/** "9.00", "13:30" as the reader's language writes it. */
export function sayClock(clock: string): string {
  const plain = clock.replace(/^0/, '');
  return language.value === 'nl' ? plain.replace(':', '.') : plain;
}

export function sayRange(range: TimeRange): string {
  return `${sayClock(range.from)}–${sayClock(range.to)}`;
}

function list(parts: string[], before = hourWords().and): string {
  const last = parts[parts.length - 1] ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} ${before} ${last}`;
}

export function sayRanges(ranges: TimeRange[]): string {
  return list(ranges.map(sayRange));
}

// "maandag t/m woensdag en vrijdag": three or more days in a row are a run.
function sayDays(days: number[]): string {
  const parts: string[] = [];
  for (let from = 0; from < days.length; ) {
    let to = from;
    while (days[to + 1] === (days[to] ?? 0) + 1) to++;
    const names = days.slice(from, to + 1).map((day) => hourWords().days[day] ?? '');
    if (names.length > 2) parts.push(hourWords().run(names[0] ?? '', names[names.length - 1] ?? ''));
    else parts.push(...names);
    from = to + 1;
  }
  return list(parts);
}

export function hasHours(weekly: Weekly): boolean {
  return weekdays.some((day) => (weekly[day] ?? []).length > 0);
}

/** The week as a sentence: "maandag, dinsdag en donderdag 9.00–12.00; vrijdag 13.00–17.00". Empty without hours. */
export function sayWeekly(weekly: Weekly): string {
  const groups = new Map<string, number[]>();
  weekdays.forEach((day, at) => {
    const ranges = weekly[day] ?? [];
    if (ranges.length === 0) return;
    const said = sayRanges(ranges);
    groups.set(said, [...(groups.get(said) ?? []), at]);
  });
  return [...groups].map(([said, days]) => `${sayDays(days)} ${said}`).join('; ');
}

/** "di 9.00–12.00 op locatie, Wijkcentrum De Brink"; "do 9.00–17.00 telefonisch of per video". */
export function sayWhereabouts({ weekday, from, to, ways = [], place }: Whereabouts): string {
  const how = list(
    ways.map((way) => terms().meetings[way]),
    hourWords().or,
  );
  const when = `${sayWeekday(weekday, 'short')} ${sayRange({ from, to })}`;
  return [[when, how].filter(Boolean).join(' '), place].filter(Boolean).join(', ');
}

/** In the order of the week. */
export function inOrder(whereabouts: Whereabouts[]): Whereabouts[] {
  const place = (each: Whereabouts) => weekdays.indexOf(each.weekday) * 24 * 60 + minuteOf(each.from);
  return [...whereabouts].sort((a, b) => place(a) - place(b));
}

/** Which part of [from, to) lies within these ranges. */
export function covered(ranges: TimeRange[], from: number, to: number): 'all' | 'part' | 'none' {
  let minutes = 0;
  for (const range of ranges) minutes += Math.max(0, Math.min(to, minuteOf(range.to)) - Math.max(from, minuteOf(range.from)));
  return minutes === 0 ? 'none' : minutes >= to - from ? 'all' : 'part';
}

/** The ranges with [from, to) put in or taken out: in order, and joined where they touch. */
export function withPart(ranges: TimeRange[], from: number, to: number, there: boolean): TimeRange[] {
  const spans = ranges.map((range) => ({ from: minuteOf(range.from), to: minuteOf(range.to) }));
  const cut = spans.flatMap((span) => [
    { from: span.from, to: Math.min(span.to, from) },
    { from: Math.max(span.from, to), to: span.to },
  ]);
  const parts = [...cut, ...(there ? [{ from, to }] : [])].filter((span) => span.from < span.to).sort((a, b) => a.from - b.from);
  const joined: { from: number; to: number }[] = [];
  for (const part of parts) {
    const last = joined[joined.length - 1];
    if (last && last.to >= part.from) last.to = Math.max(last.to, part.to);
    else joined.push({ ...part });
  }
  return joined.map((span) => ({ from: clockOf(span.from), to: clockOf(span.to) }));
}
