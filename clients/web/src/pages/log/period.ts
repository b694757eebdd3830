// A period as people say it ("deze maand"), and the moments between which it lies by the Dutch calendar, wherever
// the browser stands.

export const periods = ['week', 'maand', 'vorige-maand', 'kwartaal', 'jaar', 'alles', 'eigen'] as const;
export type Period = (typeof periods)[number];

export interface Span {
  /** Included. */
  from?: string;
  /** Not included. */
  before?: string;
}

const zone = 'Europe/Amsterdam';

/** The day of a moment in the Netherlands, as 2026-11-22. */
export function dayOf(moment: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(moment);
}

/** A moment by the Dutch clock, as 2026-11-22 14:30: what spreadsheets understand. */
export function stampOf(iso: string): string {
  const moment = new Date(iso);
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(moment);
  return `${dayOf(moment)} ${clock}`;
}

// How far the clocks of the Netherlands are ahead at a moment.
function ahead_ms(moment: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(moment);
  const told = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(told) ?? [];
  if (!sign) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** The moment at which a day begins in the Netherlands. */
export function startOf(day: string): string {
  const utc_ms = Date.parse(`${day}T00:00:00Z`);
  // Clocks change at night, after midnight: the hours ahead at about midnight are those of midnight.
  return new Date(utc_ms - ahead_ms(new Date(utc_ms - 3_600_000))).toISOString();
}

/** True for a day that is one, such as 2026-11-22. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function firstOfMonth(day: string, months = 0): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}

/** When a period lies; `from` and `until` are the days of one's own period, both included. */
export function spanOf(period: Period, now: Date, from = '', until = ''): Span {
  const today = dayOf(now);
  switch (period) {
    case 'week':
      return { from: startOf(mondayOf(today)) };
    case 'maand':
      return { from: startOf(firstOfMonth(today)) };
    case 'vorige-maand':
      return { from: startOf(firstOfMonth(today, -1)), before: startOf(firstOfMonth(today)) };
    case 'kwartaal':
      return { from: startOf(firstOfMonth(today, -((Number(today.slice(5, 7)) - 1) % 3))) };
    case 'jaar':
      return { from: startOf(`${today.slice(0, 4)}-01-01`) };
    case 'alles':
      return {};
    case 'eigen':
      return { from: isDay(from) ? startOf(from) : undefined, before: isDay(until) ? startOf(addDays(until, 1)) : undefined };
  }
}
