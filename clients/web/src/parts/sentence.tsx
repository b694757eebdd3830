// A sentence whose words can be chosen: filters as people say them. Each choice is a select with a label of its own;
// what has too many choices for a select is a word that opens a field below the sentence.
import type { ComponentChildren } from 'preact';
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

/** One word of the sentence that opens what it controls. */
export function OpeningWord({ label, value, open, controls, onToggle }: { label: string; value: string; open: boolean; controls: string; onToggle: () => void }) {
  return (
    <span class="sentence__choice">
      <button class="sentence__word sentence__word--opening" type="button" aria-expanded={open} aria-controls={controls} onClick={onToggle}>
        <span class="visually-hidden">{label}: </span>
        {value}
      </button>
    </span>
  );
}
