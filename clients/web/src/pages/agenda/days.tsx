// One day different from the fixed hours, both ways: not there, or there at other hours.
import { useState } from 'preact/hooks';
import { Button } from '../../parts/button';
import { Faults } from '../../parts/doing';
import { Choice, TextField } from '../../parts/field';
import { sayRanges, type TimeRange } from '../../parts/hours';
import { now } from '../../words/clock';
import { sayDay } from '../../words/language';
import type { Availability, Changing } from './changing';
import { dayOf } from './clock';
import { Planned } from './planned';
import { agendaWords } from './words';

type Exception = Availability['exceptions'][number];

const most_parts = 3;

export function Days({ changing }: { changing: Changing }) {
  const w = agendaWords();
  const all = changing.state.availability.exceptions;
  const doing = changing.doing('days');
  const [done, setDone] = useState('');
  const coming = all.filter((each) => each.day >= dayOf(now())).sort((a, b) => a.day.localeCompare(b.day));
  const say = (each: Exception) => (each.hours.length === 0 ? w.offDay(sayDay(each.day)) : w.otherDay(sayDay(each.day), sayRanges(each.hours)));

  async function put(exceptions: Exception[], said: string): Promise<boolean> {
    setDone('');
    const stored = await changing.change('days', { exceptions });
    if (stored) setDone(said);
    return stored;
  }

  return (
    <section class="card agenda__section" aria-labelledby="days">
      <h2 id="days" class="utrecht-heading-2">
        {w.exceptions}
      </h2>
      <p class="quiet">{w.exceptionsWhat}</p>
      <Planned
        items={coming.map((each) => ({ key: each.day, said: say(each), remove: () => void put(all.filter((other) => other.day !== each.day), w.exceptionRemoved(sayDay(each.day))) }))}
        none={w.noExceptions}
        busy={doing?.busy}
      />
      <Faults fault={doing?.fault} />
      <NewDay busy={doing?.busy ?? false} done={done} onAdd={(made) => put([...all.filter((each) => each.day !== made.day), made], w.exceptionAdded(sayDay(made.day)))} />
    </section>
  );
}

interface NewDayFaults {
  day?: string;
  hours?: string;
}

function faultsOf(day: string, there: boolean, parts: TimeRange[]): NewDayFaults {
  const w = agendaWords();
  const faults: NewDayFaults = {};
  if (!day) faults.day = w.needDay;
  else if (day < dayOf(now())) faults.day = w.dayPast;
  if (there && parts.some((part) => !part.from || !part.to)) faults.hours = w.needHours;
  else if (there && parts.some((part) => part.to <= part.from)) faults.hours = w.endFirst;
  return faults;
}

function NewDay({ busy, done, onAdd }: { busy: boolean; done: string; onAdd: (exception: Exception) => Promise<boolean> }) {
  const w = agendaWords();
  const [day, setDay] = useState('');
  const [kind, setKind] = useState<'off' | 'other'>('off');
  const [parts, setParts] = useState<TimeRange[]>([{ from: '', to: '' }]);
  const [faults, setFaults] = useState<NewDayFaults>({});
  const there = kind === 'other';

  async function add() {
    const found = faultsOf(day, there, parts);
    setFaults(found);
    if (found.day || found.hours) return;
    const hours = there ? [...parts].sort((a, b) => a.from.localeCompare(b.from)) : [];
    if (!(await onAdd({ day, hours }))) return;
    setDay('');
    setKind('off');
    setParts([{ from: '', to: '' }]);
  }
  const setPart = (at: number, part: Partial<TimeRange>) => setParts((before) => before.map((each, index) => (index === at ? { ...each, ...part } : each)));

  return (
    <form
      class="planning"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextField type="date" label={w.day} min={dayOf(now())} value={day} fault={faults.day} onInput={setDay} />
      <Choice
        legend={w.kind}
        value={kind}
        options={[
          { value: 'off', label: w.notThere },
          { value: 'other', label: w.otherHours },
        ]}
        onChange={(value) => setKind(value as 'off' | 'other')}
      />
      {there &&
        parts.map((part, at) => (
          <div class="planning__part" key={at}>
            <TextField type="time" label={w.from} value={part.from} fault={at === 0 ? faults.hours : undefined} onInput={(from) => setPart(at, { from })} />
            <TextField type="time" label={w.to} value={part.to} onInput={(to) => setPart(at, { to })} />
            {parts.length > 1 && (
              <Button look="quiet" label={w.removePart(at + 1)} onClick={() => setParts((before) => before.filter((_, index) => index !== at))}>
                {w.removeShort}
              </Button>
            )}
          </div>
        ))}
      <div class="buttons">
        <Button type="submit" busy={busy}>
          {w.addException}
        </Button>
        {there && parts.length < most_parts && (
          <Button look="quiet" onClick={() => setParts((before) => [...before, { from: '', to: '' }])}>
            {w.addPart}
          </Button>
        )}
        <span role="status" class="done">
          {done}
        </span>
      </div>
    </form>
  );
}
