// The administration's address: which list is shown, what is opened in it, and how the users are filtered. Names
// that somebody seeks never stand there.
import { useLocation } from 'preact-iso';

export const parts = ['gebruikers', 'teams', 'wijken', 'groepen', 'gemeenten', 'bewaren', 'dienst'] as const;
export type Part = (typeof parts)[number];

/** In the place of an id: something that is being added. */
export const adding = 'nieuw';

export interface AdminAddress {
  part: Part;
  /** The id of what is opened, or `adding`; empty when nothing is. */
  open: string;
  get: (name: string) => string;
  with: (changes: Record<string, string>) => string;
  go: (changes: Record<string, string>) => void;
}

const own = '/beheer';

export function partHref(part: Part): string {
  return part === parts[0] ? own : `${own}?deel=${part}`;
}

export function useAdminAddress(): AdminAddress {
  const { query, route } = useLocation();
  const named = query['deel'] as Part;
  const withChanges = (changes: Record<string, string>) => {
    const wanted = new URLSearchParams(query);
    for (const [name, value] of Object.entries(changes)) {
      if (value) wanted.set(name, value);
      else wanted.delete(name);
    }
    const text = wanted.toString();
    return text ? `${own}?${text}` : own;
  };
  return {
    part: parts.includes(named) ? named : parts[0],
    open: query['open'] ?? '',
    get: (name) => query[name] ?? '',
    with: withChanges,
    go: (changes) => route(withChanges(changes)),
  };
}
