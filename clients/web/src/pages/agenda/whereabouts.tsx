// Where somebody is in parts of the week, and how they can be met then. Their hours stay what they are.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../parts/button';
import { Faults } from '../../parts/doing';
import { Checkbox, Select, TextField } from '../../parts/field';
import { inOrder, sayWeekday, sayWhereabouts, weekdays, type MeetingWay, type Weekday, type Whereabouts } from '../../parts/hours';
import { terms } from '../../words/terms';
import type { Changing } from './changing';
import { Planned } from './planned';
import { agendaWords } from './words';

const ways: MeetingWay[] = ['phone', 'video', 'on_the_spot'];
const most = 40;
const longest_place = 120;
const midnight = '00:00';
const end_of_day = '24:00';

export function WhereAndHow({ changing }: { changing: Changing }) {
  const w = agendaWords();
  const all = changing.state.availability.whereabouts;
  const doing = changing.doing('whereabouts');
  const [done, setDone] = useState('');
  const [edited, setEdited] = useState<Whereabouts>();
  const heading = useRef<HTMLHeadingElement>(null);
  // One that was changed elsewhere meanwhile is no longer there to be changed.
  const old = edited && all.find((each) => JSON.stringify(each) === JSON.stringify(edited));
  const others = all.filter((each) => each !== old);
  const place = `/whereabouts/${others.length}/place`;

  async function put(whereabouts: Whereabouts[], said: string): Promise<boolean> {
    setDone('');
    const stored = await changing.change('whereabouts', { whereabouts });
    if (stored) setDone(said);
    return stored;
  }
  // The form of the change goes away with what had the focus.
  function leave() {
    setEdited(undefined);
    heading.current?.focus();
  }

  return (
    <section class="card agenda__section" aria-labelledby="whereabouts">
      <h2 id="whereabouts" class="utrecht-heading-2" tabIndex={-1} ref={heading}>
        {w.whereabouts}
      </h2>
      <p class="quiet">{w.whereaboutsWhat}</p>
      <Planned
        items={inOrder(all).map((each) => ({
          key: each.weekday + each.from,
          said: sayWhereabouts(each),
          change: () => {
            setDone('');
            setEdited(each);
          },
          remove: () =>
            void put(
              all.filter((other) => other !== each),
              w.partRemoved,
            ),
        }))}
        none={w.noWhereabouts}
        busy={doing?.busy}
      />
      <Faults fault={doing?.fault} shown={[place]} />
      {others.length < most && (
        <PartForm
          key={old ? old.weekday + old.from : 'new'}
          old={old}
          others={others}
          busy={doing?.busy ?? false}
          refused={doing?.fault?.at(place)}
          onPut={async (part) => {
            const stored = await put([...others, part], old ? w.partChanged : w.partAdded);
            if (stored && old) leave();
            return stored;
          }}
          onLeave={leave}
        />
      )}
      <p role="status" class="done">
        {done}
      </p>
    </section>
  );
}

interface PartFaults {
  range?: string;
  how?: string;
}

interface FormProps {
  /** That is being changed; nothing for a new one. */
  old: Whereabouts | undefined;
  others: Whereabouts[];
  busy: boolean;
  /** What the server says of the place. */
  refused: string | undefined;
  onPut: (part: Whereabouts) => Promise<boolean>;
  onLeave: () => void;
}

function PartForm({ old, others, busy, refused, onPut, onLeave }: FormProps) {
  const w = agendaWords();
  const [weekday, setWeekday] = useState<Weekday>(old?.weekday ?? 'monday');
  const [from, setFrom] = useState(old?.from ?? '');
  const [to, setTo] = useState(old?.to === end_of_day ? midnight : (old?.to ?? ''));
  const [how, setHow] = useState<MeetingWay[]>(old?.ways ?? []);
  const [place, setPlace] = useState(old?.place ?? '');
  const [faults, setFaults] = useState<PartFaults>({});
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (old) form.current?.querySelector('select')?.focus();
  }, []);

  async function save() {
    const part: Whereabouts = { weekday, from, to: to === midnight ? end_of_day : to, ways: how, ...(place.trim() ? { place: place.trim() } : {}) };
    const found = faultsOf(part, others);
    setFaults(found);
    if (found.range || found.how) return;
    if (!(await onPut(part)) || old) return;
    setFrom('');
    setTo('');
    setHow([]);
    setPlace('');
  }

  return (
    <form
      class="planning"
      ref={form}
      noValidate
      aria-label={old ? w.changePart : w.newPart}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div class="planning__part">
        <Select label={w.day} value={weekday} options={weekdays.map((day) => ({ value: day, label: sayWeekday(day) }))} onChange={(day) => setWeekday(day as Weekday)} />
        <TextField type="time" label={w.from} value={from} fault={faults.range} onInput={setFrom} />
        <TextField type="time" label={w.to} value={to} onInput={setTo} />
      </div>
      <Ways chosen={how} fault={faults.how} onChange={setHow} />
      <TextField label={w.where} help={w.whereHelp} maxLength={longest_place} value={place} fault={refused} onInput={setPlace} />
      <div class="buttons">
        <Button type="submit" busy={busy}>
          {old ? w.savePart : w.addWhereabouts}
        </Button>
        {old && (
          <Button look="quiet" onClick={onLeave}>
            {w.dontChange}
          </Button>
        )}
      </div>
    </form>
  );
}

function faultsOf(part: Whereabouts, others: Whereabouts[]): PartFaults {
  const w = agendaWords();
  const faults: PartFaults = {};
  const same = others.find((each) => each.weekday === part.weekday && each.from < part.to && part.from < each.to);
  if (!part.from || !part.to) faults.range = w.needHours;
  else if (part.to <= part.from) faults.range = w.endFirst;
  else if (same) faults.range = w.partOverlaps(sayWhereabouts(same));
  if (part.ways?.length === 0 && !part.place) faults.how = w.needWayOrPlace;
  return faults;
}

function Ways({ chosen, fault, onChange }: { chosen: MeetingWay[]; fault: string | undefined; onChange: (ways: MeetingWay[]) => void }) {
  const w = agendaWords();
  const described = ['how-help', fault && 'how-fault'].filter(Boolean).join(' ');
  return (
    <fieldset class={`choice${fault ? ' field--faulty' : ''}`} aria-describedby={described}>
      <legend class="utrecht-form-label">{w.how}</legend>
      <p class="field__help" id="how-help">
        {w.howHelp}
      </p>
      {fault && (
        <p class="field__fault" id="how-fault">
          {fault}
        </p>
      )}
      {ways.map((way) => (
        <Checkbox key={way} label={terms().meetings[way]} checked={chosen.includes(way)} onChange={(on) => onChange(ways.filter((each) => (each === way ? on : chosen.includes(each))))} />
      ))}
    </fieldset>
  );
}
