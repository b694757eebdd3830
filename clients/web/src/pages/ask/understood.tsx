// How the question was understood, as chips: topics can be taken away, put back and added; what else was read in the
// text is shown as it is. What the asker changed shows at once, before the server has looked again.
import { useRef, useState } from 'preact/hooks';
import { Button } from '../../parts/button';
import { Chip, Chips } from '../../parts/chips';
import { TopicPicker } from '../../parts/pick';
import { sayLanguage, sayLifeDomain } from '../../words/lists';
import { afterDrawing, focusNeighbour } from './focus';
import type { Match } from './matching';
import type { ChangedTopics, NamedTopic } from './question';
import './ask.css';
import { askWords } from './words';

interface Props {
  title?: string;
  match: Match | undefined;
  question: ChangedTopics;
  onRemove: (topic: NamedTopic) => void;
  onAdd: (topic: NamedTopic) => void;
}

const button = '.chip button';

export function Understood({ title, match, question, onRemove, onAdd }: Props) {
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
      <p class="visually-hidden" role="status" lang="nl">
        {match?.described}
      </p>
      {!anything && match && <p class="quiet">{w.understoodNothing}</p>}
      {anything && (
        <Chips label={w.topics}>
          {aspects.map((aspect) => (
            <Chip
              key={aspect.topic}
              look={aspect.negated ? 'negated' : 'topic'}
              title={aspect.words.length > 0 ? w.because(aspect.words) : undefined}
              removeLabel={w.remove(aspect.label)}
              onRemove={() => remove({ code: aspect.topic, label: aspect.label })}
            >
              {aspect.negated ? w.not(aspect.label) : aspect.certain ? aspect.label : w.perhaps(aspect.label)}
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
      {match && <ReadInText match={match} />}
      <AddTopic exclude={aspects.map((aspect) => aspect.topic)} onAdd={onAdd} />
    </section>
  );
}

/** Life domains, laws, age, language and neighbourhood: read in the text, not to be changed here. */
function ReadInText({ match }: { match: Match }) {
  const w = askWords();
  const { understood } = match;
  const days = understood.daysUntilEighteen;
  const facts = [
    ...(understood.age ? [w.age(understood.age.from, understood.age.to)] : []),
    ...(days !== undefined ? [w.untilEighteen(Math.max(1, Math.round(days / 30)))] : []),
    ...understood.languages.map(sayLanguage),
    ...understood.neighbourhoods,
    ...understood.lifeDomains.map(sayLifeDomain),
    ...understood.laws,
  ];
  if (facts.length === 0) return null;
  return (
    <div class="understood__facts">
      <Chips label={w.readInText}>
        {facts.map((fact) => (
          <Chip key={fact}>{fact}</Chip>
        ))}
      </Chips>
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
