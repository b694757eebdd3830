// The topics as a tree that opens level by level, and as a flat list of what is searched for. A level is fetched when it
// is opened, so that two thousand topics cost nothing until they are looked at.
import { useEffect, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { every, part_size } from '../../api/every';
import { Button } from '../../parts/button';
import { Empty } from '../../parts/empty';
import { TextField, Select } from '../../parts/field';
import { Load, useLoaded } from '../../parts/loading';
import { farFrom } from '../../parts/far-from';
import { useRested } from '../../parts/rested';
import { hrefOf } from './address';
import { vocabularyWords } from './words';

type Topic = Schemas['Topic'];
type Which = 'all' | 'changed' | 'retired';

const found_at_once = 50;

interface NodeProps {
  topic: Topic;
  open: string;
  /** Another number after each change, so that what is shown is fetched anew. */
  turn: number;
}

function TopicLink({ topic, open }: { topic: Topic; open: string }) {
  return (
    <a class="topic-tree__link" href={hrefOf(topic.code)} aria-current={topic.code === open ? 'true' : undefined}>
      {topic.term}
    </a>
  );
}

function Node({ topic, open, turn }: NodeProps) {
  const w = vocabularyWords();
  const [unfolded, setUnfolded] = useState(false);
  return (
    <li>
      <div class="topic-tree__row">
        {topic.narrower > 0 ? (
          <button type="button" class="topic-tree__fold" aria-expanded={unfolded} aria-label={w.unfold(topic.term)} onClick={() => setUnfolded(!unfolded)}>
            <span aria-hidden="true">{unfolded ? '▾' : '▸'}</span>
          </button>
        ) : (
          <span class="topic-tree__fold" aria-hidden="true" />
        )}
        <TopicLink topic={topic} open={open} />
        {topic.narrower > 0 && <span class="quiet topic-tree__count">{topic.narrower}</span>}
      </div>
      {unfolded && <Level below={topic.code} open={open} turn={turn} />}
    </li>
  );
}

function Level({ below, open, turn }: { below?: string; open: string; turn: number }) {
  const w = vocabularyWords();
  const topics = useLoaded(
    () =>
      every(async (offset, limit) => {
        const where = below ? { broader: below } : { top: true };
        return answer(api.GET('/vocabulary', { params: { query: { ...where, offset, limit } } }));
      }),
    [below, turn],
  );
  return (
    <Load what={topics}>
      {(all) => (
        <ul class="topic-tree" aria-label={below ? undefined : w.tree}>
          {all.map((topic) => (
            <Node key={topic.code} topic={topic} open={open} turn={turn} />
          ))}
        </ul>
      )}
    </Load>
  );
}

interface FoundProps {
  text: string;
  which: Which;
  open: string;
  turn: number;
}

function Found({ text, which, open, turn }: FoundProps) {
  const w = vocabularyWords();
  const [shown, setShown] = useState(found_at_once);
  useEffect(() => setShown(found_at_once), [text, which]);
  const found = useLoaded(async () => {
    const query = { q: text, withSigns: true, changed: which === 'changed', retired: which === 'retired', limit: part_size };
    const { items, total } = await answer(api.GET('/vocabulary', { params: { query } }));
    // What is named so comes first, then what is told in those words.
    return { items: text ? items.sort((a, b) => farFrom(a.term, text) - farFrom(b.term, text)) : items, total };
  }, [text, which, turn]);
  const none = which === 'changed' ? w.noneChanged : which === 'retired' ? w.noneRetired : w.nothingWhat;
  return (
    <Load what={found}>
      {({ items, total }) => (
        <>
          <p role="status" class="topic-found__count">
            {w.count(total)}
          </p>
          {items.length === 0 ? (
            <Empty title={w.nothing}>
              <p>{none}</p>
            </Empty>
          ) : (
            <ul class="topic-tree" aria-label={w.tree}>
              {items.slice(0, shown).map((topic) => (
                <li key={topic.code}>
                  <TopicLink topic={topic} open={open} />
                  {topic.broader.length > 0 && <span class="quiet"> {w.under(topic.broader.map((each) => each.term).join(', '))}</span>}
                </li>
              ))}
            </ul>
          )}
          {items.length > shown && <Button onClick={() => setShown(shown + found_at_once)}>{w.showMore}</Button>}
          {total > items.length && items.length <= shown && <p class="quiet">{w.narrowDown}</p>}
        </>
      )}
    </Load>
  );
}

export function Topics({ open, turn }: { open: string; turn: number }) {
  const w = vocabularyWords();
  const [text, setText] = useState('');
  const [which, setWhich] = useState<Which>('all');
  const asked = useRested(text);
  return (
    <section class="topics" aria-label={w.tree}>
      <div role="search">
        <TextField type="search" label={w.search} help={w.searchHelp} value={text} onInput={setText} maxLength={120} />
        <Select
          label={w.which}
          value={which}
          options={[
            { value: 'all', label: w.all },
            { value: 'changed', label: w.changed },
            { value: 'retired', label: w.retired },
          ]}
          onChange={(value) => setWhich(value as Which)}
        />
      </div>
      {asked || which !== 'all' ? <Found text={asked} which={which} open={open} turn={turn} /> : <Level open={open} turn={turn} />}
    </section>
  );
}
