// One topic in the pane: all of it can be changed in place, and before saving it is seen whom the change touches.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { answered, api, Refused, type Schemas } from '../../api/client';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { Faults, useDoing } from '../../parts/doing';
import { useFaultyFocus } from '../../parts/faulty';
import { Checkbox, TextField } from '../../parts/field';
import { Load, useLoaded } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Sure } from '../../parts/sure';
import { useUnsaved } from '../../parts/unsaved';
import { sayAge, sayLifeDomain } from '../../words/lists';
import { hrefOf } from './address';
import { bodyOf, changedInList, draftOf, emptyDraft, isSame, type ChoiceList, type Detail, type Draft, type RefList, type WordList } from './draft';
import { History } from './history';
import { Impact, usePreview } from './impact';
import { RefsField, WordsField } from './word-list';
import { vocabularyWords } from './words';

type Choices = Schemas['TopicChoices'];

interface Kept {
  topic: Detail;
  etag: string;
}

const most_near = 40;
const most_broader = 3;

/** The sentence for a field; that of one of its entries, with the entry, when the field is a list. */
function faultAt(fault: Refused | undefined, place: string, entries: string[] = []): string | undefined {
  const found = fault?.problem?.errors?.find((each) => each.place === place || each.place.startsWith(`${place}/`));
  const entry = found && entries[Number(found.place.slice(place.length + 1))];
  return entry ? `${entry}: ${found.detail}` : found?.detail;
}

const shownPlaces = ['/term', '/synonyms', '/signs', '/who', '/near', '/broader'];

function placesShown(fault: Refused | undefined): string[] {
  const all = fault?.problem?.errors?.map((each) => each.place) ?? [];
  return all.filter((place) => shownPlaces.some((shown) => place === shown || place.startsWith(`${shown}/`)));
}

interface ChoicesProps {
  legend: string;
  help?: string;
  options: string[];
  values: string[];
  say: (value: string) => string;
  onChange: (values: string[]) => void;
}

function ChoicesField({ legend, help, options, values, say, onChange }: ChoicesProps) {
  return (
    <fieldset class="topic-choices">
      <legend class="utrecht-form-label">{legend}</legend>
      {help && <p class="field__help">{help}</p>}
      <div class="topic-choices__options">
        {options.map((option) => (
          <Checkbox
            key={option}
            label={say(option)}
            checked={values.includes(option)}
            onChange={(chosen) => onChange(options.filter((each) => (each === option ? chosen : values.includes(each))))}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface FormProps {
  /** Nothing for a topic that is being added. */
  kept: Kept | undefined;
  choices: Choices;
  onSaved: (kept: Kept) => void;
  onReread: () => void;
}

function Form({ kept, choices, onSaved, onReread }: FormProps) {
  const w = vocabularyWords();
  const topic = kept?.topic;
  const before = topic ? draftOf(topic) : emptyDraft();
  const [draft, setDraft] = useState<Draft>(before);
  const [told, setTold] = useState('');
  const doing = useDoing();
  const isDirty = !isSame(draft, before);
  const retired = topic?.retired ?? false;
  const preview = usePreview(draft, topic?.code ?? '', retired, isDirty);
  const fault = doing.fault ?? preview.fault;
  const form = useFaultyFocus<HTMLFormElement>(doing.fault);
  useUnsaved(isDirty, w.leaveUnsaved);

  function put(changes: Partial<Draft>) {
    setDraft((now) => ({ ...now, ...changes }));
    setTold('');
    doing.clear();
  }
  const save = (as: Draft, asRetired: boolean) =>
    doing.run(async () => {
      const body = bodyOf(as);
      const { data, etag } = kept
        ? await answered(
            api.PUT('/vocabulary/topics/{code}', {
              params: { path: { code: kept.topic.code }, header: { 'If-Match': kept.etag } },
              body: { ...body, retired: asRetired },
            }),
          )
        : await answered(api.POST('/vocabulary', { body }));
      setDraft(draftOf(data));
      setTold(w.saved);
      onSaved({ topic: data, etag });
    });

  const wordsField = (list: WordList) => {
    const { added, removed } = changedInList(topic, list);
    return (
      <WordsField
        list={list}
        legend={w.lists[list]}
        help={list === 'who' ? undefined : w.help[list]}
        values={draft[list]}
        onChange={(values) => put({ [list]: values })}
        own={topic?.ofProduct ? added : []}
        removed={topic?.ofProduct ? removed : []}
        fault={faultAt(fault, `/${list}`, draft[list])}
      />
    );
  };
  const refsField = (list: RefList, most: number) => (
    <RefsField
      list={list}
      legend={w.lists[list]}
      self={topic?.code ?? ''}
      most={most}
      values={draft[list]}
      onChange={(values) => put({ [list]: values })}
      fault={faultAt(fault, `/${list}`)}
    />
  );
  const choicesField = (list: ChoiceList, say: (value: string) => string) => (
    <ChoicesField
      legend={w.lists[list]}
      help={list === 'ageGroups' ? w.help.ageGroups : undefined}
      options={choices[list]}
      values={draft[list]}
      say={say}
      onChange={(values) => put({ [list]: values })}
    />
  );
  return (
    <form
      ref={form}
      noValidate
      aria-label={topic?.term ?? w.addTitle}
      onSubmit={(event) => {
        event.preventDefault();
        void save(draft, retired);
      }}
    >
      <Faults fault={doing.fault} shown={placesShown(doing.fault)} />
      {doing.fault?.status === 412 && <Button onClick={onReread}>{w.reread}</Button>}
      {topic && <Impact use={topic.use} preview={preview} isDirty={isDirty} />}
      {!topic && isDirty && <Impact use={undefined} preview={preview} isDirty={isDirty} />}
      <TextField label={w.term} help={w.termHelp} value={draft.term} onInput={(term) => put({ term })} maxLength={120} required fault={faultAt(fault, '/term')} />
      {wordsField('synonyms')}
      {wordsField('signs')}
      {refsField('near', most_near)}
      {refsField('broader', most_broader)}
      <details class="topic-more">
        <summary>{w.more}</summary>
        {choicesField('lifeDomains', sayLifeDomain)}
        {choicesField('laws', (law) => law)}
        {choicesField('ageGroups', sayAge)}
        {wordsField('who')}
      </details>
      <div class="topic-save">
        <Button look="primary" type="submit" busy={doing.busy} disabled={!isDirty}>
          {w.save}
        </Button>
        {isDirty && (
          <Button
            look="quiet"
            onClick={() => {
              setDraft(before);
              doing.clear();
            }}
          >
            {w.discard}
          </Button>
        )}
        <p role="status" class={told ? 'topic-save__told' : 'quiet'}>
          {isDirty ? w.unsaved : told}
        </p>
      </div>
      {topic && !retired && !isDirty && (
        <Sure ask={w.retire} what={w.retireWhat} yes={w.retireYes} no={w.retireNo} busy={doing.busy} onYes={() => void save(draft, true)} />
      )}
      {topic && retired && (
        <Button busy={doing.busy} onClick={() => void save(draft, false)}>
          {w.restore}
        </Button>
      )}
    </form>
  );
}

function Frame({ title, back, children }: { title: string; back: () => void; children: ComponentChildren }) {
  const w = vocabularyWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <section class="card topic-pane" aria-label={title}>
      <p class="topic-pane__back">
        <a href={hrefOf('')} onClick={back}>
          {w.back}
        </a>
      </p>
      <h2 class="utrecht-heading-2" ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}

interface PaneProps {
  choices: Choices;
  onSaved: (code: string) => void;
  onClose: () => void;
}

export function AddingPane({ choices, onSaved, onClose }: PaneProps) {
  const w = vocabularyWords();
  return (
    <Frame title={w.addTitle} back={onClose}>
      <Form kept={undefined} choices={choices} onSaved={({ topic }) => onSaved(topic.code)} onReread={() => undefined} />
    </Frame>
  );
}

export function TopicPane({ code, choices, onSaved, onClose }: PaneProps & { code: string }) {
  const w = vocabularyWords();
  const [turn, setTurn] = useState(0);
  const loaded = useLoaded<Kept>(async () => {
    const { data, etag } = await answered(api.GET('/vocabulary/topics/{code}', { params: { path: { code } } }));
    return { topic: data, etag };
  }, [code]);
  return (
    <Load what={loaded}>
      {(kept) => (
        <Frame title={kept.topic.term} back={onClose}>
          {kept.topic.retired && <Alert kind="info">{w.isRetired}</Alert>}
          <Form
            key={`${kept.topic.code} ${turn}`}
            kept={kept}
            choices={choices}
            onSaved={(saved) => {
              loaded.put(saved);
              onSaved(saved.topic.code);
            }}
            onReread={() => void loaded.again().then(() => setTurn(turn + 1))}
          />
          {kept.topic.narrower.length > 0 && (
            <>
              <h3 class="utrecht-heading-3">{w.narrower}</h3>
              <ul class="topic-narrower">
                {kept.topic.narrower.map((each) => (
                  <li key={each.code}>
                    <a href={hrefOf(each.code)}>{each.term}</a>
                  </li>
                ))}
              </ul>
            </>
          )}
          {kept.topic.changedAt && kept.topic.changedBy && (
            <p class="quiet">
              <Moment at={kept.topic.changedAt} /> · {kept.topic.changedBy.name}
            </p>
          )}
          <History code={kept.topic.code} revision={kept.topic.revision} />
        </Frame>
      )}
    </Load>
  );
}
