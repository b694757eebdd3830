// A field in which one types and chooses from what is found: an ARIA combobox with a list below it. Escape closes
// the list, arrows walk through it, Enter takes what is marked; the field is then empty for the next one.
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../api/client';
import { farFrom } from './far-from';
import { partWords } from './words';

interface ComboboxProps<T> {
  label: string;
  /** Finds what fits a text of one character or more. */
  find: (text: string) => Promise<T[]>;
  say: (item: T) => string;
  detail?: (item: T) => string | undefined;
  keyOf: (item: T) => string;
  onPick: (item: T) => void;
  help?: string;
  fault?: string;
}

const pause_ms = 180;

export function Combobox<T>({ label, find, say, detail, keyOf, onPick, help, fault }: ComboboxProps<T>) {
  const w = partWords();
  const id = useId();
  const [text, setText] = useState('');
  const [items, setItems] = useState<T[]>();
  const [marked, setMarked] = useState(0);
  const turn = useRef(0);
  const input = useRef<HTMLInputElement>(null);
  const open = items !== undefined;

  function close() {
    turn.current++;
    setItems(undefined);
  }

  useEffect(() => {
    const mine = ++turn.current;
    if (!text.trim()) {
      setItems(undefined);
      return undefined;
    }
    const timer = setTimeout(() => {
      find(text.trim())
        .catch(() => [] as T[])
        .then((found) => {
          if (mine !== turn.current) return;
          setItems(found);
          setMarked(0);
        });
    }, pause_ms);
    return () => clearTimeout(timer);
  }, [text]);

  function pick(item: T) {
    setText('');
    close();
    onPick(item);
    input.current?.focus();
  }

  function onKey(event: KeyboardEvent) {
    if (!items) return;
    const last = items.length - 1;
    if (event.key === 'ArrowDown') setMarked(marked >= last ? 0 : marked + 1);
    else if (event.key === 'ArrowUp') setMarked(marked <= 0 ? Math.max(last, 0) : marked - 1);
    else if (event.key === 'Escape') close();
    else if (event.key === 'Enter') {
      const item = items[marked];
      if (item) pick(item);
    } else return;
    event.preventDefault();
  }

  return (
    <div class={`field combobox${fault ? ' field--faulty' : ''}`}>
      <label class="utrecht-form-label" for={id}>
        {label}
      </label>
      <p class="field__help" id={`${id}-help`}>
        {help ?? w.pickHelp}
      </p>
      <input
        ref={input}
        class="utrecht-textbox"
        id={id}
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && items.length > 0 ? `${id}-${marked}` : undefined}
        aria-invalid={fault ? 'true' : undefined}
        aria-describedby={`${id}-help${fault ? ` ${id}-fault` : ''}`}
        autocomplete="off"
        maxLength={80}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKey}
        onBlur={close}
      />
      <ul class="combobox__list" id={`${id}-list`} role="listbox" aria-label={label} hidden={!open || items.length === 0}>
        {items?.map((item, at) => (
          <li
            key={keyOf(item)}
            id={`${id}-${at}`}
            role="option"
            aria-selected={at === marked}
            class="combobox__item"
            // Keeps the focus in the field, so that the list is still there when the pointer is let go.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => pick(item)}
          >
            {say(item)}
            {detail?.(item) && <span class="quiet"> · {detail(item)}</span>}
          </li>
        ))}
      </ul>
      <p class={open && items.length === 0 ? 'field__help' : 'visually-hidden'} role="status">
        {open ? w.found(items.length) : ''}
      </p>
      {fault && (
        <p class="field__fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  );
}

interface SpecialistPickerProps {
  label: string;
  help?: string;
  fault?: string;
  municipality?: string;
  exclude?: string[];
  onPick: (specialist: Schemas['Specialist']) => void;
}

/** Finds somebody of the pool by name, function, organisation or topic. */
export function SpecialistPicker({ municipality, exclude = [], ...field }: SpecialistPickerProps) {
  return (
    <Combobox<Schemas['Specialist']>
      {...field}
      find={async (text) => {
        const found = await answer(
          api.POST('/specialists/_search', {
            body: { text, limit: 8, filters: { ...(municipality ? { municipality } : {}), excludedSpecialists: exclude } },
          }),
        );
        return found.items.map((each) => each.specialist);
      }}
      say={(specialist) => specialist.name}
      detail={(specialist) => [specialist.title, specialist.organisation].filter(Boolean).join(', ')}
      keyOf={(specialist) => specialist.id}
    />
  );
}

interface TopicPickerProps {
  label: string;
  help?: string;
  exclude?: string[];
  onPick: (topic: Schemas['Topic']) => void;
}

/** Finds a topic of the vocabulary by its term or a synonym. */
export function TopicPicker({ exclude = [], ...field }: TopicPickerProps) {
  return (
    <Combobox<Schemas['Topic']>
      {...field}
      find={async (text) => {
        const found = await answer(api.GET('/vocabulary', { params: { query: { q: text, limit: 200 } } }));
        const others = found.items.filter((topic) => !exclude.includes(topic.code));
        return others.sort((a, b) => farFrom(a.term, text) - farFrom(b.term, text)).slice(0, 8);
      }}
      say={(topic) => topic.term}
      detail={(topic) => topic.synonyms.slice(0, 3).join(', ')}
      keyOf={(topic) => topic.code}
    />
  );
}
