// The agreements without which nobody is invited: how each stands on a given day.
import type { Schemas } from '../../api/client';
import { now } from '../../words/clock';
import { sayDay } from '../../words/language';
import { personWords } from './words';

export type Agreements = Schemas['Agreements'];
export type AgreementName = keyof Agreements;
export type Standing = 'missing' | 'ended' | 'ending' | 'holds';

export const agreementNames: AgreementName[] = ['confidentialityUntil', 'conductUntil', 'covenantUntil'];

const soon_days = 56;

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** Today's date in the Netherlands, `YYYY-MM-DD`. */
export function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam' }).format(now());
}

/** An agreement holds on its last day; `ending` is within eight weeks. */
export function standingOf(until: string | undefined, day: string): Standing {
  if (!until) return 'missing';
  const left = daysBetween(day, until);
  return left < 0 ? 'ended' : left <= soon_days ? 'ending' : 'holds';
}

export function sayStanding(until: string | undefined, day: string): string {
  const w = personWords();
  if (!until) return w.missing;
  const standing = standingOf(until, day);
  if (standing === 'ended') return w.ended(sayDay(until));
  if (standing === 'ending') return w.ending(sayDay(until), Math.round(daysBetween(day, until) / 7));
  return w.holds(sayDay(until));
}
