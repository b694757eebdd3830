// What was typed in a form that is not sent yet, for as long as this page of the browser is open: it outlives a
// closed form, a step of somebody else and a walk to another page. Nothing of it is stored; signing off loads the
// page anew and with that it is gone.
import { useEffect, useState } from 'preact/hooks';

const kept = new Map<string, unknown>();

/** Like useState, for what belongs to `key`; what equals `first` is nothing to keep. */
export function useKept<T>(key: string, first: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>((kept.get(key) as T | undefined) ?? first);
  return [
    value,
    (next) => {
      if (JSON.stringify(next) === JSON.stringify(first)) kept.delete(key);
      else kept.set(key, next);
      setValue(next);
    },
  ];
}

/** Forgets what was typed under keys that begin so. */
export function forget(prefix: string): void {
  for (const key of [...kept.keys()]) if (key.startsWith(prefix)) kept.delete(key);
}

/** Lets the browser ask before a reload or a closed window takes what was typed. */
export function useWarnedOfLoss(): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (kept.size > 0) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, []);
}
