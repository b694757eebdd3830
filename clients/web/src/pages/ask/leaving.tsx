// Leaving a page on which something stands that was not sent: the way out is held, and a bar in the page asks what to
// do with it. Closing the window asks the browser's own question.
import { useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../parts/button';
import { Faults, type Doing } from '../../parts/doing';
import './ask.css';
import { leavingWords } from './leaving-words';

export interface Leaving {
  /** True once somebody wanted to leave, until that is settled. */
  asking: boolean;
  stay: () => void;
  /** Goes where they wanted to after all. */
  go: () => void;
}

function addressOf(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return undefined;
  const link = (event.target as Element | null)?.closest?.<HTMLAnchorElement>('a[href]');
  if (!link || link.origin !== location.origin || link.target || link.hasAttribute('download')) return undefined;
  if (link.getAttribute('href')?.startsWith('#')) return undefined;
  return link.pathname + link.search;
}

// Going back cannot be held, only heard of. One more step of history with this page is put in front, so that the first
// step back stays here.
const stepInFront = { unsent: true };

function isStepInFront(): boolean {
  return Boolean((history.state as typeof stepInFront | null)?.unsent);
}

function stepForward(): void {
  history.pushState(stepInFront, '', location.pathname + location.search);
}

/** Holds who leaves while `unsent`. */
export function useLeaving(unsent: boolean): Leaving {
  const { route } = useLocation();
  const [way, setWay] = useState<{ go: () => void }>();
  const cameFrom = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (!unsent) return undefined;
    const here = location.pathname;
    if (!isStepInFront()) stepForward();
    function hold(go: () => void) {
      cameFrom.current = document.activeElement as HTMLElement | null;
      setWay({ go });
    }
    function onClick(event: MouseEvent) {
      const address = addressOf(event);
      if (!address) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      hold(() => route(address));
    }
    function onBack() {
      if (location.pathname !== here || isStepInFront()) return;
      stepForward();
      hold(() => history.go(-2));
    }
    function onClose(event: BeforeUnloadEvent) {
      event.preventDefault();
    }
    window.addEventListener('click', onClick, true);
    window.addEventListener('popstate', onBack);
    window.addEventListener('beforeunload', onClose);
    return () => {
      window.removeEventListener('click', onClick, true);
      window.removeEventListener('popstate', onBack);
      window.removeEventListener('beforeunload', onClose);
    };
  }, [unsent]);
  return {
    asking: way !== undefined,
    stay: () => {
      setWay(undefined);
      cameFrom.current?.focus();
    },
    go: () => {
      setWay(undefined);
      way?.go();
    },
  };
}

interface BarProps {
  leaving: Leaving;
  /** The keeping, as far as it goes. */
  doing?: Doing;
  /** True while it is being sent, so that it is not kept beside that. */
  busy?: boolean;
  /** True when a draft was kept before, which stays as it is. */
  draftStays?: boolean;
  /** True when an own reference was typed, which a draft does not hold. */
  referenceIsLost?: boolean;
  /** Only where something can be kept. */
  onKeep?: () => void;
  onThrowAway: () => void;
}

export function LeavingBar({ leaving, doing, busy, draftStays, referenceIsLost, onKeep, onThrowAway }: BarProps) {
  const w = leavingWords();
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    if (leaving.asking) bar.current?.focus();
  }, [leaving.asking]);
  if (!leaving.asking) return null;
  return (
    <section ref={bar} class="leaving" tabIndex={-1} aria-labelledby="leaving">
      <div role="alert">
        <p class="leaving__what" id="leaving">
          {w.notSent}
        </p>
        {draftStays && <p class="leaving__note">{w.draftStays}</p>}
        {onKeep && referenceIsLost && <p class="leaving__note">{w.referenceIsLost}</p>}
      </div>
      <div class="leaving__ways">
        {onKeep && (
          <Button look="primary" busy={busy || doing?.busy} onClick={onKeep}>
            {w.keep}
          </Button>
        )}
        <Button onClick={onThrowAway}>{draftStays ? w.notKeep : w.throwAway}</Button>
        <Button look="quiet" onClick={leaving.stay}>
          {w.stay}
        </Button>
      </div>
      <Faults fault={doing?.fault} />
    </section>
  );
}
