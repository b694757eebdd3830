// A field for case text: what may make somebody recognisable is looked for while one types, underlined in the text itself,
// listed below it, and replaced with one press that can be undone. Nothing is sent for it. Where that is not possible it says
// that the text was not looked at.
import { useId, useMemo, useRef, useState } from 'preact/hooks';
import { Button } from './button';
import { caseWords } from './case-words';
import './case-text.css';
import { pieces, replacing, standing, useNameLetters, type Found, type NameLetters } from './personal-data';
import { changed, type, type Change } from './typing';
import { useFindings, type Looked } from './watching';

interface Props {
  label: string;
  value: string;
  onInput: (value: string) => void;
  /** Shared by the fields of a page, so that a person has one letter in all of them. */
  letters?: NameLetters;
  /** What the server found in a text that the page sends it anyway; it stands in where the browser cannot look itself. */
  byServer?: Looked | undefined;
  help?: string;
  fault?: string;
  placeholder?: string;
  rows?: number;
  maxLength: number;
}

export function CaseText(props: Props) {
  const { value, onInput } = props;
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const mirror = useRef<HTMLDivElement>(null);
  const watching = useFindings(value);
  const looked = watching.missing && props.byServer ? props.byServer : watching;
  const found = useMemo(() => standing(looked.findings, looked.text, value), [looked, value]);
  const described = [props.help && `${id}-help`, props.fault && `${id}-fault`].filter(Boolean).join(' ') || undefined;

  function scrollAlong() {
    if (mirror.current && field.current) mirror.current.scrollTop = field.current.scrollTop;
  }
  return (
    <div class={`field case-text${(props.rows ?? 5) < 4 ? ' case-text--small' : ''}${props.fault ? ' field--faulty' : ''}`}>
      <label class="utrecht-form-label" for={id}>
        {props.label}
      </label>
      <div class="case-text__sheet">
        <div ref={mirror} class="utrecht-textarea case-text__mirror" aria-hidden="true">
          {pieces(value, found).map((piece, at) => (piece.found ? <mark key={at}>{piece.text}</mark> : piece.text))}
          {'\n'}
        </div>
        <textarea
          ref={field}
          class="utrecht-textarea case-text__field"
          id={id}
          rows={props.rows ?? 5}
          maxLength={props.maxLength}
          placeholder={props.placeholder}
          value={value}
          spellcheck
          aria-invalid={props.fault ? 'true' : undefined}
          aria-describedby={described}
          onInput={(event) => onInput(event.currentTarget.value)}
          onScroll={scrollAlong}
        />
      </div>
      {props.help && (
        <p class="field__help" id={`${id}-help`}>
          {props.help}
        </p>
      )}
      {props.fault && (
        <p class="field__fault" id={`${id}-fault`}>
          {props.fault}
        </p>
      )}
      {watching.missing && !props.byServer && (
        <p class="case-text__unchecked" role="status">
          {caseWords().unchecked}
        </p>
      )}
      <Replacements
        value={value}
        found={found}
        letters={props.letters}
        onChange={(changes) => field.current && type(field.current, changes)}
      />
    </div>
  );
}

/** What comes in the place of each finding; the same name gets the same letter. */
function useSubstitutes(value: string, shared: NameLetters | undefined): (each: Found) => string {
  const w = caseWords();
  const own = useNameLetters();
  const letters = shared ?? own;
  const taken = new Set([...value.matchAll(w.personPattern)].map((match) => match[1] ?? ''));
  return (each) => (each.kind === 'name' ? w.person(letters.of(each.text, taken)) : w.kinds[each.kind]);
}

interface ReplacementsProps {
  value: string;
  found: Found[];
  letters: NameLetters | undefined;
  onChange: (changes: Change[]) => void;
}

function Replacements({ value, found, letters, onChange }: ReplacementsProps) {
  const w = caseWords();
  const substitute = useSubstitutes(value, letters);
  const [told, setTold] = useState('');
  // The text before the last replacement and after it: undone with one press as long as nothing else was typed.
  const [last, setLast] = useState<{ before: string; after: string }>();
  // The same words are offered once, however often they stand in the text.
  const groups = new Map<string, Found[]>();
  const substitutes = new Map<string, string>();
  for (const each of found) {
    const by = substitute(each);
    const key = `${each.text.toLocaleLowerCase('nl')} ${by}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
    substitutes.set(key, by);
  }
  function replace(these: Found[]) {
    const changes = replacing(value, these, substitute);
    setLast({ before: value, after: changed(value, changes) });
    onChange(changes);
    setTold(w.replaced(these.length));
  }
  function undo(before: string) {
    onChange([{ from: 0, to: value.length, by: before }]);
    setTold(w.undone);
  }
  const undone = last && last.after === value ? last.before : undefined;
  return (
    <>
      <p class="visually-hidden" role="status">
        {[told, found.length > 0 && w.careful(found.length)].filter(Boolean).join(' ')}
      </p>
      {undone !== undefined && (
        <p class="case-text__undo">
          {told}{' '}
          <Button look="quiet" onClick={() => undo(undone)}>
            {w.undo}
          </Button>
        </p>
      )}
      {found.length > 0 && (
        <div class="case-text__found">
          <p class="case-text__careful">{w.careful(found.length)}</p>
          <ul class="case-text__list">
            {[...groups].map(([key, these]) => (
              <li key={key}>
                <Replace these={these} by={substitutes.get(key) ?? ''} onPress={() => replace(these)} />
              </li>
            ))}
            {groups.size > 1 && (
              <li>
                <Button onClick={() => replace(found)}>{w.replaceAll}</Button>
              </li>
            )}
          </ul>
        </div>
      )}
    </>
  );
}

function Replace({ these, by, onPress }: { these: Found[]; by: string; onPress: () => void }) {
  const w = caseWords();
  const certain = these.some((each) => each.certain);
  return (
    <button type="button" class="case-text__replace" onClick={onPress}>
      <span class="visually-hidden">{w.replace} </span>
      <span class={`case-text__was${certain ? '' : ' case-text__was--unsure'}`}>{these[0]?.text}</span>
      <span aria-hidden="true"> → </span>
      <span class="visually-hidden"> {w.by} </span>
      <strong>{by}</strong>
      {these.length > 1 && <span class="quiet"> ×{these.length}</span>}
    </button>
  );
}
