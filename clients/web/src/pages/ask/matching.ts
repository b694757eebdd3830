// What is asked of the server while somebody types: one question at a time, the last one wins, and nothing for
// less than a few letters. The text is not kept anywhere.
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, api, Refused, type Schemas } from '../../api/client';
import type { Finding } from '../../personal-data/find';
import { signOnAgain } from '../../frame/session';
import { useSignal } from '../../words/signal';

export type Match = Schemas['Match'];
export type Candidate = Schemas['Candidate'];
export type Specialist = Schemas['Specialist'];
export type Filters = Schemas['PoolFilters'];
export type MatchInput = Schemas['MatchInput'];

const pause_ms = 350;
const fewest_characters = 3;

/** Less than is asked about. */
export function tooShort(text: string): boolean {
  return text.trim().length < fewest_characters;
}

/** An answer with the text it is about. */
export interface Looked {
  text: string;
  match: Match;
  /** Counts the answers. */
  turn: number;
}

export interface Matching {
  looked: Looked | undefined;
  busy: boolean;
  error: Refused | undefined;
  again: () => void;
}

/** What may make somebody recognisable in the text that was asked about. */
export function foundByServer({ text, match }: Looked): { text: string; findings: Finding[] } {
  return { text, findings: match.personalData.map((each) => ({ ...each, certain: each.certain ?? false })) };
}

const statusUnauthorized = 401;

/** Asks anew whenever `input` or the language changes; what was found before stays until the next answer. */
export function useMatch(input: MatchInput, language: string): Matching {
  const [looked, setLooked] = useState<Looked>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Refused>();
  const [tries, setTries] = useState(0);
  // Once signed on again what was being asked is asked anew.
  const ended = useSignal(signOnAgain) !== 'no';
  const turn = useRef(0);
  useEffect(() => {
    const mine = ++turn.current;
    setBusy(false);
    if (tooShort(input.question)) {
      setLooked(undefined);
      setError(undefined);
      return undefined;
    }
    if (ended) return undefined;
    const timer = setTimeout(() => {
      setBusy(true);
      answer(api.POST('/matches', { body: input }))
        .then((match) => {
          if (mine !== turn.current) return;
          setLooked({ text: input.question, match, turn: mine });
          setError(undefined);
        })
        .catch((fault: unknown) => {
          if (mine !== turn.current) return;
          const refused = fault instanceof Refused ? fault : new Refused(0, undefined);
          setError(refused.status === statusUnauthorized ? undefined : refused);
        })
        .finally(() => {
          if (mine === turn.current) setBusy(false);
        });
    }, pause_ms);
    return () => clearTimeout(timer);
  }, [JSON.stringify(input), language, ended, tries]);
  return { looked, busy, error, again: () => setTries((count) => count + 1) };
}
