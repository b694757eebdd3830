// Short facts in a row, each of which may be taken away.
import type { ComponentChildren } from 'preact';

export function Chips({ label, children }: { label?: string; children: ComponentChildren }) {
  return (
    <ul class="chips" aria-label={label}>
      {children}
    </ul>
  );
}

interface ChipProps {
  look?: 'plain' | 'topic' | 'negated' | 'mentioned' | 'suspected' | 'removed' | 'meant';
  title?: string;
  onRemove?: () => void;
  /** What the button does, in words: "schulden weghalen". */
  removeLabel?: string;
  /** The sign on the button: × takes away, ↺ puts back, + adds. */
  sign?: '×' | '↺' | '+';
  children: ComponentChildren;
}

export function Chip({ look = 'plain', title, onRemove, removeLabel, sign = '×', children }: ChipProps) {
  return (
    <li class={`chip chip--${look}`} title={title}>
      <span>{look === 'negated' ? <s>{children}</s> : children}</span>
      {onRemove && (
        <button type="button" aria-label={removeLabel} onClick={onRemove}>
          {sign}
        </button>
      )}
    </li>
  );
}
