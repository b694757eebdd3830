// How many questions somebody takes at once and in a week; empty is no bound.
import { useState } from 'preact/hooks';
import { Button } from '../../parts/button';
import { Faults } from '../../parts/doing';
import { TextField } from '../../parts/field';
import type { Changing } from './changing';
import { agendaWords } from './words';

const most = 100;

function textOf(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

/** The number, nothing when empty, `false` when it is neither. */
function numberOf(text: string): number | undefined | false {
  if (text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isInteger(value) && value >= 0 && value <= most ? value : false;
}

export function Capacity({ changing }: { changing: Changing }) {
  const w = agendaWords();
  const { availability, specialist } = changing.state;
  const doing = changing.doing('capacity');
  const [open, setOpen] = useState(textOf(availability.mostOpen));
  const [fresh, setFresh] = useState(textOf(availability.mostNewPerWeek));
  const [done, setDone] = useState('');
  const [tried, setTried] = useState(false);
  const mostOpen = numberOf(open);
  const mostNewPerWeek = numberOf(fresh);

  async function save() {
    setDone('');
    setTried(true);
    if (mostOpen === false || mostNewPerWeek === false) return;
    if (await changing.change('capacity', { mostOpen, mostNewPerWeek })) setDone(w.capacitySaved);
  }

  return (
    <section class="card agenda__section" aria-labelledby="capacity">
      <h2 id="capacity" class="utrecht-heading-2">
        {w.capacity}
      </h2>
      <p class="quiet">{w.capacityWhat}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div class="planning__part">
          <TextField type="number" label={w.mostOpen} min="0" max={String(most)} value={open} fault={tried && mostOpen === false ? w.notNumber : undefined} onInput={setOpen} />
          <TextField type="number" label={w.mostNew} min="0" max={String(most)} value={fresh} fault={tried && mostNewPerWeek === false ? w.notNumber : undefined} onInput={setFresh} />
        </div>
        <p class="quiet">{w.load(specialist.presence.open, specialist.presence.recent)}</p>
        <Faults fault={doing?.fault} />
        <div class="buttons">
          <Button type="submit" busy={doing?.busy}>
            {w.saveCapacity}
          </Button>
          <span role="status" class="done">
            {done}
          </span>
        </div>
      </form>
    </section>
  );
}
