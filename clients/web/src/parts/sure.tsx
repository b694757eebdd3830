// A step that is asked about once more, in the page: what it means, yes, or rather not. The focus goes along both ways.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from './button';
import './sure.css';

interface Props {
  ask: string;
  /** Names the step in full where `ask` is short. */
  label?: string;
  what: string;
  yes: string;
  no: string;
  busy?: boolean;
  onYes: () => void;
}

export function Sure({ ask, label, what, yes, no, busy, onYes }: Props) {
  const [asking, setAsking] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const asked = useRef(false);
  useEffect(() => {
    if (asking) box.current?.focus();
    else if (asked.current) box.current?.querySelector('button')?.focus();
    asked.current = asking;
  }, [asking]);
  return (
    <div class={`sure${asking ? ' sure--asking' : ''}`} ref={box} tabIndex={-1} role="group" aria-label={label ?? ask}>
      {!asking && (
        <Button look="quiet" busy={busy} label={label} onClick={() => setAsking(true)}>
          {ask}
        </Button>
      )}
      {asking && (
        <>
          <p>{what}</p>
          <div class="sure__ways">
            <Button
              busy={busy}
              onClick={() => {
                setAsking(false);
                onYes();
              }}
            >
              {yes}
            </Button>
            <Button look="quiet" onClick={() => setAsking(false)}>
              {no}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
