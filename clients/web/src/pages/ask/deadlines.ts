// When a first answer is there at the latest, as it is said: on which day, at what time, and whether that is today.
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { signOnAgain } from '../../frame/session';
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
const look_ms = 15_000;
const attended_ms = 5 * 60_000;
const signs_of_somebody = ['pointerdown', 'pointermove', 'keydown'] as const;

/**
 * When an answer would be there at the latest, kept up to date while somebody is at the page. An unattended page asks
 * nothing: each answer would keep the session alive.
 */
export function useDeadlines(municipality: string | undefined): Schemas['Deadline'][] {
  const [tick, setTick] = useState(0);
  const deadlines = useLoaded(() => answer(api.GET('/deadlines', { params: { query: { municipality } } })), [municipality, tick]);
  const seenAt_ms = useRef(performance.now());
  const askedAt_ms = useRef(performance.now());
  useEffect(() => {
    function refresh() {
      const at_ms = performance.now();
      if (document.hidden || signOnAgain.value !== 'no') return;
      if (at_ms - seenAt_ms.current > attended_ms || at_ms - askedAt_ms.current < refresh_ms) return;
      askedAt_ms.current = at_ms;
      setTick((count) => count + 1);
    }
    function onSign() {
      seenAt_ms.current = performance.now();
      refresh();
    }
    for (const sign of signs_of_somebody) window.addEventListener(sign, onSign, { passive: true });
    const timer = setInterval(refresh, look_ms);
    return () => {
      for (const sign of signs_of_somebody) window.removeEventListener(sign, onSign);
      clearInterval(timer);
    };
  }, []);
  return deadlines.data?.items ?? [];
}
