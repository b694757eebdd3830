// A list of words that one adds to by choosing or typing and takes from one by one. What happened is told, and the
// focus goes on to a sensible place.
import { useRef, useState } from 'preact/hooks';
import { answer, api } from '../../api/client';
import { Chip, Chips } from '../../parts/chips';
import { Combobox } from '../../parts/pick';
import { languages as allLanguages, sayLanguage } from '../../words/lists';
import { holdsWord, withWord } from './draft';
import { profileWords } from './words';

const most = 60;

interface Offer {
  value: string;
  label: string;
  detail?: string;
}

interface Props {
  legend: string;
  add: string;
  help?: string;
  values: string[];
  onChange: (values: string[]) => void;
  say?: (value: string) => string;
  look?: 'plain' | 'topic';
  /** What to choose from for a piece of text; own words are offered after it where `ownWords`. */
  offer: (text: string) => Promise<Offer[]>;
  ownWords?: boolean;
}

interface ChosenProps {
  label: string;
  values: string[];
  onChange: (values: string[]) => void;
  say?: (value: string) => string;
  look?: 'plain' | 'topic';
}

/** What was chosen, as chips to take away. It stands in a fieldset, where the focus finds its way on. */
export function Chosen({ label, values, onChange, say = (value) => value, look = 'plain' }: ChosenProps) {
  const w = profileWords();
  const [told, setTold] = useState('');
  const place = useRef<HTMLDivElement>(null);
  function remove(value: string, at: number) {
    onChange(values.filter((each) => each !== value));
    setTold(w.removed(say(value)));
    // The button that had the focus is gone: on to the next one, or to where one adds.
    requestAnimationFrame(() => {
      const buttons = place.current?.querySelectorAll<HTMLElement>('.chip button');
      const next = buttons?.[Math.min(at, buttons.length - 1)] ?? place.current?.closest('fieldset')?.querySelector<HTMLElement>('summary, input');
      next?.focus();
    });
  }
  return (
    <div ref={place}>
      {values.length > 0 && (
        <Chips label={label}>
          {values.map((value, at) => (
            <Chip key={value} look={look} onRemove={() => remove(value, at)} removeLabel={w.remove(say(value))}>
              {say(value)}
            </Chip>
          ))}
        </Chips>
      )}
      <p class="visually-hidden" role="status">
        {told}
      </p>
    </div>
  );
}

export function TagList({ legend, add, help, values, onChange, say = (value) => value, look, offer, ownWords }: Props) {
  const w = profileWords();
  const [told, setTold] = useState('');

  function take(value: string) {
    onChange(withWord(values, value));
    setTold(w.added(say(value)));
  }
  async function find(text: string): Promise<Offer[]> {
    const offers = (await offer(text).catch(() => [])).filter((each) => !holdsWord(values, each.value));
    const isNew = ownWords && !holdsWord(values, text) && !offers.some((each) => holdsWord([each.value], text));
    return isNew ? [...offers, { value: text, label: w.own(text) }] : offers;
  }

  return (
    <fieldset class="tags">
      <legend class="utrecht-form-label">{legend}</legend>
      <Chosen label={legend} values={values} onChange={onChange} say={say} look={look} />
      {values.length >= most ? (
        <p class="field__help">{w.full}</p>
      ) : (
        <Combobox<Offer> label={add} help={help} find={find} say={(each) => each.label} detail={(each) => each.detail} keyOf={(each) => each.value} onPick={(each) => take(each.value)} />
      )}
      <p class="visually-hidden" role="status">
        {told}
      </p>
    </fieldset>
  );
}

interface ListProps {
  values: string[];
  onChange: (values: string[]) => void;
}

/** Topics of the vocabulary by term or synonym, or one's own words. */
export function TopicTags({ values, onChange }: ListProps) {
  const w = profileWords();
  return (
    <TagList
      legend={w.kinds.topics}
      add={w.addTopic}
      help={w.topicsHelp}
      look="topic"
      ownWords
      values={values}
      onChange={onChange}
      offer={async (text) => {
        const found = await answer(api.GET('/vocabulary', { params: { query: { q: text, limit: 7 } } }));
        return found.items.map((topic) => ({ value: topic.term, label: topic.term, detail: topic.synonyms.slice(0, 3).join(', ') }));
      }}
    />
  );
}

export function LanguageTags({ values, onChange }: ListProps) {
  const w = profileWords();
  return (
    <TagList
      legend={w.kinds.languages}
      add={w.addLanguage}
      help={w.languageHelp}
      ownWords
      say={sayLanguage}
      values={values}
      onChange={onChange}
      offer={(text) => Promise.resolve(allLanguages().filter((each) => each.label.toLowerCase().startsWith(text.toLowerCase())))}
    />
  );
}

export function TargetGroupTags({ values, onChange }: ListProps) {
  const w = profileWords();
  return <TagList legend={w.kinds.targetGroups} add={w.addTargetGroup} help={w.targetGroupHelp} ownWords values={values} onChange={onChange} offer={() => Promise.resolve([])} />;
}
