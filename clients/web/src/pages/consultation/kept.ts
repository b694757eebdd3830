// What was typed in a form that is not sent yet, for as long as this page of the browser is open: it outlives a
// closed form, a step of somebody else and a walk to another page. Nothing of it is stored, and when
// somebody else is there it is gone.
import { useState } from 'preact/hooks';
import { whenSomebodyElse } from '../../frame/session';

const kept = new Map<string, unknown>();

function warn(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

// While there is something, the browser asks before a reload or a closed window takes it.
function changed(): void {
  if (kept.size > 0) addEventListener('beforeunload', warn);
  else removeEventListener('beforeunload', warn);
}

/** Like useState, for what belongs to `key`; what equals `first` is nothing to keep. */
export function useKept<T>(key: string, first: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>((kept.get(key) as T | undefined) ?? first);
  return [
    value,
    (next) => {
      if (JSON.stringify(next) === JSON.stringify(first)) kept.delete(key);
      else kept.set(key, next);
      changed();
      setValue(next);
    },
  ];
}

whenSomebodyElse(() => forget(''));

/** Forgets what was typed under keys that begin so. */
export function forget(prefix: string): void {
  for (const key of [...kept.keys()]) if (key.startsWith(prefix)) kept.delete(key);
  changed();
}
