// A sentence whose words can be chosen: filters as people say them. Each choice is a select with a label of its own;
// what has too many choices for a select is a word that opens a field below the sentence.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Option } from './field';
import './sentence.css';

export function Sentence({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="sentence" role="group" aria-label={label}>
      {children}
    </div>
  );
}

interface WordProps {
  label: string;
  value: string;
  options: Option[];
  onChange: (value: string) => void;
}

/** One word of the sentence, chosen from a few. */
export function Word({ label, value, options, onChange }: WordProps) {
  return (
    <span class="sentence__choice">
      <select class="sentence__word" aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}

/** What a word opens and closes again, with the focus where one goes on. */
export interface Picking {
  isOpen: boolean;
  wordId: string;
  /** The id of what is opened. */
  placeId: string;
  toggle: () => void;
  close: () => void;
}

export function usePicking(): Picking {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const wasOpen = useRef(false);
  const [wordId, placeId] = [`${id}-word`, `${id}-place`];
  useEffect(() => {
    if (isOpen) document.querySelector<HTMLElement>(`#${CSS.escape(placeId)} input`)?.focus();
    else if (wasOpen.current) document.getElementById(wordId)?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return { isOpen, wordId, placeId, toggle: () => setOpen(!isOpen), close: () => setOpen(false) };
}

/** One word of the sentence that opens a field to choose with. */
export function OpeningWord({ label, value, picking }: { label: string; value: string; picking: Picking }) {
  return (
    <span class="sentence__choice">
      <button
        class="sentence__word sentence__word--opening"
        type="button"
        id={picking.wordId}
        aria-expanded={picking.isOpen}
        aria-controls={picking.placeId}
        onClick={picking.toggle}
      >
        <span class="visually-hidden">{label}: </span>
        {value}
      </button>
    </span>
  );
}

/** The field that a word opens. */
export function PickingPlace({ picking, children }: { picking: Picking; children: ComponentChildren }) {
  return (
    <div class="sentence__place" id={picking.placeId} hidden={!picking.isOpen}>
      {children}
    </div>
  );
}
