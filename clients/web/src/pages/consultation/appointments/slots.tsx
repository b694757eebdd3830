// Times at which everybody is free, by day, of which one is chosen; and after one was just taken by somebody else, the
// nearest others first.
import { useEffect, useState } from 'preact/hooks';
import { answer, api, type Refused, type Schemas } from '../../../api/client';
import { Button } from '../../../parts/button';
import { Load, useLoaded } from '../../../parts/loading';
import { Tiles } from '../../../parts/tiles';
import { sayClock, sayWeekday } from '../../../words/language';
import { appointmentWords } from './words';

export type Slot = Schemas['Slot'];
export type Minutes = Schemas['AppointmentInput']['minutes'];

/** The nearest others, when the server says that it cannot be at a time. */
export function othersOf(fault: Refused | undefined): Slot[] {
  return fault?.problem?.slots ?? [];
}

export function byDay(slots: Slot[]): [string, Slot[]][] {
  const days = new Map<string, Slot[]>();
  for (const slot of slots) {
    const day = sayWeekday(slot.begin);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return [...days];
}

interface Props {
  consultation: string;
  people: string[];
  way: Schemas['AppointmentWay'];
  minutes: Minutes;
  chosen: string | undefined;
  /** Changes when somebody else was first, so that what is shown is fresh. */
  turn: number;
  fault: string | undefined;
  /** Whether it will be where the agenda says. */
  agendaTells: boolean;
  onChoose: (begin: string | undefined) => void;
}

export function Slots({ consultation, people, way, minutes, chosen, turn, fault, agendaTells, onChoose }: Props) {
  const w = appointmentWords();
  const [from, setFrom] = useState<string>();
  const who = people.join(' ');
  const path = { consultationId: consultation };
  useEffect(() => setFrom(undefined), [who, way, minutes]);
  const found = useLoaded(
    () => answer(api.GET('/consultations/{consultationId}/slots', { params: { path, query: { minutes, way, specialist: people, ...(from ? { from } : {}) } } })),
    [consultation, who, way, minutes, from, turn],
  );
  return (
    <div class="slots" role="group" aria-labelledby="slots-title">
      <h3 class="utrecht-heading-3" id="slots-title">
        {w.times}
      </h3>
      {fault && (
        <p class="field__fault" role="alert">
          {fault}
        </p>
      )}
      <Load what={found}>
        {({ slots, unknown }) => (
          <>
            {unknown.length > 0 && <p>{w.unknown(unknown.map((each) => each.name).join(', '))}</p>}
            {unknown.length === 0 && slots.length === 0 && <p role="status">{from ? w.noMoreTimes : w.noTimes}</p>}
            <Days slots={slots} chosen={chosen} onChoose={onChoose} />
            <p role="status">{agendaTells && placeAt(slots, chosen, w.thenAt)}</p>
            <div class="buttons">
              {from && (
                <Button look="quiet" onClick={() => setFrom(undefined)}>
                  {w.earlier}
                </Button>
              )}
              {slots.length >= most_shown && (
                <Button
                  look="quiet"
                  onClick={() => {
                    const last = slots.at(-1);
                    if (last) setFrom(new Date(Date.parse(last.begin) + step_ms).toISOString());
                    onChoose(undefined);
                  }}
                >
                  {w.later}
                </Button>
              )}
            </div>
          </>
        )}
      </Load>
    </div>
  );
}

/** Where it is at the chosen time, in a sentence; empty when nobody said. */
function placeAt(slots: Slot[], chosen: string | undefined, say: (place: string) => string): string {
  const place = slots.find((each) => each.begin === chosen)?.place;
  return place ? say(place) : '';
}

// As many as the server gives at once.
const most_shown = 48;
/** They begin on the quarter of an hour. */
const step_ms = 15 * 60_000;

export function Days({ slots, chosen, onChoose }: { slots: Slot[]; chosen: string | undefined; onChoose: (begin: string) => void }) {
  return (
    <>
      {byDay(slots).map(([day, ofDay]) => (
        <Tiles key={day} legend={day} tiles={ofDay.map((each) => ({ value: each.begin, label: sayClock(each.begin) }))} value={chosen} onChange={onChoose} />
      ))}
    </>
  );
}
