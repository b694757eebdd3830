// Leaving a page on which something stands that was not sent: the way out is held, and a bar in the page asks what to
// do with it. Closing the window asks the browser's own question.
import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../parts/button';
import { Faults, type Doing } from '../../parts/doing';
import { leavingWords } from './leaving-words';

export interface Leaving {
  /** Where somebody wanted to go; nothing as long as nobody does. */
  wanted: string | undefined;
  stay: () => void;
  /** Goes there after all. */
  go: () => void;
}

function addressOf(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
  const link = (event.target as Element | null)?.closest?.<HTMLAnchorElement>('a[href]');
  if (!link || link.origin !== location.origin || link.target || link.hasAttribute('download')) return undefined;
  if (link.getAttribute('href')?.startsWith('#')) return undefined;
  return link.pathname + link.search;
}

/** Holds who leaves while `unsent`. */
export function useLeaving(unsent: boolean): Leaving {
  const { route } = useLocation();
  const [wanted, setWanted] = useState<string>();
  const cameFrom = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (!unsent) return undefined;
    const here = location.pathname + location.search;
    function hold(address: string) {
      cameFrom.current = document.activeElement as HTMLElement | null;
      setWanted(address);
    }
    function onClick(event: MouseEvent) {
      const address = addressOf(event);
      if (!address) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      hold(address);
    }
    // Going back has happened when it is heard of: the page is put in front again before it is drawn anew.
    function onBack(event: PopStateEvent) {
      const address = location.pathname + location.search;
      if (address === here) return;
      event.stopImmediatePropagation();
      history.pushState(null, '', here);
      hold(address);
    }
    function onClose(event: BeforeUnloadEvent) {
      event.preventDefault();
    }
    window.addEventListener('click', onClick, true);
    window.addEventListener('popstate', onBack, true);
    window.addEventListener('beforeunload', onClose);
    return () => {
      window.removeEventListener('click', onClick, true);
      window.removeEventListener('popstate', onBack, true);
      window.removeEventListener('beforeunload', onClose);
    };
  }, [unsent]);
  return {
    wanted,
    stay: () => {
      setWanted(undefined);
      cameFrom.current?.focus();
    },
    go: () => {
      const address = wanted;
      setWanted(undefined);
      if (address) route(address);
    },
  };
}

interface BarProps {
  leaving: Leaving;
  /** The keeping, as far as it goes. */
  doing?: Doing;
  /** Only where something can be kept. */
  onKeep?: () => void;
  onThrowAway: () => void;
}

export function LeavingBar({ leaving, doing, onKeep, onThrowAway }: BarProps) {
  const w = leavingWords();
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    if (leaving.wanted) bar.current?.focus();
  }, [leaving.wanted]);
  if (!leaving.wanted) return null;
  return (
    <section ref={bar} class="leaving" tabIndex={-1} aria-labelledby="leaving">
      <p class="leaving__what" id="leaving" role="alert">
        {w.notSent}
      </p>
      <div class="leaving__ways">
        {onKeep && (
          <Button look="primary" busy={doing?.busy} onClick={onKeep}>
            {w.keep}
          </Button>
        )}
        <Button onClick={onThrowAway}>{w.throwAway}</Button>
        <Button look="quiet" onClick={leaving.stay}>
          {w.stay}
        </Button>
      </div>
      <Faults fault={doing?.fault} />
    </section>
  );
}
