// Choosing people and places in the forms of the administration: one person of a list, and any of a few.
import type { RefObject } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Checkbox } from '../../parts/field';
import { Chip, Chips } from '../../parts/chips';
import { Combobox } from '../../parts/pick';
import type { Schemas } from '../../api/client';
import { holds } from './directory';
import { adminWords } from './words';

type User = Schemas['User'];

const most_found = 8;

/** Where the reader goes on after something chosen was taken off: the input of the same field. */
export function useFieldFocus(): { place: RefObject<HTMLDivElement>; focusSoon: () => void } {
  const place = useRef<HTMLDivElement>(null);
  return { place, focusSoon: () => requestAnimationFrame(() => place.current?.querySelector('input')?.focus()) };
}

interface PersonFieldProps {
  label: string;
  help?: string;
  fault?: string;
  /** Who may be chosen. */
  people: User[];
  /** The id of who is chosen. */
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}

/** One person: chosen by typing a part of the name, taken off again with a button. */
export function PersonField({ label, help, fault, people, value, onChange }: PersonFieldProps) {
  const w = adminWords();
  const id = useId();
  const { place, focusSoon } = useFieldFocus();
  const name = people.find((each) => each.id === value)?.name ?? w.somebodyElse;
  const takeOff = () => {
    onChange(undefined);
    focusSoon();
  };
  return (
    <div ref={place}>
      {value ? (
        <div class={`field${fault ? ' field--faulty' : ''}`} role="group" aria-labelledby={id}>
          <p class="utrecht-form-label edit__label" id={id}>
            {label}
          </p>
          <Chips>
            <Chip onRemove={takeOff} removeLabel={w.takeOff(name)}>
              {name}
            </Chip>
          </Chips>
          {fault && <p class="field__fault">{fault}</p>}
        </div>
      ) : (
        <Combobox<User>
          label={label}
          help={help}
          fault={fault}
          find={(text) => Promise.resolve(people.filter((each) => holds([each.name, each.email], text)).slice(0, most_found))}
          say={(person) => person.name}
          detail={(person) => person.email}
          keyOf={(person) => person.id}
          onPick={(person) => onChange(person.id)}
        />
      )}
    </div>
  );
}

interface SomeProps {
  legend: string;
  help?: string;
  fault?: string;
  options: { id: string; name: string; help?: string }[];
  values: string[];
  onChange: (values: string[]) => void;
}

/** Any of a few, as checkboxes; what is chosen keeps the order of the options. */
export function Some({ legend, help, fault, options, values, onChange }: SomeProps) {
  const id = useId();
  return (
    <fieldset class={`edit__some${fault ? ' field--faulty' : ''}`} aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend class="utrecht-form-label">{legend}</legend>
      {help && <p class="field__help">{help}</p>}
      {fault && (
        <p class="field__fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <div class="edit__checks">
        {options.map((option) => (
          <Checkbox
            key={option.id}
            label={option.name}
            help={option.help}
            checked={values.includes(option.id)}
            onChange={(chosen) => onChange(options.map((each) => each.id).filter((each) => (each === option.id ? chosen : values.includes(each))))}
          />
        ))}
      </div>
    </fieldset>
  );
}
