// Looks at a text for personal data while it is written: in the browser, nothing is sent for it. It says what was found
// and in which text, for one writes on meanwhile; and when it could not look.
import { useEffect, useState } from 'preact/hooks';
import type { Finding } from '../personal-data/find';

export interface Looked {
  text: string;
  findings: readonly Finding[];
}

export interface Watching extends Looked {
  /** What looks is not there: the text was not looked at. */
  missing: boolean;
}

const pause_ms = 150;
const fewest_characters = 3;
const nothing: Looked = { text: '', findings: [] };

let loading: Promise<typeof import('../personal-data/finder')> | undefined;

function finder() {
  loading ??= import('../personal-data/finder').catch((fault: unknown) => {
    // The line may be back at the next key.
    loading = undefined;
    throw fault;
  });
  return loading;
}

/** What was last found, and the text it was found in. */
export function useFindings(text: string): Watching {
  const [looked, setLooked] = useState(nothing);
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    if (text.trim().length < fewest_characters) {
      setLooked(nothing);
      setMissing(false);
      return undefined;
    }
    let current = true;
    const timer = setTimeout(() => {
      finder()
        .then(({ find }) => {
          if (!current) return;
          setLooked({ text, findings: find(text) });
          setMissing(false);
        })
        // One can still write and send, but not believe that the text was looked at.
        .catch(() => {
          if (!current) return;
          setLooked(nothing);
          setMissing(true);
        });
    }, pause_ms);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text]);
  return { ...looked, missing };
}
