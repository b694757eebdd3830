// How the question was understood, as chips: topics and facts can be taken away and put back, topics added. What the
// asker changed shows at once, before the server has looked again, and holds while the text is written on.
import { useRef, useState } from 'preact/hooks';
import { Button } from '../../parts/button';
import { Chip, Chips } from '../../parts/chips';
import { TopicPicker } from '../../parts/pick';
import { sayLanguage, sayLifeDomain } from '../../words/lists';
import { afterDrawing, focusNeighbour } from './focus';
import type { Match } from './matching';
import { isSameFacet, type ChangedTopics, type Facet, type NamedTopic } from './question';
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
  onRemove: (facet: Facet) => void;
  onRestore: (facet: Facet) => void;
}

const button = '.chip button';
// It will come within the year, but not when.
const some_time = 365;

export function Understood({ title, match, question, onRemove, onAdd, facts }: Props) {
  const w = askWords();
  const place = useRef<HTMLElement>(null);
  const aspects = (match?.understood.aspects ?? []).filter((aspect) => !question.removed.some((each) => each.code === aspect.topic));
  const pending = question.added.filter((topic) => !aspects.some((aspect) => aspect.topic === topic.code));
  const anything = aspects.length + pending.length > 0;
  const keepFocus = () => focusNeighbour(place.current, button, () => place.current?.querySelector('h2'));
  function remove(topic: NamedTopic) {
    keepFocus();
    onRemove(topic);
  }
  function putBack(topic: NamedTopic) {
    keepFocus();
    onAdd(topic);
  }
  return (
    <section ref={place} class="understood" aria-labelledby="understood">
      <h2 id="understood" class="utrecht-heading-3" tabIndex={-1}>
        {title ?? w.understood}
      </h2>
      <p class="visually-hidden" role="status">
        {match?.described}
      </p>
      {match?.unreadable ? <p class="understood__unreadable">{match.unreadable.text}</p> : !anything && match && <p class="quiet">{w.understoodNothing}</p>}
      {anything && (
        <Chips label={w.topics}>
          {aspects.map((aspect) => (
            <Chip
              key={aspect.topic}
              look={aspect.negated ? 'negated' : aspect.mentioned ? 'mentioned' : 'topic'}
              title={aspect.words.length > 0 ? w.because(aspect.words) : undefined}
              removeLabel={w.remove(aspect.label)}
              onRemove={() => remove({ code: aspect.topic, label: aspect.label })}
            >
              {aspect.negated ? w.not(aspect.label) : aspect.mentioned ? w.mentioned(aspect.label) : aspect.certain ? aspect.label : w.perhaps(aspect.label)}
            </Chip>
          ))}
          {pending.map((topic) => (
            <Chip key={topic.code} look="topic" removeLabel={w.remove(topic.label)} onRemove={() => remove(topic)}>
              {topic.label}
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
      <AddTopic exclude={aspects.filter((aspect) => !aspect.negated && !aspect.mentioned).map((aspect) => aspect.topic)} onAdd={onAdd} />
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
    ...(days !== undefined && !saysSeventeen ? [{ facet: { kind: 'age', value: years } as const, label: days === some_time ? w.almostEighteen : w.untilEighteen(Math.max(1, Math.round(days / 30))) }] : []),
    ...understood.languages.map((value) => ({ facet: { kind: 'language', value } as const, label: sayLanguage(value) })),
    ...understood.neighbourhoods.map((value) => ({ facet: { kind: 'neighbourhood', value } as const, label: value })),
    ...understood.lifeDomains.map((value) => ({ facet: { kind: 'life_domain', value } as const, label: sayLifeDomain(value) })),
    ...understood.laws.map((value) => ({ facet: { kind: 'law', value } as const, label: value })),
  ];
}

/** What a removed fact is called; the text no longer says it. */
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
  const read = factsOf(match).filter(({ facet }) => !removed.some((each) => isSameFacet(each, facet)));
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

function AddTopic({ exclude, onAdd }: { exclude: string[]; onAdd: (topic: NamedTopic) => void }) {
  const w = askWords();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  function toggle() {
    setOpen(!open);
    afterDrawing(() => place.current?.querySelector<HTMLElement>(open ? 'button' : 'input')?.focus());
  }
  return (
    <div ref={place} class="add-topic">
      {open && <TopicPicker label={w.add} exclude={exclude} onPick={(topic) => onAdd({ code: topic.code, label: topic.term })} />}
      <Button look="quiet" expanded={open} onClick={toggle}>
        {open ? w.addDone : w.addOpen}
      </Button>
    </div>
  );
}
