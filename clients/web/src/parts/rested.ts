// What is typed, once the typing rests for a moment: so that not every letter asks the server.
import { useEffect, useState } from 'preact/hooks';

const pause_ms = 250;

/** Without the space around it. A text that is emptied rests at once. */
export function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), text.trim() ? pause_ms : 0);
    return () => clearTimeout(timer);
  }, [text]);
  return rested.trim();
}
