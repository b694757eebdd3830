// When a first answer is there at the latest, as it is said: on which day, at what time, and whether that is today.
import { useEffect, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { useLoaded } from '../../parts/loading';
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

const refresh_ms = 120_000;

/** When an answer would be there at the latest, kept up to date while the page stands open. */
export function useDeadlines(municipality: string | undefined): Schemas['Deadline'][] {
  const [tick, setTick] = useState(0);
  const deadlines = useLoaded(() => answer(api.GET('/deadlines', { params: { query: { municipality } } })), [municipality, tick]);
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) setTick((count) => count + 1);
    }, refresh_ms);
    return () => clearInterval(timer);
  }, []);
  return deadlines.data?.items ?? [];
}
