// Being away for a day or longer, with who stands in.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { Button } from '../../parts/button';
import { Chip, Chips } from '../../parts/chips';
import { Faults } from '../../parts/doing';
import { TextField } from '../../parts/field';
import { useLoaded } from '../../parts/loading';
import { SpecialistPicker } from '../../parts/pick';
import { now } from '../../words/clock';
import { sayDay } from '../../words/language';
import type { Availability, Changing } from './changing';
import { dayOf } from './clock';
import { Planned } from './planned';
import { agendaWords } from './words';

type Absence = Availability['absences'][number];

/** The names of these specialists, by id; who is not there is left out. */
function useNames(ids: string[]): Map<string, string> {
  const wanted = [...new Set(ids)].sort();
  const loaded = useLoaded(
    async () => {
      const found = await Promise.allSettled(wanted.map((id) => answer(api.GET('/specialists/{specialistId}', { params: { path: { specialistId: id } } }))));
      return new Map(found.flatMap((each) => (each.status === 'fulfilled' ? [[each.value.id, each.value.name] as const] : [])));
    },
    [wanted.join()],
  );
  return loaded.data ?? new Map();
}

export function Leave({ changing }: { changing: Changing }) {
  const w = agendaWords();
  const all = changing.state.availability.absences;
  const { specialist } = changing.state;
  const doing = changing.doing('leave');
  const [done, setDone] = useState('');
  const coming = all.filter((each) => each.until >= dayOf(now())).sort((a, b) => a.from.localeCompare(b.from));
  const names = useNames(coming.flatMap((each) => each.substitute ?? []));
  const say = (each: Absence) => {
    const name = each.substitute ? names.get(each.substitute) : undefined;
    const stand = each.substitute ? name && w.substitutedBy(name) : w.nobodySubstitutes;
    return [w.absence(sayDay(each.from), sayDay(each.until)), stand].filter(Boolean).join(', ');
  };

  async function put(absences: Absence[], said: string): Promise<boolean> {
    setDone('');
    const stored = await changing.change('leave', { absences });
    if (stored) setDone(said);
    return stored;
  }

  return (
    <section class="card agenda__section" aria-labelledby="leave">
      <h2 id="leave" class="utrecht-heading-2">
        {w.absences}
      </h2>
      <p class="quiet">{w.absencesWhat}</p>
      <Planned items={coming.map((each) => ({ key: `${each.from}${each.until}`, said: say(each), remove: () => void put(all.filter((other) => other !== each), w.absenceRemoved) }))} none={w.noAbsences} busy={doing?.busy} />
      <Faults fault={doing?.fault} />
      <NewAbsence specialist={specialist} busy={doing?.busy ?? false} done={done} onAdd={(made) => put([...all, made], w.absenceAdded)} />
    </section>
  );
}

interface NewProps {
  specialist: Schemas['Specialist'];
  busy: boolean;
  done: string;
  onAdd: (absence: Absence) => Promise<boolean>;
}

function NewAbsence({ specialist, busy, done, onAdd }: NewProps) {
  const w = agendaWords();
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [substitute, setSubstitute] = useState<Schemas['Specialist']>();
  const [faults, setFaults] = useState<{ from?: string; until?: string }>({});

  async function add() {
    const last = until || from;
    const found = { from: from ? undefined : w.needDay, until: last < from ? w.lastFirst : last < dayOf(now()) && from ? w.dayPast : undefined };
    setFaults(found);
    if (found.from || found.until) return;
    if (!(await onAdd({ from, until: last, substitute: substitute?.id }))) return;
    setFrom('');
    setUntil('');
    setSubstitute(undefined);
  }

  return (
    <form
      class="planning"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <div class="planning__part">
        <TextField type="date" label={w.first} value={from} fault={faults.from} onInput={setFrom} />
        <TextField type="date" label={w.last} min={from} value={until} fault={faults.until} onInput={setUntil} />
      </div>
      {substitute ? (
        <Chips>
          <Chip look="topic" removeLabel={w.removeSubstitute(substitute.name)} onRemove={() => setSubstitute(undefined)}>
            {w.substituteIs(substitute.name)}
          </Chip>
        </Chips>
      ) : (
        <SpecialistPicker label={w.substitute} help={w.substituteHelp} municipality={specialist.municipality} exclude={[specialist.id]} onPick={setSubstitute} />
      )}
      <div class="buttons">
        <Button type="submit" busy={busy}>
          {w.addAbsence}
        </Button>
        <span role="status" class="done">
          {done}
        </span>
      </div>
    </form>
  );
}
