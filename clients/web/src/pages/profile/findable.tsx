// Zo word je gevonden: the sample questions that find one's own profile, the words and topics that do it, and the topics
// that would win a question more. As the profile is saved; of others it tells nothing.
import { answer, api, type Schemas } from '../../api/client';
import { Load, useLoaded } from '../../parts/loading';
import { language } from '../../words/language';
import { findableWords } from './findable-words';

type Findability = Schemas['Findability'];

const first_places = 3;

interface Props {
  id: string;
  /** Of the profile: what is saved is looked at anew. */
  revision: number;
}

export function Findable({ id, revision }: Props) {
  const w = findableWords();
  const found = useLoaded(() => answer(api.GET('/specialists/{specialistId}/findability', { params: { path: { specialistId: id } } })), [id, revision, language.value]);
  return (
    <section class="card findable" aria-labelledby="findable">
      <h2 id="findable" class="utrecht-heading-2">
        {w.title}
      </h2>
      <p class="quiet">{w.intro}</p>
      <Load what={found}>{(how) => <Told how={how} />}</Load>
    </section>
  );
}

function Told({ how }: { how: Findability }) {
  const w = findableWords();
  const first = how.found.filter((each) => (each.place ?? Infinity) <= first_places);
  const later = how.found.filter((each) => (each.place ?? 0) > first_places);
  return (
    <div class="findable__parts">
      <Part title={w.first} none={w.noneFirst(how.tried)} items={first.map((each) => w.asked(each.text))} />
      {later.length > 0 && <Part title={w.later} items={later.map((each) => w.askedAt(each.text, each.place ?? 0))} />}
      <Part title={w.words} none={w.noWords} items={how.words} inline />
      <Part title={w.topics} none={w.noTopics} items={how.topics.map((topic) => topic.term)} inline />
      {how.nearMisses.length > 0 && <Part title={w.near} help={w.nearWhat} items={how.nearMisses.map((miss) => w.nearMiss(miss.topic.term, miss.text, miss.placeThen))} />}
    </div>
  );
}

function Part({ title, help, items, none, inline }: { title: string; help?: string; items: string[]; none?: string; inline?: boolean }) {
  return (
    <div>
      <h3 class="utrecht-heading-4">{title}</h3>
      {help && <p class="quiet">{help}</p>}
      {items.length === 0 && <p class="quiet">{none}</p>}
      {items.length > 0 && (
        <ul class={inline ? 'plain findable__words' : 'plain findable__list'} lang="nl">
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
