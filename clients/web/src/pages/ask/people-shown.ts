// Who stands where in the list while answers come in. It keeps what was last known of each person shown, so that
// nobody vanishes under the pointer.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Candidate, Looked } from './matching';
import { outOfOrder, placesAfter } from './places';

const first_size = 6;

export interface PeopleShown {
  people: Candidate[];
  /** Who was not there at the answer before. */
  fresh: ReadonlySet<string>;
  /** How many more can be shown. */
  more: number;
  outOfOrder: boolean;
  showMore: () => void;
  bestFirst: () => void;
  /** For the list: whether somebody points at it or walks through it. */
  setStill: (still: boolean) => void;
}

interface State {
  places: string[];
  fresh: ReadonlySet<string>;
}

const nobody: State = { places: [], fresh: new Set() };

/** `frame`: what the asker set besides the text; when it changes the list starts anew, best first. */
export function usePeopleShown(looked: Looked | undefined, held: ReadonlySet<string>, frame: string): PeopleShown {
  const [state, setState] = useState<State>(nobody);
  const [size, setSize] = useState(first_size);
  const known = useRef(new Map<string, Candidate>());
  const still = useRef(false);
  const frameShown = useRef(frame);
  const ranked = (looked?.match.candidates ?? []).map((candidate) => candidate.specialist.id);

  useEffect(() => {
    if (!looked) {
      known.current.clear();
      setState(nobody);
      setSize(first_size);
      return;
    }
    for (const candidate of looked.match.candidates) known.current.set(candidate.specialist.id, candidate);
    const anew = frameShown.current !== frame;
    frameShown.current = frame;
    setState((before) => {
      const shown = anew ? [] : before.places;
      const places = placesAfter({ shown, ranked, size, held, still: still.current && !anew });
      const there = new Set(before.places);
      return { places, fresh: new Set(before.places.length > 0 ? places.filter((id) => !there.has(id)) : []) };
    });
  }, [looked]);

  function place(wanted: number, shown: string[]) {
    setState({ places: placesAfter({ shown, ranked, size: wanted, held, still: true }), fresh: new Set() });
  }
  return {
    people: state.places.flatMap((id) => known.current.get(id) ?? []),
    fresh: state.fresh,
    more: ranked.filter((id) => !state.places.includes(id)).length,
    outOfOrder: outOfOrder(state.places, ranked),
    showMore: () => {
      setSize(ranked.length);
      place(ranked.length, state.places);
    },
    bestFirst: () => place(size, []),
    setStill: (now) => {
      still.current = now;
    },
  };
}
