// Making something once however often it is sent: when no answer came it may have been made after all, so the next
// try repeats the very same request. What is sent it does not know.
import { useRef } from 'preact/hooks';
import { newKey, Refused } from '../../api/client';

interface Try {
  /** What the person wrote and chose, from which the body came. */
  byHand: string;
  body: unknown;
  key: string;
}

const statuses_before_looking = [401, 429];
const first_server_fault = 500;

/**
 * Gives the way to send a body under a key. After a try without an answer it sends the first body under the first key
 * again, whatever the page has read meanwhile, until `byHand` is another.
 */
export function useOnce(): <B, T>(byHand: unknown, body: B, post: (body: B, key: string) => Promise<T>) => Promise<T> {
  const unanswered = useRef<Try>();
  return async <B, T>(byHand: unknown, body: B, post: (body: B, key: string) => Promise<T>) => {
    const text = JSON.stringify(byHand);
    const repeated = unanswered.current?.byHand === text ? unanswered.current : undefined;
    const now: Try = repeated ?? { byHand: text, body, key: newKey() };
    try {
      const made = await post(now.body as B, now.key);
      unanswered.current = undefined;
      return made;
    } catch (error) {
      const status = error instanceof Refused ? error.status : 0;
      if (status === 0 || status >= first_server_fault) unanswered.current = now;
      // A session that ended or too many requests say nothing about the try before.
      else if (!statuses_before_looking.includes(status)) unanswered.current = undefined;
      throw error;
    }
  };
}
