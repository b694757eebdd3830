// One person of the pool as others see them in a list: who, what they know, how to reach them. The profile shows the
// very same card while it is being written.
import type { Schemas } from '../../api/client';
import { Chip, Chips } from '../../parts/chips';
import { CallNow, PresenceLine } from '../../parts/presence';
import { sayLanguage } from '../../words/lists';
import { terms } from '../../words/terms';
import './card.css';
import { personWords } from './words';

type Specialist = Schemas['Specialist'];

interface Props {
  specialist: Specialist;
  /** The piece of the profile that fits what was asked, with its words marked. */
  passage?: Schemas['Segment'][];
  /** The words that were looked for: topics that hold one of them come first. */
  words?: string;
  heading?: 'h2' | 'h3';
  /** The municipality, for a reader who works in several. */
  place?: string;
  /** False where there is no page to go to, as in a profile that is being made. */
  linked?: boolean;
}

const topicsShown = 6;
const experienceShown = 3;

export function PersonCard({ specialist, passage, words = '', heading: Heading = 'h3', place, linked = true }: Props) {
  const w = personWords();
  const heading = `person-${specialist.id}`;
  const name = specialist.name.trim() || w.noName;
  return (
    <article class="card person" aria-labelledby={heading}>
      <div class="person__who">
        <Heading id={heading} class="card__name">
          {linked ? <a href={`/pool/${specialist.id}`}>{name}</a> : name}
        </Heading>
        {specialist.title && <p class="person__title">{specialist.title}</p>}
        <p class="person__organisation">{[specialist.organisation, place].filter(Boolean).join(' · ')}</p>
        {specialist.knowledge !== 'professional' && <p class="person__kind">{terms().knowledge[specialist.knowledge]}</p>}
      </div>
      <div class="person__what">
        <Passage specialist={specialist} passage={passage} />
        <Topics topics={fittingFirst(specialist.topics, words)} />
        {specialist.thoughtAlong && (
          <p class="person__small">
            {w.thoughtAlong}: {thoughtAlong(specialist, experienceShown)}
          </p>
        )}
      </div>
      <div class="person__reach">
        <PresenceLine specialist={specialist} />
        {specialist.presence.usualAnswer && <p class="person__small">{specialist.presence.usualAnswer.text}</p>}
        {specialist.ways.length > 0 && <p class="person__small">{specialist.ways.map((way) => terms().ways[way]).join(', ')}</p>}
        <OtherLanguages codes={specialist.languages} />
        <CallNow specialist={specialist} />
      </div>
    </article>
  );
}

function Passage({ specialist, passage }: { specialist: Specialist; passage?: Schemas['Segment'][] }) {
  const marked = passage?.some((segment) => segment.marked);
  if (passage && marked) {
    return <p class="person__passage">{passage.map((segment, at) => (segment.marked ? <mark key={at}>{segment.text}</mark> : segment.text))}</p>;
  }
  if (!specialist.summary?.trim()) return <p class="person__passage person__passage--none">{personWords().noSummary}</p>;
  return <p class="person__passage person__passage--clipped">{specialist.summary}</p>;
}

/** "schulden (4×), woonoverlast (2×)": the first so many of what somebody advised on. */
export function thoughtAlong({ thoughtAlong: topics = [] }: Specialist, most?: number): string {
  const w = personWords();
  return topics
    .slice(0, most)
    .map((each) => w.timesOn(each.term, each.times))
    .join(', ');
}

// Words count by their beginning, so that "schulden" finds "schuldhulpverlening".
function fittingFirst(topics: string[], words: string): string[] {
  const least = 4;
  const starts = words
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word.length >= least)
    .map((word) => word.slice(0, Math.max(least, word.length - 2)));
  const fits = (topic: string) => starts.some((start) => topic.toLowerCase().includes(start));
  return [...topics.filter(fits), ...topics.filter((topic) => !fits(topic))];
}

function Topics({ topics }: { topics: string[] }) {
  const w = personWords();
  const rest = topics.length - topicsShown;
  return (
    <Chips label={w.topics}>
      {topics.length === 0 && <Chip look="removed">{w.noTopics}</Chip>}
      {topics.slice(0, topicsShown).map((topic) => (
        <Chip key={topic} look="topic">
          {topic}
        </Chip>
      ))}
      {rest > 0 && (
        <Chip title={topics.slice(topicsShown).join(', ')}>
          {w.more(rest)}
        </Chip>
      )}
    </Chips>
  );
}

function OtherLanguages({ codes }: { codes: string[] }) {
  const others = codes.filter((code) => code !== 'nl');
  if (others.length === 0) return null;
  return (
    <p class="person__small">
      {personWords().notDutchOnly}: {others.map(sayLanguage).join(', ')}
    </p>
  );
}
