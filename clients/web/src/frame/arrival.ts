// What happens when one arrives at a page: the window's title says where one is, and after going there inside the
// client the reader starts at the heading, as after a fresh load elsewhere. Pages come late and draw their heading
// when they can, so the content is watched.
import { useLayoutEffect, useRef } from 'preact/hooks';
import { signedOnHere } from './session';
import { frameWords } from './words';

const giveUp_ms = 1_000;

/** Watches the content with this id; `path` and `user` tell when somebody arrives somewhere else. The title counts `unread`. */
export function useArrival(id: string, path: string, user: string | undefined, unread: number): void {
  const count = useRef(unread);
  count.current = unread;
  const last = useRef<string>();
  const seen = useRef<HTMLElement | null>(null);
  // Before the browser draws: the watcher below has not yet seen what the new page brought.
  useLayoutEffect(() => {
    const content = document.getElementById(id);
    if (!content) return undefined;
    const heading = () => content.querySelector<HTMLElement>('h1');
    const isFreshLoad = last.current === undefined || (last.current.startsWith('undefined') && !signedOnHere);
    last.current = `${user} ${path}`;
    const before = seen.current;
    let waiting = !isFreshLoad;

    function arrive(found: HTMLElement): void {
      waiting = false;
      found.tabIndex = -1;
      found.focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    function look(): void {
      const found = heading();
      if (!found) return;
      seen.current = found;
      // The title goes to the browser's history: a heading with the text of a case says what to show instead.
      document.title = `${count.current > 0 ? `(${count.current}) ` : ''}${found.dataset['title'] ?? found.textContent ?? ''} – ${frameWords().product}`;
      if (waiting && found !== before) arrive(found);
    }
    look();
    const watcher = new MutationObserver(look);
    watcher.observe(content, { childList: true, subtree: true, characterData: true });
    // A page of the same kind keeps its heading.
    const late = setTimeout(() => {
      const found = heading();
      if (waiting && found) arrive(found);
    }, giveUp_ms);
    return () => {
      watcher.disconnect();
      clearTimeout(late);
    };
  }, [id, path, user]);
  useLayoutEffect(() => {
    document.title = document.title.replace(/^(\(\d+\) )?/, unread > 0 ? `(${unread}) ` : '');
  }, [unread]);
}
