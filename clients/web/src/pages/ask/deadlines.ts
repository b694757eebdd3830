// When a first answer is there at the latest, as it is said: on which day, at what time, and whether that is today.
import type { Schemas } from '../../api/client';
import { now } from '../../words/clock';
import { language, sayMoment } from '../../words/language';

const zone = 'Europe/Amsterdam';
const a_week_ms = 6 * 86_400_000;

export interface Said {
  /** "vandaag", "morgen", "maandag", "3 december". */
  day: string;
  /** "15.10". */
  time: string;
  today: boolean;
}

export function sayDeadline(answerBy: string): Said {
  const moment = sayMoment(answerBy);
  const at = moment.lastIndexOf(' ');
  const far = Date.parse(answerBy) - now().getTime() > a_week_ms;
  const date = (instant: Date) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(instant);
  return { day: far ? sayWeekday(answerBy) : moment.slice(0, at), time: moment.slice(at + 1), today: date(new Date(answerBy)) === date(now()) };
}

export function deadlineOf(deadlines: readonly Schemas['Deadline'][], urgency: Schemas['Urgency']): Said | undefined {
  const found = deadlines.find((each) => each.urgency === urgency);
  return found && sayDeadline(found.answerBy);
}

/** A day with its weekday: "zondag 29 november". */
export function sayWeekday(moment: string): string {
  return new Intl.DateTimeFormat(language.value === 'nl' ? 'nl-NL' : 'en-GB', { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(moment));
}
