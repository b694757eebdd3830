// What is planned, a line each, to be changed or taken away; the focus then goes on to the next line or the heading.
import { useRef } from 'preact/hooks';
import { Button } from '../../parts/button';
import { agendaWords } from './words';

interface Item {
  key: string;
  said: string;
  change?: () => void;
  remove: () => void;
}

export function Planned({ items, none, busy }: { items: Item[]; none: string; busy: boolean | undefined }) {
  const w = agendaWords();
  const box = useRef<HTMLDivElement>(null);
  function remove(item: Item, at: number) {
    item.remove();
    const next = box.current?.querySelectorAll<HTMLElement>('.planned__ways > :last-child')[at + 1] ?? box.current;
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
              <span class="planned__ways">
                {item.change && (
                  <Button look="quiet" label={w.change(item.said)} onClick={item.change}>
                    {w.changeShort}
                  </Button>
                )}
                <Button look="quiet" busy={busy} label={w.remove(item.said)} onClick={() => remove(item, at)}>
                  {w.removeShort}
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
