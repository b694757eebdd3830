// The neighbourhoods and teams by which a coordinator filters: those of the own municipality.
import { answer, api, type Schemas } from '../../api/client';
import { every } from '../../api/every';
import { me } from '../../frame/session';
import { useLoaded, type Loaded } from '../../parts/loading';

export interface Places {
  neighbourhoods: Schemas['Neighbourhood'][];
  teams: Schemas['Team'][];
}

export function usePlaces(): Loaded<Places> {
  return useLoaded(async () => {
    const [neighbourhoods, teams] = await Promise.all([
      every((offset, limit) => answer(api.GET('/neighbourhoods', { params: { query: { offset, limit } } }))),
      every((offset, limit) => answer(api.GET('/teams', { params: { query: { offset, limit } } }))),
    ]);
    const isOwn = (each: { municipality: string }) => each.municipality === me.value?.municipality.id;
    return { neighbourhoods: neighbourhoods.filter(isOwn), teams: teams.filter(isOwn) };
  }, []);
}
