// A list of words of a topic that one adds to and takes from in the pane: words of one's own are marked, and what was
// taken from the product's list can be put back. What happened is told, and the focus goes on to a sensible place.
import { useRef, useState } from 'preact/hooks';
import { Button } from '../../parts/button';
import { Chip, Chips } from '../../parts/chips';
import { TextField } from '../../parts/field';
import { TopicPicker } from '../../parts/pick';
import { hrefOf } from './address';
import type { Ref, RefList, WordList } from './draft';
import { vocabularyWords } from './words';

const most_letters = 120;

interface ListProps<T> {
  legend: string;
  help?: string;
  fault?: string;
  values: T[];
  onChange: (values: T[]) => void;
}

/** After something was taken off, the focus goes to the next one, or to where one adds. */
function useFocusOn() {
  const place = useRef<HTMLFieldSetElement>(null);
  const focusOn = (at: number) =>
    requestAnimationFrame(() => {
      const buttons = place.current?.querySelectorAll<HTMLElement>('.chips:not(.chips--removed) .chip button');
      const next = buttons?.[Math.min(at, buttons.length - 1)] ?? place.current?.querySelector<HTMLElement>('input');
      next?.focus();
    });
  return { place, focusOn };
}

function same(one: string, other: string): boolean {
  return one.localeCompare(other, 'nl', { sensitivity: 'base' }) === 0;
}

interface WordsProps extends ListProps<string> {
  list: WordList;
  /** Against the product: words of one's own, and words taken off. */
  own: string[];
  removed: string[];
}

export function WordsField({ list, legend, help, fault, values, onChange, own, removed }: WordsProps) {
  const w = vocabularyWords();
  const [text, setText] = useState('');
  const [told, setTold] = useState('');
  const { place, focusOn } = useFocusOn();
  const word = text.trim();
  const isThere = values.some((each) => same(each, word));
  const gone = removed.filter((each) => !values.includes(each));

  function add(more: string) {
    onChange([...values, more]);
    setTold(w.added(more));
  }
  function take(value: string, at: number) {
    onChange(values.filter((each) => each !== value));
    setTold(w.removed(value));
    focusOn(at);
  }
  function addTyped() {
    if (!word || isThere) return;
    add(word);
    setText('');
    place.current?.querySelector<HTMLElement>('input')?.focus();
  }

  return (
    <fieldset class={`topic-words${fault ? ' field--faulty' : ''}`} ref={place}>
      <legend class="utrecht-form-label">{legend}</legend>
      {help && <p class="field__help">{help}</p>}
      {values.length > 0 && (
        <Chips label={legend}>
          {values.map((value, at) => (
            <Chip key={value} look={own.includes(value) ? 'topic' : 'plain'} onRemove={() => take(value, at)} removeLabel={w.takeOff(value)}>
              {value}
              {own.includes(value) && <span class="visually-hidden"> ({w.own})</span>}
            </Chip>
          ))}
        </Chips>
      )}
      {gone.length > 0 && (
        <details>
          <summary>
            {w.removedWords} ({gone.length})
          </summary>
          <Chips label={w.removedWords}>
            {gone.map((value) => (
              <Chip key={value} look="removed" sign="↺" onRemove={() => add(value)} removeLabel={w.putBack(value)}>
                {value}
              </Chip>
            ))}
          </Chips>
        </details>
      )}
      <div
        class="topic-words__add"
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Adds a word; does not save the topic.
          event.preventDefault();
          addTyped();
        }}
      >
        <TextField label={w.addWord[list]} value={text} onInput={setText} maxLength={most_letters} fault={fault ?? (word && isThere ? w.there : undefined)} />
        <Button disabled={!word || isThere} onClick={addTyped}>
          {w.addButton}
        </Button>
      </div>
      <p class="visually-hidden" role="status">
        {told}
      </p>
    </fieldset>
  );
}

interface RefsProps extends ListProps<Ref> {
  list: RefList;
  /** The topic itself, which is not near itself. */
  self: string;
  most: number;
}

export function RefsField({ list, legend, fault, values, onChange, self, most }: RefsProps) {
  const w = vocabularyWords();
  const [told, setTold] = useState('');
  const { place, focusOn } = useFocusOn();
  function take(gone: Ref, at: number) {
    onChange(values.filter((each) => each.code !== gone.code));
    setTold(w.removed(gone.term));
    focusOn(at);
  }
  return (
    <fieldset class={`topic-words${fault ? ' field--faulty' : ''}`} ref={place}>
      <legend class="utrecht-form-label">{legend}</legend>
      {fault && <p class="field__fault">{fault}</p>}
      {values.length > 0 && (
        <Chips label={legend}>
          {values.map((value, at) => (
            <Chip key={value.code} onRemove={() => take(value, at)} removeLabel={w.takeOff(value.term)}>
              <a href={hrefOf(value.code)}>{value.term}</a>
            </Chip>
          ))}
        </Chips>
      )}
      {values.length < most && (
        <TopicPicker
          label={w.addWord[list]}
          exclude={[self, ...values.map((each) => each.code)]}
          onPick={({ code, term }) => {
            onChange([...values, { code, term }]);
            setTold(w.added(term));
          }}
        />
      )}
      <p class="visually-hidden" role="status">
        {told}
      </p>
    </fieldset>
  );
}
