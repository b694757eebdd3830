// The teams and neighbourhoods that a page needs to say from where and about where a question is asked.
import { answer, api, type Schemas } from '../../api/client';
import { every } from '../../api/every';
import { me } from '../../frame/session';
import { useLoaded } from '../../parts/loading';
import type { Option } from '../../parts/field';

export interface PlacesKnown {
  /** The municipality of the team; the own one as long as teams are not known. */
  municipality: string | undefined;
  neighbourhoods: Schemas['Neighbourhood'][];
}

/** `team`: from which the question is asked; empty for the only one. */
export function usePlacesKnown(team: string): PlacesKnown {
  const teams = useLoaded(() => every((offset, limit) => answer(api.GET('/teams', { params: { query: { offset, limit } } }))), []);
  const neighbourhoods = useLoaded(() => every((offset, limit) => answer(api.GET('/neighbourhoods', { params: { query: { offset, limit } } }))), []);
  const found = teams.data?.find((each) => each.id === team);
  const municipality = found?.municipality ?? me.value?.municipality.id;
  const own = (neighbourhoods.data ?? []).filter((each) => each.municipality === municipality);
  const near = new Set(found?.neighbourhoods);
  // Those of the team first: a question is nearly always about one of them.
  return { municipality, neighbourhoods: [...own.filter((each) => near.has(each.id)), ...own.filter((each) => !near.has(each.id))] };
}

export function neighbourhoodOptions(places: PlacesKnown, none: string): Option[] {
  return [{ value: '', label: none }, ...places.neighbourhoods.map((each) => ({ value: each.id, label: each.name }))];
}
