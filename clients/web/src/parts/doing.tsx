// One step at the server: while it is under way it cannot be started twice; a refusal is kept to be shown where it
// belongs.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Refused } from '../api/client';
import { Alert } from './alert';
import { sentenceOf } from './loading';

export interface Doing {
  busy: boolean;
  fault: Refused | undefined;
  /** True when the step succeeded; false when it was refused, or another was still under way. */
  run: (step: () => Promise<void>) => Promise<boolean>;
  clear: () => void;
}

export function useDoing(): Doing {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<Refused>();
  const running = useRef(false);
  return {
    busy,
    fault,
    clear: () => setFault(undefined),
    run: async (step) => {
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      setFault(undefined);
      try {
        await step();
        return true;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        setFault(error);
        return false;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
  };
}

/**
 * Why a step was refused: the sentence, and those of the places that no field of the form shows (`shown` names the
 * places that fields do). It takes the focus, so that nobody misses it.
 */
export function Faults({ fault, shown = [] }: { fault: Refused | undefined; shown?: string[] }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (fault) place.current?.focus();
  }, [fault]);
  if (!fault) return null;
  const others = (fault.problem?.errors ?? []).filter((each) => !shown.includes(each.place));
  return (
    <div ref={place} tabIndex={-1} class="faults">
      <Alert kind="error" title={sentenceOf(fault)}>
        {others.length > 0 && (
          <ul>
            {others.map((each) => (
              <li key={each.place + each.code}>{each.detail}</li>
            ))}
          </ul>
        )}
      </Alert>
    </div>
  );
}
