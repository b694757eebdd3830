// The way to what one was told, with how many of it are new; a screen reader hears of more without being interrupted.
import { useEffect, useRef, useState } from 'preact/hooks';
import { useSignal } from '../words/signal';
import { told } from './notifications';
import { frameWords } from './words';

export function Bell() {
  const w = frameWords();
  const unread = useSignal(told)?.unread ?? 0;
  const before = useRef<number>();
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (before.current !== undefined && unread > before.current) setSaid(w.toldNew(unread - before.current));
    before.current = unread;
  }, [unread]);
  return (
    <>
      <a class="header__tool" href="/meldingen">
        {w.told}
        {unread > 0 && (
          <span class="header__count">
            {unread > 99 ? '99+' : unread}
            <span class="visually-hidden"> {w.toldAreNew}</span>
          </span>
        )}
      </a>
      <span class="visually-hidden" role="status">
        {said}
      </span>
    </>
  );
}
