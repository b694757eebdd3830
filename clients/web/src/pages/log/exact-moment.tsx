// A moment with its day and minute, as a log wants it: not "yesterday".
import { dayOf, stampOf } from './period';
import { sayDay, sayExactly } from '../../words/language';

export function ExactMoment({ at }: { at: string }) {
  return (
    <time class="log__moment" dateTime={at} title={sayExactly(at)}>
      {sayDay(dayOf(new Date(at)))} {stampOf(at).slice(11)}
    </time>
  );
}
