// Everything that the administration keeps, fetched together since its parts name each other. Who may not see a part
// of it finds that part empty.
import { answer, api, type Schemas } from '../../api/client';
import { every } from '../../api/every';
import { useLoaded, type Loaded } from '../../parts/loading';

export interface Directory {
  municipalities: Schemas['Municipality'][];
  neighbourhoods: Schemas['Neighbourhood'][];
  teams: Schemas['Team'][];
  groups: Schemas['Group'][];
  users: Schemas['User'][];
  specialists: Schemas['Specialist'][];
}

async function fetchDirectory(): Promise<Directory> {
  const [municipalities, neighbourhoods, teams, groups, users, specialists] = await Promise.all([
    every((offset, limit) => answer(api.GET('/municipalities', { params: { query: { offset, limit } } }))),
    every((offset, limit) => answer(api.GET('/neighbourhoods', { params: { query: { offset, limit } } }))),
    every((offset, limit) => answer(api.GET('/teams', { params: { query: { offset, limit } } }))),
    every((offset, limit) => answer(api.GET('/groups', { params: { query: { offset, limit } } }))),
    every((offset, limit) => answer(api.GET('/users', { params: { query: { offset, limit } } }))),
    every((offset, limit) => answer(api.GET('/specialists', { params: { query: { withInactive: true, offset, limit } } }))),
  ]);
  return { municipalities, neighbourhoods, teams, groups, users, specialists };
}

export function useDirectory(): Loaded<Directory> {
  return useLoaded(fetchDirectory, []);
}

export function nameOf(things: { id: string; name: string }[], id: string | undefined): string | undefined {
  return things.find((each) => each.id === id)?.name;
}

export function namesOf(things: { id: string; name: string }[], ids: string[]): string {
  return ids.flatMap((id) => nameOf(things, id) ?? []).join(', ');
}

/** Text without capitals and accents, for finding. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether every word of what is sought is in one of the texts. */
export function holds(texts: string[], sought: string): boolean {
  const all = plain(texts.join(' '));
  return plain(sought)
    .split(/\s+/)
    .every((word) => all.includes(word));
}
