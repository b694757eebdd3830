// A moment with its day and minute, as a log wants it: "20 nov 2026 12.20" rather than "yesterday".
import { language, sayExactly } from '../../words/language';
import { stampOf } from './period';

export function ExactMoment({ at }: { at: string }) {
  const stamp = stampOf(at);
  const nl = language.value === 'nl';
  const day = new Intl.DateTimeFormat(nl ? 'nl-NL' : 'en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });
  const clock = stamp.slice(11);
  return (
    <time class="log__moment" dateTime={at} title={sayExactly(at)}>
      {day.format(new Date(`${stamp.slice(0, 10)}T00:00:00Z`))} {nl ? clock.replace(/^0/, '').replace(':', '.') : clock}
    </time>
  );
}
