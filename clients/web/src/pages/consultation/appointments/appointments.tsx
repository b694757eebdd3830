// The appointments of a consultation: what is booked, and the ways to make, move and cancel one.
import { useRef, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../../api/client';
import { Button } from '../../../parts/button';
import { Faults, useDoing } from '../../../parts/doing';
import { useLoaded } from '../../../parts/loading';
import { Sure } from '../../../parts/sure';
import { sayMoment, saySpan } from '../../../words/language';
import { useCase } from '../case';
import { Moving, Planning } from './planning';
import { appointmentWords } from './words';
import './appointments.css';

type Appointment = Schemas['Appointment'];

export function Appointments() {
  const w = appointmentWords();
  const { id, consultation } = useCase();
  const path = { consultationId: id };
  // Looks again whenever the consultation does, which is when others did something too.
  const found = useLoaded(() => answer(api.GET('/consultations/{consultationId}/appointments', { params: { path } })), [id, consultation]);
  const [form, setForm] = useState<'plan' | Appointment>();
  const [told, setTold] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);

  if (!found.data || (!found.data.bookable && found.data.items.length === 0)) return null;
  const { items, bookable } = found.data;

  async function done(sentence: string) {
    setForm(undefined);
    await found.again();
    setTold(sentence);
    heading.current?.focus();
  }
  const leave = () => {
    setForm(undefined);
    requestAnimationFrame(() => heading.current?.focus());
  };

  return (
    <section class="appointments" aria-labelledby="appointments-title">
      <h2 class="utrecht-heading-2" id="appointments-title" ref={heading} tabIndex={-1}>
        {w.title}
      </h2>
      <p class="appointments__told" role="status">
        {told}
      </p>
      {items.length === 0 && <p class="quiet">{w.none}</p>}
      {items.length > 0 && (
        <ul class="appointments__all">
          {items.map((each) => (
            <li key={each.id}>
              <One
                appointment={each}
                onMove={() => {
                  setTold('');
                  setForm(each);
                }}
                onDone={(sentence) => void done(sentence)}
                onLost={() => void found.again()}
              />
            </li>
          ))}
        </ul>
      )}
      {form === 'plan' && <Planning onDone={(sentence) => void done(sentence)} onLeave={leave} />}
      {form && form !== 'plan' && <Moving key={form.id + form.revision} appointment={form} onDone={(sentence) => void done(sentence)} onLeave={leave} />}
      {!form && bookable && (
        <Button
          onClick={() => {
            setTold('');
            setForm('plan');
          }}
        >
          {w.plan}
        </Button>
      )}
    </section>
  );
}

interface OneProps {
  appointment: Appointment;
  onMove: () => void;
  onDone: (told: string) => void;
  /** Somebody else changed it. */
  onLost: () => void;
}

function One({ appointment, onMove, onDone, onLost }: OneProps) {
  const w = appointmentWords();
  const doing = useDoing();
  const moment = sayMoment(appointment.begin);
  const path = { consultationId: appointment.consultation, appointmentId: appointment.id };
  if (appointment.state === 'cancelled') return <p class="quiet">{w.cancelled(saySpan(appointment.begin, appointment.end))}</p>;

  async function cancel() {
    const params = { path, header: { 'If-Match': `"${appointment.revision}"` } };
    const done = await doing.run(async () => {
      await answer(api.POST('/consultations/{consultationId}/appointments/{appointmentId}/cancellation', { params }));
    });
    if (done) onDone(w.takenAway);
    else onLost();
  }
  return (
    <>
      <p class="appointments__when">
        <time dateTime={appointment.begin}>{saySpan(appointment.begin, appointment.end)}</time>
      </p>
      <p>
        {w.ways[appointment.way]}. {w.with(appointment.specialists.map((each) => each.name).join(', '))}
      </p>
      {appointment.place && <p class="appointments__place">{appointment.place}</p>}
      <Faults fault={doing.fault} />
      <div class="buttons">
        <a class="utrecht-button utrecht-button--secondary-action button-link" href={`/v1/consultations/${path.consultationId}/appointments/${path.appointmentId}.ics`} download="afspraak.ics" aria-label={w.inCalendarOf(moment)}>
          {w.inCalendar}
        </a>
        {appointment.changeable && (
          <>
            <Button look="quiet" label={w.moveOf(moment)} onClick={onMove}>
              {w.move}
            </Button>
            <Sure ask={w.takeAway} label={w.takeAwayOf(moment)} what={w.takeAwayWhat} yes={w.takeAwayYes} no={w.takeAwayNo} busy={doing.busy} onYes={() => void cancel()} />
          </>
        )}
      </div>
    </>
  );
}
