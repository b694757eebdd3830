// How the question was understood, as chips: topics and facts can be taken away and put back, topics added. What the
// asker changed shows at once, before the server has looked again, and holds while the text is written on.
import { useRef } from 'preact/hooks';
import { Chip, Chips } from '../../parts/chips';
import { sayLanguage, sayLifeDomain } from '../../words/lists';
import { Adding } from './adding';
import { focusNeighbour } from './focus';
import type { Match } from './matching';
import { isSameFacet, type AddedFacet, type ChangedTopics, type Facet, type NamedTopic } from './question';
import './ask.css';
import { askWords } from './words';

interface Props {
  title?: string;
  match: Match | undefined;
  question: ChangedTopics;
  onRemove: (topic: NamedTopic) => void;
  onAdd: (topic: NamedTopic) => void;
  /** Without it the facts are shown as they are. */
  facts?: ChangedFacts;
}

export interface ChangedFacts {
  removed: Facet[];
  added: AddedFacet[];
  /** Names of the municipality, to choose from. */
  neighbourhoods: readonly string[];
  onAdd: (facet: AddedFacet) => void;
  onRemove: (facet: Facet) => void;
  onRestore: (facet: Facet) => void;
}

const button = '.chip button';
// It will come within the year, but not when.
const some_time = 365;
const nearly_a_month = 25;

export function Understood({ title, match, question, onRemove, onAdd, facts }: Props) {
  const w = askWords();
  const place = useRef<HTMLElement>(null);
  const aspects = (match?.understood.aspects ?? []).filter((aspect) => !question.removed.some((each) => each.code === aspect.topic));
  const pending = question.added.filter((topic) => !aspects.some((aspect) => aspect.topic === topic.code));
  const meant = (match?.meant ?? []).filter(({ topic }) => ![...question.added, ...question.removed].some((each) => each.code === topic));
  const understood = aspects.filter((aspect) => !aspect.suspected);
  const suspected = aspects.filter((aspect) => aspect.suspected);
  const isUnderstood = understood.length + pending.length + meant.length > 0;
  const perhaps = isUnderstood ? w.perhapsAlso : w.perhapsAbout;
  const keepFocus = () => focusNeighbour(place.current, button, () => place.current?.querySelector('h2'));
  function remove(topic: NamedTopic) {
    keepFocus();
    onRemove(topic);
  }
  function putBack(topic: NamedTopic) {
    keepFocus();
    onAdd(topic);
  }
  const chip = (aspect: Match['understood']['aspects'][number]) => (
    <Chip
      key={aspect.topic}
      look={aspect.negated ? 'negated' : aspect.mentioned ? 'mentioned' : aspect.suspected ? 'suspected' : 'topic'}
      title={aspect.words.length > 0 ? w.because(aspect.words) : undefined}
      removeLabel={w.remove(aspect.label)}
      onRemove={() => remove({ code: aspect.topic, label: aspect.label })}
    >
      {aspect.negated ? w.not(aspect.label) : aspect.mentioned ? w.mentioned(aspect.label) : aspect.certain || aspect.suspected ? aspect.label : w.perhaps(aspect.label)}
    </Chip>
  );
  return (
    <section ref={place} class="understood" aria-labelledby="understood">
      <h2 id="understood" class="utrecht-heading-3" tabIndex={-1}>
        {title ?? w.understood}
      </h2>
      <p class="visually-hidden" role="status">
        {match?.described}
      </p>
      {match?.unreadable ? <p class="understood__unreadable">{match.unreadable.text}</p> : !isUnderstood && suspected.length === 0 && match && <p class="quiet">{w.understoodNothing}</p>}
      {isUnderstood && (
        <Chips label={w.topics}>
          {understood.map(chip)}
          {pending.map((topic) => (
            <Chip key={topic.code} look="topic" removeLabel={w.remove(topic.label)} onRemove={() => remove(topic)}>
              {topic.label}
            </Chip>
          ))}
          {meant.map(({ topic, label, words }) => (
            <Chip key={`meant ${topic}`} look="meant" sign="+" title={w.because(words)} removeLabel={w.addMeant(label)} onRemove={() => putBack({ code: topic, label })}>
              {w.meant(label)}
            </Chip>
          ))}
        </Chips>
      )}
      {question.removed.length > 0 && (
        <Chips label={w.removedTopics}>
          {question.removed.map((topic) => (
            <Chip key={topic.code} look="removed" sign="↺" removeLabel={w.restore(topic.label)} onRemove={() => putBack(topic)}>
              {w.removed(topic.label)}
            </Chip>
          ))}
        </Chips>
      )}
      {match && <ReadInText match={match} facts={facts} keepFocus={keepFocus} />}
      {suspected.length > 0 && (
        <div class="understood__suspected">
          <p class="quiet" aria-hidden="true">
            {perhaps}
          </p>
          <Chips label={perhaps}>{suspected.map(chip)}</Chips>
        </div>
      )}
      <Adding
        exclude={understood.filter((aspect) => !aspect.negated && !aspect.mentioned).map((aspect) => aspect.topic)}
        onAdd={onAdd}
        facts={facts && { neighbourhoods: facts.neighbourhoods, onAdd: facts.onAdd }}
      />
    </section>
  );
}

interface Fact {
  facet: Facet;
  label: string;
}

function factsOf({ understood }: Match): Fact[] {
  const w = askWords();
  const { age, daysUntilEighteen: days } = understood;
  // "17 jaar" says already that it comes within the year.
  const saysSeventeen = days === some_time && age !== undefined && age.from <= 17 && age.to >= 17;
  const years = age ? `${age.from}-${age.to}` : '17-17';
  return [
    ...(understood.urgent ? [{ facet: { kind: 'urgency' } as const, label: w.urgent }] : []),
    ...(age ? [{ facet: { kind: 'age', value: years } as const, label: w.age(age.from, age.to) }] : []),
    ...(days !== undefined && !saysSeventeen ? [{ facet: { kind: 'age', value: years } as const, label: sayBirthday(days) }] : []),
    ...understood.languages.map((value) => ({ facet: { kind: 'language', value } as const, label: sayLanguage(value) })),
    ...understood.neighbourhoods.map((value) => ({ facet: { kind: 'neighbourhood', value } as const, label: value })),
    ...understood.lifeDomains.map((value) => ({ facet: { kind: 'life_domain', value } as const, label: sayLifeDomain(value) })),
    ...understood.laws.map((value) => ({ facet: { kind: 'law', value } as const, label: value })),
  ];
}

function sayBirthday(days: number): string {
  const w = askWords();
  if (days === some_time) return w.almostEighteen;
  return days < nearly_a_month ? w.withinAMonth : w.untilEighteen(Math.round(days / 30));
}

/** What a fact is called that the text does not say, or no longer. */
function labelOf({ kind, value = '' }: Facet): string {
  const w = askWords();
  if (kind === 'urgency') return w.urgent;
  if (kind === 'language') return sayLanguage(value);
  if (kind === 'life_domain') return sayLifeDomain(value);
  const [from = 0, to = from] = value.split('-').map(Number);
  return kind === 'age' ? w.age(from, to) : value;
}

/** Life domains, laws, age, language, neighbourhood and haste. */
function ReadInText({ match, facts, keepFocus }: { match: Match; facts: ChangedFacts | undefined; keepFocus: () => void }) {
  const w = askWords();
  const removed = facts?.removed ?? [];
  const known = factsOf(match).filter(({ facet }) => !removed.some((each) => isSameFacet(each, facet)));
  // What was added shows at once; an age takes the place of the one that was read.
  const added = (facts?.added ?? []).filter((facet) => !known.some((each) => isSameFacet(each.facet, facet)));
  const read = [
    ...known.filter(({ facet }) => facet.kind !== 'age' || !added.some((each) => each.kind === 'age')),
    ...added.map((facet) => ({ facet, label: labelOf(facet) })),
  ];
  function doing(change: () => void) {
    keepFocus();
    change();
  }
  if (read.length + removed.length === 0) return null;
  return (
    <div class="understood__facts">
      {read.length > 0 && (
        <Chips label={w.readInText}>
          {read.map(({ facet, label }) => (
            <Chip key={`${facet.kind} ${label}`} {...(facts ? { removeLabel: w.remove(label), onRemove: () => doing(() => facts.onRemove(facet)) } : {})}>
              {label}
            </Chip>
          ))}
        </Chips>
      )}
      {facts && removed.length > 0 && (
        <Chips label={w.removedFacts}>
          {removed.map((facet) => (
            <Chip key={`${facet.kind} ${facet.value ?? ''}`} look="removed" sign="↺" removeLabel={w.restore(labelOf(facet))} onRemove={() => doing(() => facts.onRestore(facet))}>
              {w.removed(labelOf(facet))}
            </Chip>
          ))}
        </Chips>
      )}
    </div>
  );
}
