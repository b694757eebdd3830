// The people of the pool in rows: by when they can be had, or as they were found; a part at first and more on demand.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../parts/button';
import { PersonCard } from '../specialist/card';
import { municipalityName } from '../specialist/keeper';
import { canBeAsked, type Passage, type Specialist } from './finding';
import { poolWords } from './words';

const at_once = 25;

type Group = 'now' | 'today' | 'this_week' | 'later' | 'unknown' | 'cannot';
const groups: Group[] = ['now', 'today', 'this_week', 'later', 'unknown', 'cannot'];

function groupOf(person: Specialist): Group {
  return canBeAsked(person) ? (person.presence.state as Group) : 'cannot';
}

interface Props {
  people: Specialist[];
  /** Given when they were found with words: then their order is that of the finding. */
  passages: Map<string, Passage> | undefined;
  words: string;
  severalPlaces: boolean;
}

export function People({ people, passages, words, severalPlaces }: Props) {
  const w = poolWords();
  const [most, setMost] = useState(at_once);
  const list = useRef<HTMLDivElement>(null);
  const ordered = passages ? people : groups.flatMap((group) => people.filter((person) => groupOf(person) === group));
  const shown = ordered.slice(0, most);
  useEffect(() => {
    // The first of the new ones: where reading goes on.
    if (most > at_once) list.current?.querySelectorAll<HTMLElement>('.person .card__name a')[most - at_once]?.focus();
  }, [most]);
  const card = (person: Specialist) => (
    <PersonCard key={person.id} specialist={person} passage={passages?.get(person.id)} words={words} place={severalPlaces ? municipalityName(person.municipality) : undefined} heading={passages ? 'h2' : 'h3'} />
  );
  return (
    <div class="people no-print" ref={list}>
      {passages && shown.map(card)}
      {!passages &&
        groups
          .filter((group) => shown.some((person) => groupOf(person) === group))
          .map((group) => (
            <section key={group} class="people__group" aria-labelledby={`group-${group}`}>
              <h2 id={`group-${group}`} class="utrecht-heading-2">
                {w.groups[group]} <span class="people__count">{people.filter((person) => groupOf(person) === group).length}</span>
              </h2>
              {group === 'cannot' && <p class="quiet">{w.cannotWhat}</p>}
              {shown.filter((person) => groupOf(person) === group).map(card)}
            </section>
          ))}
      <p class="visually-hidden" role="status">
        {most > at_once ? w.shownMore(shown.length) : ''}
      </p>
      {ordered.length > most && <Button onClick={() => setMost(most + at_once)}>{w.more(ordered.length - most)}</Button>}
    </div>
  );
}
