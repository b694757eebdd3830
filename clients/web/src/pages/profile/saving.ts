// Saving a profile that somebody else may have changed meanwhile: what is stored, the tag of it, and what was found
// newer when a step was refused.
import { useEffect, useState } from 'preact/hooks';
import { answered, api, Refused, type Schemas } from '../../api/client';
import { useDoing, type Doing } from '../../parts/doing';

type Specialist = Schemas['Specialist'];

export interface Saving {
  /** As it is stored, as far as is known. */
  known: Specialist;
  /** What somebody else made of it, while that is to be decided on. */
  conflict: Specialist | undefined;
  doing: Doing;
  /** The stored profile afterwards; nothing when refused. `overNewer`: on top of what is newer. */
  save: (body: Schemas['SpecialistChange'], overNewer: boolean) => Promise<Specialist | undefined>;
  /** Takes what is newer as what is stored. */
  takeNewer: () => Specialist;
}

interface Seen {
  data: Specialist;
  etag: string;
}

export function useSaving(first: Specialist, etag: string): Saving {
  const [seen, setSeen] = useState<Seen>({ data: first, etag });
  // Read anew, as in another language: what was stored since is kept.
  useEffect(() => setSeen((now) => (now.etag === etag ? { data: first, etag } : now)), [first, etag]);
  const [newer, setNewer] = useState<Seen>();
  const doing = useDoing();
  const path = { specialistId: first.id };

  async function save(body: Schemas['SpecialistChange'], overNewer: boolean): Promise<Specialist | undefined> {
    let saved: Specialist | undefined;
    const base = (overNewer && newer) || seen;
    await doing.run(async () => {
      try {
        const stored = await answered(api.PUT('/specialists/{specialistId}', { params: { path, header: { 'If-Match': base.etag } }, body }));
        setSeen(stored);
        setNewer(undefined);
        saved = stored.data;
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== 412) throw error;
        const fresh = await answered(api.GET('/specialists/{specialistId}', { params: { path } }));
        setNewer(fresh);
      }
    });
    return saved;
  }

  return {
    known: seen.data,
    conflict: newer?.data,
    doing,
    save,
    takeNewer: () => {
      const taken = newer ?? seen;
      setSeen(taken);
      setNewer(undefined);
      return taken.data;
    },
  };
}
