// The forms of an appointment: making one, and moving one to another time.
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, api, newKey, type Schemas } from '../../../api/client';
import { Button } from '../../../parts/button';
import { Faults, useDoing, type Doing } from '../../../parts/doing';
import { Checkbox, TextField } from '../../../parts/field';
import { Tiles } from '../../../parts/tiles';
import { sayMoment } from '../../../words/language';
import { useCase } from '../case';
import { Days, othersOf, Slots, type Minutes } from './slots';
import { appointmentWords } from './words';

type Appointment = Schemas['Appointment'];
type Way = Appointment['way'];

const lengths: Minutes[] = [15, 30, 45, 60];
const ways: Way[] = ['phone', 'video', 'on_the_spot'];
const longest_place = 200;

interface TimeProps {
  people: string[];
  way: Way;
  minutes: Minutes;
  chosen: string | undefined;
  doing: Doing;
  /** That nobody chose a time. */
  fault: string | undefined;
  /** Whether it will be where the agenda says. */
  agendaTells: boolean;
  onMinutes: (minutes: Minutes) => void;
  onChoose: (begin: string | undefined) => void;
}

function Time({ people, way, minutes, chosen, doing, fault, agendaTells, onMinutes, onChoose }: TimeProps) {
  const w = appointmentWords();
  const { id } = useCase();
  const [turn, setTurn] = useState(0);
  const others = othersOf(doing.fault);
  useEffect(() => {
    if (others.length > 0) setTurn((before) => before + 1);
  }, [doing.fault]);
  return (
    <>
      <Faults fault={doing.fault} shown={['/place']} />
      {others.length > 0 && (
        <div class="slots slots--others" role="group" aria-labelledby="others-title">
          <h3 class="utrecht-heading-3" id="others-title">
            {w.nearest}
          </h3>
          <Days slots={others} chosen={chosen} onChoose={onChoose} />
        </div>
      )}
      <Tiles
        legend={w.length}
        tiles={lengths.map((value) => ({ value, label: w.minutes(value) }))}
        value={minutes}
        onChange={(value) => {
          onMinutes(value);
          onChoose(undefined);
        }}
      />
      {people.length > 0 && <Slots consultation={id} people={people} way={way} minutes={minutes} chosen={chosen} turn={turn} fault={fault} agendaTells={agendaTells} onChoose={onChoose} />}
    </>
  );
}

interface FrameProps {
  title: string;
  intro: string;
  submit: string;
  doing: Doing;
  onSubmit: () => void;
  onLeave: () => void;
  children: preact.ComponentChildren;
}

function Frame({ title, intro, submit, doing, onSubmit, onLeave, children }: FrameProps) {
  const w = appointmentWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <form
      class="case-step"
      noValidate
      aria-labelledby="planning-title"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <h2 class="utrecht-heading-2" id="planning-title" tabIndex={-1} ref={heading}>
        {title}
      </h2>
      <p class="case-step__intro">{intro}</p>
      {children}
      <div class="case-step__buttons">
        <Button look="primary" type="submit" busy={doing.busy}>
          {submit}
        </Button>
        <Button look="quiet" onClick={onLeave}>
          {w.cancel}
        </Button>
      </div>
    </form>
  );
}

interface Done {
  /** What became of it, in a sentence. */
  onDone: (told: string) => void;
  onLeave: () => void;
}

export function Planning({ onDone, onLeave }: Done) {
  const w = appointmentWords();
  const { id, consultation } = useCase();
  const able = consultation.invitations.filter((each) => each.state === 'accepted').map((each) => each.specialist);
  const doing = useDoing();
  const key = useRef(newKey());
  const [people, setPeople] = useState(() => able.slice(0, 4).map((each) => each.id));
  const [minutes, setMinutes] = useState<Minutes>(30);
  const [way, setWay] = useState<Way>('phone');
  const [place, setPlace] = useState('');
  const [chosen, setChosen] = useState<string>();
  const [tried, setTried] = useState(false);

  // Other times may be possible in another way.
  function chooseWay(next: Way) {
    setWay(next);
    setChosen(undefined);
  }
  async function book() {
    setTried(true);
    if (!chosen || people.length === 0) return;
    const body = { specialists: people, way, begin: chosen, minutes, ...(place.trim() ? { place: place.trim() } : {}) };
    const params = { path: { consultationId: id }, header: { 'Idempotency-Key': key.current } };
    const done = await doing.run(async () => {
      await answer(api.POST('/consultations/{consultationId}/appointments', { params, body }));
    });
    if (done) onDone(w.booked(sayMoment(chosen)));
    else {
      // What is sent next is another wish.
      key.current = newKey();
      setChosen(undefined);
      setTried(false);
    }
  }

  return (
    <Frame title={w.plan} intro={w.planWhat} submit={w.book} doing={doing} onSubmit={() => void book()} onLeave={onLeave}>
      {able.length > 1 ? (
        <fieldset class="choice">
          <legend class="utrecht-form-label">{w.whoJoins}</legend>
          {tried && people.length === 0 && (
            <p class="field__fault" role="alert">
              {w.needPerson}
            </p>
          )}
          {able.map((each) => (
            <Checkbox
              key={each.id}
              label={each.name}
              checked={people.includes(each.id)}
              onChange={(on) => {
                setPeople(on ? [...people, each.id] : people.filter((one) => one !== each.id));
                setChosen(undefined);
              }}
            />
          ))}
        </fieldset>
      ) : (
        <p>{w.with(able.map((each) => each.name).join(', '))}</p>
      )}
      <Tiles legend={w.way} tiles={ways.map((value) => ({ value, label: w.ways[value] }))} value={way} onChange={chooseWay} />
      <TextField label={w.place[way]} help={w.placeHelp} maxLength={longest_place} value={place} fault={doing.fault?.at('/place')} onInput={setPlace} />
      <Time people={people} way={way} minutes={minutes} chosen={chosen} doing={doing} fault={tried && !chosen ? w.needTime : undefined} agendaTells={!place.trim()} onMinutes={setMinutes} onChoose={setChosen} />
    </Frame>
  );
}

export function Moving({ appointment, onDone, onLeave }: Done & { appointment: Appointment }) {
  const w = appointmentWords();
  const doing = useDoing();
  const length = Math.round((Date.parse(appointment.end) - Date.parse(appointment.begin)) / 60_000);
  const [minutes, setMinutes] = useState<Minutes>(lengths.find((each) => each === length) ?? 30);
  const [chosen, setChosen] = useState<string>();
  const [tried, setTried] = useState(false);
  const people = appointment.specialists.map((each) => each.id);

  async function move() {
    setTried(true);
    if (!chosen) return;
    const path = { consultationId: appointment.consultation, appointmentId: appointment.id };
    const params = { path, header: { 'If-Match': `"${appointment.revision}"` } };
    const done = await doing.run(async () => {
      await answer(api.PUT('/consultations/{consultationId}/appointments/{appointmentId}', { params, body: { begin: chosen, minutes } }));
    });
    if (done) onDone(w.moved(sayMoment(chosen)));
    else {
      setChosen(undefined);
      setTried(false);
    }
  }

  return (
    <Frame title={w.moveOf(sayMoment(appointment.begin))} intro={w.with(appointment.specialists.map((each) => each.name).join(', '))} submit={w.moveGo} doing={doing} onSubmit={() => void move()} onLeave={onLeave}>
      <Time people={people} way={appointment.way} minutes={minutes} chosen={chosen} doing={doing} fault={tried && !chosen ? w.needTime : undefined} agendaTells={!appointment.place} onMinutes={setMinutes} onChoose={setChosen} />
    </Frame>
  );
}
