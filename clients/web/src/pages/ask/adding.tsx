// What belongs to a question and was not understood: one field that completes topics and, where facts can be added, life
// domains, laws, ages, languages and neighbourhoods too.
import { useRef, useState } from 'preact/hooks';
import { answer, api } from '../../api/client';
import { Button } from '../../parts/button';
import { farFrom } from '../../parts/far-from';
import { Combobox, TopicPicker } from '../../parts/pick';
import { factsFor, type Addable } from './addable';
import { afterDrawing } from './focus';
import type { AddedFacet, NamedTopic } from './question';
import { askWords } from './words';

const most_shown = 8;

async function topicsFor(text: string, exclude: readonly string[]): Promise<Addable[]> {
  const found = await answer(api.GET('/vocabulary', { params: { query: { q: text, limit: 200 } } }));
  return found.items
    .filter((topic) => !exclude.includes(topic.code))
    .sort((a, b) => farFrom(a.term, text) - farFrom(b.term, text))
    .map((topic) => ({ label: topic.term, detail: topic.synonyms.slice(0, 3).join(', '), topic: { code: topic.code, label: topic.term } }));
}

// A word that a fact is named by is seldom meant as a topic; at most half of the list are facts.
async function find(text: string, neighbourhoods: readonly string[], exclude: readonly string[]): Promise<Addable[]> {
  const facts = factsFor(text, neighbourhoods).slice(0, most_shown / 2);
  const topics = await topicsFor(text, exclude).catch(() => []);
  return [...facts, ...topics.slice(0, most_shown - facts.length)];
}

interface Props {
  exclude: string[];
  onAdd: (topic: NamedTopic) => void;
  /** Without it only topics can be added. */
  facts?: { neighbourhoods: readonly string[]; onAdd: (facet: AddedFacet) => void };
}

export function Adding({ exclude, onAdd, facts }: Props) {
  const w = askWords();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  function toggle() {
    setOpen(!open);
    afterDrawing(() => place.current?.querySelector<HTMLElement>(open ? 'button' : 'input')?.focus());
  }
  function pick({ topic, facet }: Addable) {
    if (topic) onAdd(topic);
    if (facet) facts?.onAdd(facet);
  }
  return (
    <div ref={place} class="add-topic">
      {open && facts && (
        <Combobox<Addable>
          label={w.addAny}
          help={w.addAnyHelp}
          find={(text) => find(text, facts.neighbourhoods, exclude)}
          say={(each) => each.label}
          detail={({ detail, facet }) => (facet ? w.kinds[facet.kind] : detail)}
          keyOf={({ topic, facet }) => topic?.code ?? `${facet?.kind} ${facet?.value}`}
          onPick={pick}
        />
      )}
      {open && !facts && <TopicPicker label={w.add} exclude={exclude} onPick={(topic) => onAdd({ code: topic.code, label: topic.term })} />}
      <Button look="quiet" expanded={open} onClick={toggle}>
        {open ? w.addDone : facts ? w.addAnyOpen : w.addOpen}
      </Button>
    </div>
  );
}
