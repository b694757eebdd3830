// The filters of the pool: what each can be set to with how many people it leaves, and what was chosen as chips to
// take away. It reads nothing from the server.
import { useState } from 'preact/hooks';
import { me } from '../../frame/session';
import { Chip, Chips } from '../../parts/chips';
import { Select } from '../../parts/field';
import { Combobox } from '../../parts/pick';
import { terms } from '../../words/terms';
import { choices, neighbourhoodChoices, noFilters, sayChoice, sieve, topicsLike, type Counted, type FilterName, type Filters, type Specialist } from './finding';
import { poolWords } from './words';

interface Props {
  people: Specialist[];
  filters: Filters;
  neighbourhoods: string[];
  keeper: boolean;
  onChange: (filters: Filters) => void;
}

/** A value of a filter in the reader's words. */
export function sayFilter(name: FilterName, value: string): string {
  const w = poolWords();
  if (name === 'municipality') return me.value?.municipalities.find((each) => each.id === value)?.name ?? value;
  if (name === 'available') return (w.available as Record<string, string>)[value] ?? value;
  if (name === 'knowledge') return (terms().knowledge as Record<string, string>)[value] ?? value;
  if (name === 'membership') return w.left;
  return sayChoice[name]?.(value) ?? value;
}

export function chosenFilters(filters: Filters): { name: FilterName; label: string }[] {
  const w = poolWords();
  return (Object.keys(noFilters) as FilterName[]).filter((name) => filters[name] !== '').map((name) => ({ name, label: w.chosen(w.names[name], sayFilter(name, filters[name])) }));
}

export function FilterFields({ people, filters, neighbourhoods, keeper, onChange }: Props) {
  const w = poolWords();
  const [open] = useState(() => window.matchMedia('(min-width: 62rem)').matches);
  const chosen = chosenFilters(filters);
  const set = (part: Partial<Filters>) => onChange({ ...filters, ...part });
  const others = (name: FilterName) => sieve(people, filters, name);
  const counted = (name: FilterName) => choices(others(name), name, (value) => sayFilter(name, value));
  const select = (name: FilterName, found: Counted[], any: string = w.any) => (
    <Select
      key={name}
      label={w.names[name]}
      value={filters[name]}
      options={[{ value: '', label: any }, ...withChosen(found, filters[name], name).map((each) => ({ value: each.value, label: w.option(each.label, each.count) }))]}
      onChange={(value) => set({ [name]: value })}
    />
  );
  return (
    <details class="pool-filters" open={open}>
      <summary>{w.filtersOn(chosen.length)}</summary>
      <div class="pool-filters__fields">
        {select('available', available(others('available'), filters), w.anyTime)}
        <Combobox<Counted>
          label={w.names.topic}
          help={w.topicHelp}
          find={(text) => Promise.resolve(topicsLike(counted('topic'), text))}
          say={(topic) => w.option(topic.label, topic.count)}
          keyOf={(topic) => topic.value}
          onPick={(topic) => set({ topic: topic.value })}
        />
        {select('lifeDomain', counted('lifeDomain'))}
        {select('organisation', counted('organisation'))}
        {select('neighbourhood', neighbourhoodChoices(others('neighbourhood'), neighbourhoods))}
        {select('language', counted('language'))}
        {select('knowledge', counted('knowledge'))}
        {(me.value?.municipalities.length ?? 0) > 1 && select('municipality', counted('municipality'))}
        {keeper && (
          <Select
            label={w.names.membership}
            value={filters.membership}
            options={[{ value: '', label: w.members }, { value: 'left', label: w.left }]}
            onChange={(value) => set({ membership: value as Filters['membership'] })}
          />
        )}
      </div>
    </details>
  );
}

// What is chosen stays a choice, also when nobody is left with it.
function withChosen(found: Counted[], value: string, name: FilterName): Counted[] {
  return value === '' || found.some((each) => each.value === value) ? found : [...found, { value, label: sayFilter(name, value), count: 0 }];
}

function available(people: Specialist[], filters: Filters): Counted[] {
  const soon: Filters['available'][] = ['now', 'today', 'this_week'];
  return soon.map((value) => ({ value, label: sayFilter('available', value), count: sieve(people, { ...filters, available: value }).length }));
}

export function ChosenFilters({ filters, onChange }: { filters: Filters; onChange: (filters: Filters) => void }) {
  const w = poolWords();
  const chosen = chosenFilters(filters);
  if (chosen.length === 0) return null;
  return (
    <div class="chosen-filters">
      <Chips label={w.filters}>
        {chosen.map(({ name, label }) => (
          <Chip key={name} look="topic" removeLabel={w.remove(label)} onRemove={() => onChange({ ...filters, [name]: '' })}>
            {label}
          </Chip>
        ))}
        <li>
          <button type="button" class="text-button" onClick={() => onChange(noFilters)}>
            {w.clear}
          </button>
        </li>
      </Chips>
    </div>
  );
}
