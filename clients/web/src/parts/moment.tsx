// A moment as people say it, the whole of it on hover and for screen readers.
import { sayExactly, sayMoment } from '../words/language';

export function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} title={sayExactly(at)}>
      {sayMoment(at)}
    </time>
  );
}
