// Looks at a text for personal data while it is written: in the browser, nothing is sent for it. It says what was found
// and in which text, for one writes on meanwhile.
import { useEffect, useState } from 'preact/hooks';
import type { Finding } from '../personal-data/find';

interface Looked {
  text: string;
  findings: readonly Finding[];
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
export function useFindings(text: string): Looked {
  const [looked, setLooked] = useState(nothing);
  useEffect(() => {
    if (text.trim().length < fewest_characters) {
      setLooked(nothing);
      return undefined;
    }
    let current = true;
    const timer = setTimeout(() => {
      finder()
        .then(({ find }) => current && setLooked({ text, findings: find(text) }))
        // Without a warning one can still write and send.
        .catch(() => undefined);
    }, pause_ms);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text]);
  return looked;
}
