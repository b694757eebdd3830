// Which language a person reads, and how moments are said in it. Words themselves stand beside the pages that
// show them.
import { speak } from '../api/client';
import { now as serverNow } from './clock';
import { signal } from './signal';

export type Language = 'nl' | 'en';

export const language = signal<Language>('nl');

/** Changes the language of page and server. */
export function setLanguage(code: Language): void {
  language.value = code;
  document.documentElement.lang = code;
  speak(code);
}

/** Two translations of the same words: the English ones must have the shape of the Dutch. */
export function words<T>(nl: T, en: NoInfer<T>): () => T {
  return () => (language.value === 'nl' ? nl : en);
}

const zone = 'Europe/Amsterdam';

function dayNumber(moment: Date): number {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(moment);
  return Math.round(Date.parse(`${parts}T00:00:00Z`) / 86_400_000);
}

/** As people say it: "vandaag 14.30", "morgen 9.30", "donderdag 12.00", "3 december 9.00". */
export function sayMoment(iso: string, now: Date = serverNow()): string {
  const moment = new Date(iso);
  const nl = language.value === 'nl';
  const locale = nl ? 'nl-NL' : 'en-GB';
  const clock = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: 'numeric', minute: '2-digit' }).format(moment);
  const time = nl ? clock.replace(/^0(?=\d)/, '').replace(':', '.') : clock;
  const days = dayNumber(moment) - dayNumber(now);
  if (days === 0) return `${nl ? 'vandaag' : 'today'} ${time}`;
  if (days === 1) return `${nl ? 'morgen' : 'tomorrow'} ${time}`;
  if (days === -1) return `${nl ? 'gisteren' : 'yesterday'} ${time}`;
  if (days > 1 && days < 7) {
    return `${new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: 'long' }).format(moment)} ${time}`;
  }
  const sameYear = moment.getFullYear() === now.getFullYear();
  const date = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : { year: 'numeric' as const }),
  }).format(moment);
  return `${date} ${time}`;
}

/** The day of a moment in full: "donderdag 26 november". */
export function sayWeekday(iso: string): string {
  const locale = language.value === 'nl' ? 'nl-NL' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(iso));
}

/** What the clock shows at a moment: "9.15". */
export function sayClock(iso: string): string {
  const nl = language.value === 'nl';
  const clock = new Intl.DateTimeFormat(nl ? 'nl-NL' : 'en-GB', { timeZone: zone, hour: 'numeric', minute: '2-digit' }).format(new Date(iso));
  return nl ? clock.replace(/^0(?=\d)/, '').replace(':', '.') : clock;
}

/** The whole moment, for hovering and for screen readers. */
export function sayExactly(iso: string): string {
  const locale = language.value === 'nl' ? 'nl-NL' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'full', timeStyle: 'short' }).format(new Date(iso));
}

/** A day without time: "3 december 2026". */
export function sayDay(date: string): string {
  const locale = language.value === 'nl' ? 'nl-NL' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'long' }).format(new Date(`${date}T00:00:00Z`));
}

/** Some time: "do 26 november 9.00–10.30", "vr 27 november" for whole days, "vr 27 – zo 29 november". */
export function saySpan(begin: string, end: string): string {
  const nl = language.value === 'nl';
  const locale = nl ? 'nl-NL' : 'en-GB';
  const dayOf = new Intl.DateTimeFormat(locale, { timeZone: zone, weekday: 'short', day: 'numeric', month: 'long' });
  const timeOf = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: 'numeric', minute: '2-digit' });
  const time = (moment: Date) => (nl ? timeOf.format(moment).replace(/^0(?=\d)/, '').replace(':', '.') : timeOf.format(moment));
  const midnight = timeOf.format(new Date('2026-01-01T00:00:00+01:00'));
  const [from, to] = [new Date(begin), new Date(end)];
  const last = new Date(to.getTime() - 1);
  const days = dayOf.format(from) === dayOf.format(last) ? dayOf.format(from) : dayOf.formatRange(from, last);
  if (timeOf.format(from) === midnight && timeOf.format(to) === midnight) return days;
  if (dayOf.format(from) === dayOf.format(last)) return `${dayOf.format(from)} ${time(from)}–${timeOf.format(to) === midnight ? '24.00' : time(to)}`;
  return `${dayOf.format(from)} ${time(from)} – ${dayOf.format(to)} ${time(to)}`;
}
