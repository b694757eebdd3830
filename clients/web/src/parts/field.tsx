// Form fields: each with its label, its help and its fault tied to it, so that no input stands alone.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Common {
  label: string;
  help?: string;
  fault?: string;
  required?: boolean;
}

function describedBy(id: string, { help, fault }: Common): string | undefined {
  const ids = [help && `${id}-help`, fault && `${id}-fault`].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

function Frame({ id, common, children }: { id: string; common: Common; children: ComponentChildren }) {
  return (
    <div class={`field${common.fault ? ' field--faulty' : ''}`}>
      <label class="utrecht-form-label" for={id}>
        {common.label}
      </label>
      {common.help && (
        <p class="field__help" id={`${id}-help`}>
          {common.help}
        </p>
      )}
      {children}
      {common.fault && (
        <p class="field__fault" id={`${id}-fault`}>
          {common.fault}
        </p>
      )}
    </div>
  );
}

interface TextProps extends Common {
  value: string;
  onInput: (value: string) => void;
  type?: 'text' | 'email' | 'password' | 'tel' | 'url' | 'search' | 'number' | 'date' | 'time' | 'datetime-local';
  /** Which keys a phone shows. */
  inputMode?: 'numeric';
  autocomplete?: string;
  maxLength?: number;
  placeholder?: string;
  min?: string;
  max?: string;
  disabled?: boolean;
}

export function TextField(props: TextProps) {
  const id = useId();
  return (
    <Frame id={id} common={props}>
      <input
        class="utrecht-textbox"
        id={id}
        type={props.type ?? 'text'}
        inputMode={props.inputMode}
        value={props.value}
        required={props.required}
        autocomplete={props.autocomplete ?? 'off'}
        maxLength={props.maxLength}
        placeholder={props.placeholder}
        min={props.min}
        max={props.max}
        disabled={props.disabled}
        aria-invalid={props.fault ? 'true' : undefined}
        aria-describedby={describedBy(id, props)}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </Frame>
  );
}

interface AreaProps extends Common {
  value: string;
  onInput: (value: string) => void;
  rows?: number;
  maxLength?: number;
  placeholder?: string;
}

export function TextArea(props: AreaProps) {
  const id = useId();
  return (
    <Frame id={id} common={props}>
      <textarea
        class="utrecht-textarea"
        id={id}
        rows={props.rows ?? 4}
        value={props.value}
        required={props.required}
        maxLength={props.maxLength}
        placeholder={props.placeholder}
        aria-invalid={props.fault ? 'true' : undefined}
        aria-describedby={describedBy(id, props)}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    </Frame>
  );
}

export interface Option {
  value: string;
  label: string;
}

interface SelectProps extends Common {
  value: string;
  options: Option[];
  onChange: (value: string) => void;
}

export function Select(props: SelectProps) {
  const id = useId();
  return (
    <Frame id={id} common={props}>
      <select
        class="utrecht-select"
        id={id}
        value={props.value}
        required={props.required}
        aria-invalid={props.fault ? 'true' : undefined}
        aria-describedby={describedBy(id, props)}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        {props.options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

export function Checkbox({ label, checked, onChange, help }: { label: string; checked: boolean; onChange: (checked: boolean) => void; help?: string }) {
  const id = useId();
  return (
    <div class="field field--choice">
      <input
        class="utrecht-checkbox utrecht-checkbox--html-input"
        id={id}
        type="checkbox"
        checked={checked}
        aria-describedby={help ? `${id}-help` : undefined}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <label class="utrecht-form-label" for={id}>
        {label}
      </label>
      {help && (
        <p class="field__help" id={`${id}-help`}>
          {help}
        </p>
      )}
    </div>
  );
}

interface ChoiceProps {
  legend: string;
  value: string;
  options: (Option & { help?: string })[];
  onChange: (value: string) => void;
  fault?: string;
}

/** A few choices of which one holds. */
export function Choice({ legend, value, options, onChange, fault }: ChoiceProps) {
  const name = useId();
  return (
    <fieldset class={`choice${fault ? ' field--faulty' : ''}`} aria-describedby={fault ? `${name}-fault` : undefined}>
      <legend class="utrecht-form-label">{legend}</legend>
      {fault && (
        <p class="field__fault" id={`${name}-fault`}>
          {fault}
        </p>
      )}
      {options.map((option) => (
        <div class="field field--choice" key={option.value}>
          <input
            class="utrecht-radio-button utrecht-radio-button--html-input"
            id={`${name}-${option.value}`}
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            aria-describedby={option.help ? `${name}-${option.value}-help` : undefined}
            onChange={() => onChange(option.value)}
          />
          <label class="utrecht-form-label" for={`${name}-${option.value}`}>
            {option.label}
          </label>
          {option.help && (
            <p class="field__help" id={`${name}-${option.value}-help`}>
              {option.help}
            </p>
          )}
        </div>
      ))}
    </fieldset>
  );
}
