// How many questions somebody takes at once and in a week (empty is no bound), how many it is now and what they took of
// late, and how long before it an appointment is made.
import { useState } from 'preact/hooks';
import { Button } from '../../parts/button';
import { Faults } from '../../parts/doing';
import { TextField } from '../../parts/field';
import { sayTimeSpent } from '../../parts/presence';
import type { Changing } from './changing';
import { agendaWords } from './words';

const most = 100;
const mostNotice = 85;

function textOf(value: number | undefined): string {
  return value === undefined ? '' : String(value);
}

/** The number, nothing when empty, `false` when it is neither. */
function numberOf(text: string, largest: number): number | undefined | false {
  if (text.trim() === '') return undefined;
  const value = Number(text);
  return Number.isInteger(value) && value >= 0 && value <= largest ? value : false;
}

export function Capacity({ changing }: { changing: Changing }) {
  const w = agendaWords();
  const { availability, specialist } = changing.state;
  const doing = changing.doing('capacity');
  const [open, setOpen] = useState(textOf(availability.mostOpen));
  const [fresh, setFresh] = useState(textOf(availability.mostNewPerWeek));
  const [notice, setNotice] = useState(textOf(availability.noticeHours));
  const [done, setDone] = useState('');
  const [tried, setTried] = useState(false);
  const mostOpen = numberOf(open, most);
  const mostNewPerWeek = numberOf(fresh, most);
  const noticeHours = numberOf(notice, mostNotice);

  async function save() {
    setDone('');
    setTried(true);
    if (mostOpen === false || mostNewPerWeek === false || noticeHours === false || noticeHours === undefined) return;
    if (await changing.change('capacity', { mostOpen, mostNewPerWeek, noticeHours })) setDone(w.capacitySaved);
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
          <TextField
            type="number"
            label={w.notice}
            min="0"
            max={String(mostNotice)}
            value={notice}
            fault={tried && (noticeHours === false || noticeHours === undefined) ? w.notNotice : undefined}
            onInput={setNotice}
          />
        </div>
        <p class="quiet">
          {w.load(specialist.presence.open, specialist.presence.recent)} {sayTimeSpent(specialist.presence)}
        </p>
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
