// A few choices as large buttons of which one holds: one click each, by pointer, finger or arrow keys.
import { useId } from 'preact/hooks';
import './tiles.css';

interface Tile<T> {
  value: T;
  label: string;
}

interface Props<T> {
  legend: string;
  help?: string;
  fault?: string;
  tiles: Tile<T>[];
  value: T | undefined;
  onChange: (value: T) => void;
}

export function Tiles<T extends string | number | boolean>({ legend, help, fault, tiles, value, onChange }: Props<T>) {
  const id = useId();
  const described = [help && `${id}-help`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <fieldset class={`choice-tiles${fault ? ' field--faulty' : ''}`} aria-describedby={described || undefined}>
      <legend class="utrecht-form-label">{legend}</legend>
      {help && (
        <p class="field__help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {fault && (
        <p class="field__fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
      <div class="choice-tiles__all">
        {tiles.map((tile) => (
          <label key={String(tile.value)} class={`choice-tile${tile.value === value ? ' choice-tile--chosen' : ''}`}>
            <input class="choice-tile__input" type="radio" name={id} checked={tile.value === value} onChange={() => onChange(tile.value)} />
            {tile.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
