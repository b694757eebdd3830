// Everything that happened with a consultation, in the server's words; fetched when somebody wants to see it, since
// looking at it goes on record.
import { useEffect, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../../api/client';
import { every } from '../../../api/every';
import { Load, useLoaded } from '../../../parts/loading';
import { Moment } from '../../../parts/moment';
import { language } from '../../../words/language';
import { useCase } from '../case';
import type { Consultation } from '../fetching';
import { sideWords } from './words';

type Event = Schemas['Event'];

function fetchEvents(id: string): Promise<Event[]> {
  const path = { consultationId: id };
  return every((offset, limit) => answer(api.GET('/consultations/{consultationId}/events', { params: { path, query: { offset, limit } } })), Infinity);
}

export function Timeline() {
  const w = sideWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <section class="case-side__part">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <h2 class="utrecht-heading-3 case-side__fold">{w.timeline}</h2>
        </summary>
        {isOpen && <Events />}
      </details>
    </section>
  );
}

function Events() {
  const { id, consultation, messages } = useCase();
  const events = useLoaded(() => fetchEvents(id), [id, language.value]);
  const state = `${consultation.revision}/${messages?.length ?? 0}/${consultation.invitations.map((each) => each.state).join()}`;
  const [seen, setSeen] = useState(state);
  useEffect(() => {
    if (seen === state) return;
    setSeen(state);
    void events.again();
  }, [state]);
  return (
    <Load what={events}>
      {(all) => (
        <ol class="plain case-timeline">
          {all.map((event) => (
            <li key={event.seq}>
              <span class="case-timeline__what">{sayEvent(event, consultation)}</span>
              <span class="quiet case-timeline__when">
                <Moment at={event.at} /> · {event.actor?.name ?? sideWords().byItself}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Load>
  );
}

/** The fact with the name of the specialist it is about, when that is somebody else than who did it. */
function sayEvent(event: Event, consultation: Consultation): string {
  const about = event.details['specialist'] ?? event.details['to'];
  const known = consultation.invitations.find((each) => each.specialist.id === about)?.specialist;
  const name = event.specialist?.name ?? known?.name;
  return name && name !== event.actor?.name ? `${event.text}: ${name}` : event.text;
}
