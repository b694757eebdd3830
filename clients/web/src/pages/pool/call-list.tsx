// The pool on paper: everybody who passes the filters as one table to call from, with date and municipality above it.
// It is on the page for printing only.
import { me } from '../../frame/session';
import { sayPresence } from '../../parts/presence';
import { sayExactly } from '../../words/language';
import { sayLanguage } from '../../words/lists';
import { municipalityName } from '../specialist/keeper';
import { whyNot } from '../specialist/why-not';
import { personWords } from '../specialist/words';
import type { Specialist } from './finding';
import { poolWords } from './words';

interface Props {
  people: Specialist[];
  /** What narrows the list, in words. */
  narrowed: string[];
  readAt: string;
}

export function CallList({ people, narrowed, readAt }: Props) {
  const w = poolWords();
  const places = [...new Set(people.map((person) => person.municipality))].map(municipalityName).filter(Boolean);
  const columns = w.listColumns;
  return (
    <section class="call-list" aria-hidden="true">
      <h1 class="call-list__title">{w.listTitle((places.length > 0 ? places : [me.value?.municipality.name ?? '']).join(w.and))}</h1>
      <p class="call-list__date">{w.listDate(sayExactly(readAt), people.length)}</p>
      <p class="call-list__date">{narrowed.join(' · ') || w.listAll}</p>
      <table>
        <thead>
          <tr>
            {Object.entries(columns).map(([key, label]) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <Row key={person.id} person={person} place={places.length > 1 ? municipalityName(person.municipality) : ''} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ person, place }: { person: Specialist; place: string }) {
  return (
    <tr>
      <th scope="row">
        {person.name}
        {person.title && <span class="call-list__small">{person.title}</span>}
      </th>
      <td>{[person.organisation, place].filter(Boolean).join(', ')}</td>
      <td>
        <span class="call-list__phone">{person.phone}</span>
        {person.contactTimes && <span class="call-list__small">{person.contactTimes}</span>}
      </td>
      <td class="call-list__mail">{person.email}</td>
      <td>{person.topics.join(', ')}</td>
      <td>{person.languages.map(sayLanguage).join(', ')}</td>
      <td>{person.neighbourhoods.join(', ') || personWords().wholeMunicipality('')}</td>
      <td>{whyNot(person) ?? sayPresence(person.presence)}</td>
    </tr>
  );
}
