// Who keeps the pool of a municipality, and what that municipality is called for the reader.
import { hasRole, me } from '../../frame/session';

/** True for who keeps the pool of this municipality. */
export function keepsPoolOf(municipality: string): boolean {
  if (hasRole('administrator')) return true;
  return hasRole('coordinator') && (me.value?.municipalities.some((each) => each.id === municipality) ?? false);
}

/** The name of one of the reader's municipalities; empty when it is none of them. */
export function municipalityName(id: string): string {
  return me.value?.municipalities.find((each) => each.id === id)?.name ?? '';
}
