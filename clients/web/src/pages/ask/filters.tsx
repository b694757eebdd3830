// Narrowing the search: what may be chosen comes from the pool itself, and what is chosen stands as chips that can be
// taken away, with the people and organisations that are not to be asked.
import { useRef, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { Chip, Chips } from '../../parts/chips';
import { Select, type Option } from '../../parts/field';
import { Load, useLoaded } from '../../parts/loading';
import { sayAge, sayLanguage } from '../../words/lists';
import { terms } from '../../words/terms';
import { focusNeighbour } from './focus';
import type { Filters, Specialist } from './matching';
import { askWords } from './words';

/** One value of each kind at most; more is seldom wanted and hard to read. */
export interface Narrowing {
  available?: 'now' | 'today' | 'this_week';
  law?: string;
  ageGroup?: string;
  language?: string;
  neighbourhood?: string;
  way?: Schemas['Way'];
  knowledge?: Specialist['knowledge'];
}

export function filtersOf(narrowing: Narrowing): Filters {
  const list = <T,>(value: T | undefined) => (value === undefined ? undefined : [value]);
  const filters: Filters = {
    available: narrowing.available,
    laws: list(narrowing.law),
    ageGroups: list(narrowing.ageGroup),
    languages: list(narrowing.language),
    neighbourhoods: list(narrowing.neighbourhood),
    ways: list(narrowing.way),
    knowledgeKinds: list(narrowing.knowledge),
  };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

interface Choices {
  laws: string[];
  ageGroups: string[];
  languages: string[];
  neighbourhoods: string[];
}

const at_once = 200;

// What the people of the pool know, so that no choice leads nowhere.
async function choicesOf(municipality: string | undefined): Promise<Choices> {
  const people: Specialist[] = [];
  for (let total = 1; people.length < total; ) {
    const part = await answer(api.GET('/specialists', { params: { query: { municipality, offset: people.length, limit: at_once } } }));
    people.push(...part.items);
    total = part.items.length > 0 ? part.total : 0;
  }
  const all = (values: (person: Specialist) => string[]) => [...new Set(people.flatMap(values))];
  const sorted = (values: string[]) => values.sort((a, b) => a.localeCompare(b, 'nl', { numeric: true }));
  return {
    laws: sorted(all((person) => person.laws)),
    ageGroups: sorted(all((person) => person.ageGroups)),
    languages: all((person) => person.languages),
    neighbourhoods: sorted(all((person) => person.neighbourhoods)),
  };
}

interface Props {
  narrowing: Narrowing;
  municipality: string | undefined;
  excludedPeople: Specialist[];
  excludedOrganisations: string[];
  onNarrow: (narrowing: Narrowing) => void;
  onPersonBack: (person: Specialist) => void;
  onOrganisationBack: (name: string) => void;
}

export function FilterBar(props: Props) {
  const w = askWords();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const keepFocus = () => focusNeighbour(place.current, '.chip button', () => place.current?.querySelector('summary'));
  return (
    <div ref={place} class="filters">
      <details onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}>
        <summary class="filters__open">{w.filters}</summary>
        {open && <FilterFields {...props} />}
      </details>
      <Narrowed {...props} keepFocus={keepFocus} />
    </div>
  );
}

function FilterFields({ narrowing, municipality, onNarrow }: Props) {
  const w = askWords();
  const choices = useLoaded(() => choicesOf(municipality), [municipality]);
  const any = { value: '', label: w.any };
  const plain = (values: string[]): Option[] => [any, ...values.map((value) => ({ value, label: value }))];
  const set = (change: Partial<Record<keyof Narrowing, string>>) => {
    const all = Object.entries({ ...narrowing, ...change }).filter(([, value]) => value);
    onNarrow(Object.fromEntries(all) as Narrowing);
  };
  return (
    <Load what={choices}>
      {(found) => {
        const languages = found.languages.map((value) => ({ value, label: sayLanguage(value) })).sort((a, b) => a.label.localeCompare(b.label));
        return (
          <div class="filters__fields">
            <Select label={w.available} value={narrowing.available ?? ''} options={[any, ...named(w.availables)]} onChange={(available) => set({ available })} />
            <Select label={w.way} value={narrowing.way ?? ''} options={[any, ...named(terms().ways)]} onChange={(way) => set({ way })} />
            <Select label={w.knowledge} value={narrowing.knowledge ?? ''} options={[any, ...named(terms().knowledge)]} onChange={(knowledge) => set({ knowledge })} />
            <Select label={w.languageFilter} value={narrowing.language ?? ''} options={[any, ...languages]} onChange={(language) => set({ language })} />
            <Select label={w.law} value={narrowing.law ?? ''} options={plain(found.laws)} onChange={(law) => set({ law })} />
            <Select label={w.ageGroup} value={narrowing.ageGroup ?? ''} options={[any, ...found.ageGroups.map((value) => ({ value, label: sayAge(value) }))]} onChange={(ageGroup) => set({ ageGroup })} />
            <Select label={w.worksIn} value={narrowing.neighbourhood ?? ''} options={plain(found.neighbourhoods)} onChange={(neighbourhood) => set({ neighbourhood })} />
          </div>
        );
      }}
    </Load>
  );
}

function named(words: Record<string, string>): Option[] {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

// The words for what is chosen, in the order of the fields.
function said(narrowing: Narrowing): [keyof Narrowing, string][] {
  const w = askWords();
  const t = terms();
  const all: [keyof Narrowing, string | undefined][] = [
    ['available', narrowing.available && w.reachable(w.availables[narrowing.available])],
    ['way', narrowing.way && t.ways[narrowing.way]],
    ['knowledge', narrowing.knowledge && t.knowledge[narrowing.knowledge]],
    ['language', narrowing.language && sayLanguage(narrowing.language)],
    ['law', narrowing.law],
    ['ageGroup', narrowing.ageGroup && sayAge(narrowing.ageGroup)],
    ['neighbourhood', narrowing.neighbourhood && w.in(narrowing.neighbourhood)],
  ];
  return all.flatMap(([key, words]) => (words ? [[key, words] as [keyof Narrowing, string]] : []));
}

function Narrowed({ narrowing, excludedPeople, excludedOrganisations, onNarrow, onPersonBack, onOrganisationBack, keepFocus }: Props & { keepFocus: () => void }) {
  const w = askWords();
  const chosen = said(narrowing);
  if (chosen.length + excludedPeople.length + excludedOrganisations.length === 0) return null;
  const away = (then: () => void) => () => {
    keepFocus();
    then();
  };
  const without = (key: keyof Narrowing) => onNarrow(Object.fromEntries(Object.entries(narrowing).filter(([each]) => each !== key)) as Narrowing);
  return (
    <Chips label={w.narrowed}>
      {chosen.map(([key, words]) => (
        <Chip key={key} look="topic" removeLabel={w.withoutFilter(words)} onRemove={away(() => without(key))}>
          {words}
        </Chip>
      ))}
      {excludedPeople.map((person) => (
        <Chip key={person.id} look="removed" sign="↺" removeLabel={w.askable(person.name)} onRemove={away(() => onPersonBack(person))}>
          {w.notAsked(person.name)}
        </Chip>
      ))}
      {excludedOrganisations.map((name) => (
        <Chip key={name} look="removed" sign="↺" removeLabel={w.askable(name)} onRemove={away(() => onOrganisationBack(name))}>
          {w.notAsked(name)}
        </Chip>
      ))}
    </Chips>
  );
}
