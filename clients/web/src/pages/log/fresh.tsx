// What a list of the log found. What was found before is not shown when the filters changed and the server refused,
// and a page that is no longer there leads to the last one that is.
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Load, type Loaded } from '../../parts/loading';
import type { LogAddress } from './address';

interface FreshProps<T> {
  what: Loaded<T>;
  address: LogAddress;
  size: number;
  children: (data: T) => ComponentChildren;
}

export function Fresh<T extends { items: unknown[]; total: number }>({ what, address, size, children }: FreshProps<T>) {
  const { data, error } = what;
  const isBeyond = data !== undefined && data.items.length === 0 && data.total > 0;
  useEffect(() => {
    if (isBeyond) address.go({ blad: String(Math.ceil(data.total / size)) }, true);
  }, [isBeyond]);
  return <Load what={{ ...what, data: error ? undefined : data }}>{children}</Load>;
}
