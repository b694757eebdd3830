// The fixed hours: a sentence first, the table for who wants it; both change the same week, which is saved in one step.
import { useState } from 'preact/hooks';
import { Button } from '../../parts/button';
import { Faults } from '../../parts/doing';
import { hasHours, sayWeekly, weekdays, type Weekly } from '../../parts/hours';
import { useUnsaved } from '../../parts/unsaved';
import type { Changing } from './changing';
import { HoursSentence } from './sentence';
import { WeekTable } from './week';
import { agendaWords } from './words';

/** Without the days that have no hours, in the order of the week. */
function tidy(weekly: Weekly): Weekly {
  return Object.fromEntries(weekdays.filter((day) => (weekly[day] ?? []).length > 0).map((day) => [day, weekly[day]]));
}

export function FixedHours({ changing }: { changing: Changing }) {
  const w = agendaWords();
  const { availability } = changing.state;
  const doing = changing.doing('fixed');
  const [draft, setDraft] = useState<Weekly>();
  const [sentence, setSentence] = useState('');
  const [done, setDone] = useState('');
  const weekly = draft ?? availability.weekly;
  const dirty = draft !== undefined && JSON.stringify(tidy(draft)) !== JSON.stringify(tidy(availability.weekly));
  useUnsaved(dirty, w.leave);

  function change(next: Weekly) {
    setDone('');
    setDraft(next);
  }
  function undo() {
    setDraft(undefined);
    setSentence('');
  }
  async function save() {
    setDone('');
    if (!(await changing.change('fixed', { weekly: tidy(weekly) }))) return;
    undo();
    setDone(w.hoursSaved);
  }

  return (
    <section class="card agenda__section" aria-labelledby="fixed">
      <h2 id="fixed" class="utrecht-heading-2">
        {w.fixed}
      </h2>
      <p class="quiet">{w.fixedWhat}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (dirty) void save();
        }}
      >
        <HoursSentence value={sentence} onInput={setSentence} onRead={change} />
        <p class="agenda__stands">{hasHours(weekly) ? w.nowStands(sayWeekly(weekly)) : w.unknown}</p>
        <details class="agenda__week">
          <summary>{w.week}</summary>
          <WeekTable weekly={weekly} onChange={change} />
        </details>
        <Faults fault={doing?.fault} />
        <div class="buttons">
          <Button type="submit" look="primary" busy={doing?.busy} disabled={!dirty}>
            {w.saveHours}
          </Button>
          {dirty && (
            <Button look="quiet" onClick={undo}>
              {w.undo}
            </Button>
          )}
          <span role="status" class={dirty ? 'quiet' : 'done'}>
            {dirty ? w.unsaved : done}
          </span>
        </div>
      </form>
    </section>
  );
}
