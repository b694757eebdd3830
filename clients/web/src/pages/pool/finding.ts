// Who is in the pool and who of them are meant: the whole pool is read once and narrowed here, so that every choice tells
// how many it leaves; words are looked for by the server. Filters stand in the address; words never do.
import { answer, api, type Schemas } from '../../api/client';
import { every, part_size } from '../../api/every';
import { sayLanguage, sayLifeDomain } from '../../words/lists';

export type Specialist = Schemas['Specialist'];
export type Passage = Schemas['Segment'][];

/** One value of each at most; an empty text does not narrow. */
export interface Filters {
  municipality: string;
  topic: string;
  lifeDomain: string;
  organisation: string;
  neighbourhood: string;
  available: '' | 'now' | 'today' | 'this_week';
  knowledge: string;
  language: string;
  /** `left`: who is out of the pool, for whoever keeps it. */
  membership: '' | 'left';
}

export type FilterName = keyof Filters;

export const noFilters: Filters = { municipality: '', topic: '', lifeDomain: '', organisation: '', neighbourhood: '', available: '', knowledge: '', language: '', membership: '' };

const parameters: Record<FilterName, string> = {
  municipality: 'gemeente', topic: 'onderwerp', lifeDomain: 'leefgebied', organisation: 'organisatie', neighbourhood: 'wijk', available: 'bereikbaar', knowledge: 'kennis', language: 'taal', membership: 'lid',
};
const names = Object.keys(parameters) as FilterName[];

export function filtersFrom(query: Record<string, string>): Filters {
  return Object.fromEntries(names.map((name) => [name, query[parameters[name]] ?? ''])) as unknown as Filters;
}

export function addressOf(filters: Filters): string {
  const query = new URLSearchParams();
  for (const name of names) if (filters[name]) query.set(parameters[name], filters[name]);
  const text = query.toString();
  return text ? `/pool?${text}` : '/pool';
}

/** As many people as the page can bear. */
export const most_read = 3000;

/** Everybody in the pool, and who left it where `withInactive`; by name, the first `most_read`. */
export function everyone(withInactive: boolean): Promise<Specialist[]> {
  return every((offset, limit) => answer(api.GET('/specialists', { params: { query: { offset, limit, withInactive } } })), most_read);
}

export interface Found {
  /** The best first; also who is beyond what was read of the pool. */
  people: Specialist[];
  /** Per person the piece of the profile that fits. */
  passages: Map<string, Passage>;
  didYouMean: string | undefined;
}

export async function searchFor(text: string, filters: Filters): Promise<Found> {
  const search = (narrowed?: Schemas['PoolFilters']) => answer(api.POST('/specialists/_search', { body: { text, limit: part_size, ...(narrowed && { filters: narrowed }) } }));
  const found = await search();
  const narrowed = filtersOfServer(filters);
  // Beyond what is read at once, whoever passes the filters is asked for first: nobody is missed for being far down.
  const passing = found.total > found.items.length && Object.keys(narrowed).length > 0 ? (await search(narrowed)).items : [];
  const people = new Map([...passing, ...found.items].map((each) => [each.specialist.id, each]));
  return { people: [...people.values()].map((each) => each.specialist), passages: new Map([...people].map(([id, each]) => [id, each.passage])), didYouMean: found.didYouMean };
}

// Those filters that the server has too.
function filtersOfServer(filters: Filters): Schemas['PoolFilters'] {
  return {
    ...(filters.municipality && { municipality: filters.municipality }),
    ...(filters.lifeDomain && { lifeDomains: [filters.lifeDomain] }),
    ...(filters.neighbourhood && { neighbourhoods: [filters.neighbourhood] }),
    ...(filters.knowledge && { knowledgeKinds: [filters.knowledge as Specialist['knowledge']] }),
    ...(filters.language && { languages: [filters.language] }),
    ...(filters.available && { available: filters.available }),
  };
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function isWithin(state: Schemas['Presence']['state'], available: Filters['available']): boolean {
  const order = ['now', 'today', 'this_week'];
  return order.indexOf(state) >= 0 && order.indexOf(state) <= order.indexOf(available);
}

const fits: Record<FilterName, (person: Specialist, value: string) => boolean> = {
  municipality: (person, value) => person.municipality === value,
  topic: (person, value) => person.topics.some((topic) => fold(topic) === fold(value)),
  lifeDomain: (person, value) => person.lifeDomains.includes(value),
  organisation: (person, value) => person.organisation === value,
  // Without neighbourhoods somebody works in all of them.
  neighbourhood: (person, value) => person.neighbourhoods.length === 0 || person.neighbourhoods.includes(value),
  available: (person, value) => canBeAsked(person) && isWithin(person.presence.state, value as Filters['available']),
  knowledge: (person, value) => person.knowledge === value,
  language: (person, value) => person.languages.includes(value),
  membership: () => true,
};

/** Who passes every filter, leaving `except` out of it. */
export function sieve(people: Specialist[], filters: Filters, except?: FilterName): Specialist[] {
  const narrowing = names.filter((name) => name !== except && name !== 'membership' && filters[name] !== '');
  return people.filter((person) => person.active === (filters.membership !== 'left') && narrowing.every((name) => fits[name](person, filters[name])));
}

/** False for who is away, full, paused, out of the pool or without an agreement. */
export function canBeAsked(person: Specialist): boolean {
  return person.active && !person.presence.lackingAgreement && !['away', 'full', 'paused'].includes(person.presence.state);
}

export interface Counted {
  value: string;
  label: string;
  count: number;
}

const valuesOf: Partial<Record<FilterName, (person: Specialist) => string[]>> = {
  municipality: (person) => [person.municipality],
  topic: (person) => person.topics,
  lifeDomain: (person) => person.lifeDomains,
  organisation: (person) => (person.organisation ? [person.organisation] : []),
  knowledge: (person) => [person.knowledge],
  language: (person) => person.languages,
};

/** What one filter can be set to among these people, with how many each leaves; by label. */
export function choices(people: Specialist[], name: FilterName, say: (value: string) => string = (value) => value): Counted[] {
  const counts = new Map<string, number>();
  for (const person of people) for (const value of valuesOf[name]?.(person) ?? []) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, label: say(value), count })).sort((a, b) => a.label.localeCompare(b.label));
}

/** The neighbourhoods that are named by anybody, with who works there and who works everywhere. */
export function neighbourhoodChoices(people: Specialist[], all: string[]): Counted[] {
  return all.map((value) => ({ value, label: value, count: people.filter((person) => fits.neighbourhood(person, value)).length }));
}

export const sayChoice: Partial<Record<FilterName, (value: string) => string>> = { lifeDomain: sayLifeDomain, language: sayLanguage };

/** Topics whose words start with the text, or hold it; the most common first. */
export function topicsLike(topics: Counted[], text: string): Counted[] {
  const wanted = fold(text.trim());
  const rank = (topic: Counted) => (fold(topic.label).startsWith(wanted) ? 0 : 1);
  return topics
    .filter((topic) => fold(topic.label).includes(wanted))
    .sort((a, b) => rank(a) - rank(b) || b.count - a.count)
    .slice(0, 10);
}
