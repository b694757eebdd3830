// What is planned, a line each, to be taken away; the focus then goes on to the next line or the heading.
import { useRef } from 'preact/hooks';
import { Button } from '../../parts/button';
import { agendaWords } from './words';

interface Item {
  key: string;
  said: string;
  remove: () => void;
}

export function Planned({ items, none, busy }: { items: Item[]; none: string; busy: boolean | undefined }) {
  const w = agendaWords();
  const box = useRef<HTMLDivElement>(null);
  function remove(item: Item, at: number) {
    item.remove();
    const next = box.current?.querySelectorAll<HTMLElement>('button')[at + 1] ?? box.current;
    next?.focus();
  }
  return (
    <div ref={box} tabIndex={-1} class="planned">
      {items.length === 0 && <p>{none}</p>}
      {items.length > 0 && (
        <ul class="plain">
          {items.map((item, at) => (
            <li key={item.key} class="planned__item">
              <span>{item.said}</span>
              <Button look="quiet" busy={busy} label={w.remove(item.said)} onClick={() => remove(item, at)}>
                {w.removeShort}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
