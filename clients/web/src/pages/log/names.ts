// The names behind the ids in the details of steps: people, specialists, teams, neighbourhoods and groups that the
// coordinator sees. Somebody of elsewhere has no name here.
import { answer, api } from '../../api/client';
import { every } from '../../api/every';
import { useLoaded } from '../../parts/loading';

export interface Person {
  id: string;
  name: string;
}

export interface Names {
  nameOf: (id: string) => string | undefined;
  people: Person[];
}

async function fetchNames(): Promise<Names> {
  const [people, specialists, teams, neighbourhoods, groups] = await Promise.all([
    every((offset, limit) => answer(api.GET('/users', { params: { query: { offset, limit } } }))),
    every((offset, limit) => answer(api.GET('/specialists', { params: { query: { withInactive: true, offset, limit } } }))),
    every((offset, limit) => answer(api.GET('/teams', { params: { query: { offset, limit } } }))),
    every((offset, limit) => answer(api.GET('/neighbourhoods', { params: { query: { offset, limit } } }))),
    every((offset, limit) => answer(api.GET('/groups', { params: { query: { offset, limit } } }))),
  ]);
  const names = new Map<string, string>();
  for (const each of [...people, ...specialists, ...teams, ...neighbourhoods, ...groups]) names.set(each.id, each.name);
  return { nameOf: (id) => names.get(id), people: people.map(({ id, name }) => ({ id, name })) };
}

/** Nobody has a name until they are fetched; a list is readable without. */
export function useNames(): Names {
  return useLoaded(fetchNames, []).data ?? { nameOf: () => undefined, people: [] };
}
