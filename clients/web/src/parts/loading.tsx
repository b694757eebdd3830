// What is fetched from the server, with its waiting and its failing: every list and page that needs data shows
// the same calm states.
import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Refused } from '../api/client';
import { frameWords } from '../frame/words';
import { Alert } from './alert';
import { Button } from './button';

export interface Loaded<T> {
  data: T | undefined;
  error: Refused | undefined;
  /** Fetches again, keeping what is shown meanwhile. */
  again: () => Promise<void>;
  /** Puts something known in its place, as after a step whose answer is the new state. */
  put: (data: T) => void;
}

/** Fetches at first and whenever one of `on` changes; an answer that comes too late is dropped. */
export function useLoaded<T>(fetch: () => Promise<T>, on: unknown[]): Loaded<T> {
  const [data, setData] = useState<T>();
  const [error, setError] = useState<Refused>();
  const turn = useRef(0);
  const again = useCallback(async () => {
    const mine = ++turn.current;
    try {
      const fresh = await fetch();
      if (mine !== turn.current) return;
      setData(fresh);
      setError(undefined);
    } catch (fault) {
      if (mine !== turn.current) return;
      setError(fault instanceof Refused ? fault : new Refused(0, undefined));
    }
  }, on);
  useEffect(() => {
    void again();
    return () => {
      turn.current++;
    };
  }, [again]);
  return { data, error, again, put: setData };
}

/** The sentence of a refusal, in the reader's language. */
export function sentenceOf(error: Refused): string {
  if (error.status === 0) return frameWords().unreachable;
  // The API's own sentence for this speaks to programs.
  return error.problem?.code === 'invalid_input' ? frameWords().invalid : error.message;
}

/** Shows `children` once there is data; before that that it is coming, or why it is not. */
export function Load<T>({ what, children }: { what: Loaded<T>; children: (data: T) => ComponentChildren }) {
  const w = frameWords();
  if (what.error && what.data === undefined) {
    return (
      <Alert kind="error" title={w.failed}>
        <p>{sentenceOf(what.error)}</p>
        <Button onClick={() => void what.again()}>{w.again}</Button>
      </Alert>
    );
  }
  if (what.data === undefined) {
    return (
      <p class="quiet" role="status">
        {w.loading}
      </p>
    );
  }
  return <>{children(what.data)}</>;
}
