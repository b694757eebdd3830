// The address of the vocabulary: which topic is open, or that one is being added or a file read. What somebody
// searches for never stands there.
import { useLocation } from 'preact-iso';

/** In the place of a code: a topic that is being added, or a file that is being read. */
export const adding = '+';
export const importing = '>';

const own = '/woordenlijst';

export function hrefOf(code: string): string {
  return code ? `${own}?onderwerp=${encodeURIComponent(code)}` : own;
}

export function useOpened(): { code: string; go: (code: string) => void } {
  const { query, route } = useLocation();
  return { code: query['onderwerp'] ?? '', go: (code) => route(hrefOf(code)) };
}
