// A value that many parts of the page look at: when it changes, those that use it are drawn anew.
import { useEffect, useState } from 'preact/hooks';

export interface Signal<T> {
  value: T;
  /** Calls `listener` after each change; gives the way to stop. */
  listen(listener: () => void): () => void;
}

export function signal<T>(first: T): Signal<T> {
  let current = first;
  const listeners = new Set<() => void>();
  return {
    get value() {
      return current;
    },
    set value(next: T) {
      if (Object.is(next, current)) return;
      current = next;
      for (const listener of [...listeners]) listener();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value, and a new drawing whenever it changes. */
export function useSignal<T>(watched: Signal<T>): T {
  const [, draw] = useState({});
  const drawn = watched.value;
  useEffect(() => {
    // It may have changed after this was drawn and before anybody listened.
    if (!Object.is(watched.value, drawn)) draw({});
    return watched.listen(() => draw({}));
  }, [watched]);
  return drawn;
}
