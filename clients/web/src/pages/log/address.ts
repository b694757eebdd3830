// The log's address: which tab is open, what is filtered, how it is ordered and which page is shown. All of it are
// codes and ids, never text of a case; what is not understood counts as not given.
import { useLocation } from 'preact-iso';
import { pageOf } from '../../parts/page-of';
import { periods, type Period } from './period';

export type Look = 'consultaties' | 'stappen' | 'inzage';

export interface LogAddress {
  look: Look;
  period: Period;
  from: string;
  until: string;
  page: number;
  /** Whatever else stands there, by its name; empty when it does not. */
  get: (name: string) => string;
  /** The address with these changes; an empty value takes something out, and another page starts at the first. */
  with: (changes: Record<string, string>) => string;
  /** Goes there, in the place of this address in the history when `replace`. */
  go: (changes: Record<string, string>, replace?: boolean) => void;
}

const own = '/logboek';

export function useLogAddress(): LogAddress {
  const { query, route } = useLocation();
  const get = (name: string) => query[name] ?? '';
  const look = get('blik');
  const period = get('periode') as Period;
  const withChanges = (changes: Record<string, string>) => {
    const wanted = new URLSearchParams(query);
    wanted.delete('blad');
    for (const [name, value] of Object.entries(changes)) {
      if (value) wanted.set(name, value);
      else wanted.delete(name);
    }
    const text = wanted.toString();
    return text ? `${own}?${text}` : own;
  };
  return {
    look: look === 'stappen' || look === 'inzage' ? look : 'consultaties',
    period: periods.includes(period) ? period : 'maand',
    from: get('van'),
    until: get('tot'),
    page: pageOf(get('blad')),
    get,
    with: withChanges,
    go: (changes, replace) => route(withChanges(changes), replace),
  };
}

/** Where a tab starts; the period goes along. */
export function lookHref(address: LogAddress, look: Look): string {
  const kept = new URLSearchParams();
  if (look !== 'consultaties') kept.set('blik', look);
  for (const name of ['periode', 'van', 'tot']) if (address.get(name)) kept.set(name, address.get(name));
  const text = kept.toString();
  return text ? `${own}?${text}` : own;
}
