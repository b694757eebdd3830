// The availability of one specialist and its changes. Each part of the page changes its own part only: what somebody
// changed elsewhere in another part stays, and what was changed in the same part is shown before anything is lost.
import { useEffect, useState } from 'preact/hooks';
import { answer, answered, api, Refused, type Schemas } from '../../api/client';
import { useDoing, type Doing } from '../../parts/doing';
import { now } from '../../words/clock';

export type Availability = Schemas['Availability'];
export type Part = Partial<Pick<Schemas['AvailabilityInput'], 'weekly' | 'exceptions' | 'absences' | 'whereabouts' | 'paused' | 'mostOpen' | 'mostNewPerWeek' | 'noticeHours' | 'reachableUntil'>>;

export interface State {
  specialist: Schemas['Specialist'];
  availability: Availability;
  etag: string;
}

/** Reads both, in the reader's language. */
export async function readState(id: string): Promise<State> {
  const params = { path: { specialistId: id } };
  const [specialist, { data, etag }] = await Promise.all([
    answer(api.GET('/specialists/{specialistId}', { params })),
    answered(api.GET('/specialists/{specialistId}/availability', { params })),
  ]);
  return { specialist, availability: data, etag };
}

// Past days need not be sent along for ever.
const kept_days = 30;

function bodyOf(availability: Availability, part: Part): Schemas['AvailabilityInput'] {
  const since = new Date(now().getTime() - kept_days * 86_400_000).toISOString().slice(0, 10);
  const { weekly, exceptions, absences, whereabouts, paused, mostOpen, mostNewPerWeek, noticeHours, reachableUntil } = { ...availability, ...part };
  return {
    weekly,
    exceptions: exceptions.filter((each) => each.day >= since),
    absences: absences.filter((each) => each.until >= since),
    whereabouts,
    paused,
    mostOpen,
    mostNewPerWeek,
    noticeHours,
    reachableUntil,
  };
}

function same(a: Availability, b: Availability, part: Part): boolean {
  return (Object.keys(part) as (keyof Part)[]).every((name) => JSON.stringify(a[name]) === JSON.stringify(b[name]));
}

export interface Changing {
  state: State;
  /** True after somebody else changed the very part that was being saved. */
  moved: boolean;
  /** Saves this part, for the section `of` the page; true when it is stored. */
  change: (of: string, part: Part) => Promise<boolean>;
  /** Reads the newest state, as when a switch went off by itself. */
  refresh: () => Promise<void>;
  /** What the section is doing: busy, or refused. */
  doing: (of: string) => Doing | undefined;
}

export function useChanging(first: State): Changing {
  const [state, setState] = useState(first);
  // Read anew, as in another language.
  useEffect(() => setState(first), [first]);
  const [moved, setMoved] = useState(false);
  const [section, setSection] = useState('');
  const doing = useDoing();
  const id = first.specialist.id;
  const path = { specialistId: id };

  async function put(base: State, part: Part): Promise<void> {
    const body = bodyOf(base.availability, part);
    await answered(api.PUT('/specialists/{specialistId}/availability', { params: { path, header: { 'If-Match': base.etag } }, body }));
    setState(await readState(id));
  }

  async function change(of: string, part: Part): Promise<boolean> {
    setSection(of);
    setMoved(false);
    let stored = false;
    await doing.run(async () => {
      try {
        await put(state, part);
        stored = true;
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== 412) throw error;
        const fresh = await readState(id);
        if (same(fresh.availability, state.availability, part)) {
          await put(fresh, part);
          stored = true;
        } else {
          setState(fresh);
          setMoved(true);
        }
      }
    });
    return stored;
  }

  // What could not be read now is read at the next step.
  const refresh = () => readState(id).then(setState, () => undefined);

  return { state, moved, change, refresh, doing: (of) => (of === section ? doing : undefined) };
}
