// All that the page for asking holds together: what is written, who can think along, from which team, and sending it
// once. How it looks it does not know.
import { useLocation } from 'preact-iso';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { answer, api, Refused, type Schemas } from '../../api/client';
import { every } from '../../api/every';
import { me } from '../../frame/session';
import { useDoing, type Doing } from '../../parts/doing';
import { sentenceOf, useLoaded } from '../../parts/loading';
import { standing } from '../../parts/personal-data';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';
import { useDeadlines } from './deadlines';
import { throwAway, useDraft, type DraftOf } from './draft';
import { filtersOf, type Narrowing } from './filters';
import { afterDrawing } from './focus';
import { useLeaving, type Leaving } from './leaving';
import { foundByServer, useMatch, type Looked, type MatchInput, type Matching, type Specialist } from './matching';
import { useOnce } from './once';
import { usePeopleShown, type PeopleShown } from './people-shown';
import { usePlacesKnown, type PlacesKnown } from './places-known';
import { contentOf, emptyQuestion, type Question } from './question';
import { residentOf } from './resident';
import { firstChoices, inputOf, type SendingChoices } from './sending';
import { sendingWords } from './sending-words';

const candidates_at_most = 12;
const statusNotFound = 404;
const statusConflict = 409;

export interface Asking {
  question: Question;
  change: (change: (now: Question) => Question) => void;
  /** True while a draft is being fetched: nothing can be written until it is there. */
  opening: boolean;
  /** Why a draft could not be opened, in words. */
  trouble: string;
  /** Empties the page; a draft that was kept stays at the server. */
  startAnew: () => void;
  draft: DraftOf;
  leaving: Leaving;
  from: From;
  narrowing: Narrowing;
  setNarrowing: (narrowing: Narrowing) => void;
  choices: SendingChoices;
  setChoices: (choices: SendingChoices) => void;
  deadlines: Schemas['Deadline'][];
  groups: Schemas['Group'][];
  matching: Matching;
  shown: PeopleShown;
  /** The neighbourhood that the text names, when it is one of the municipality. */
  named: string;
  /** Personal data that stands in the text, each once. */
  found: readonly string[];
  /** Sending was tried before it was said what the resident knows. */
  residentMissing: boolean;
  sending: Doing;
  send: () => Promise<void>;
}

/** `onOpened` is called when a draft stands on the page, or turned out not to come. */
export function useAsking(onOpened: () => void): Asking {
  const [question, setQuestion] = useState<Question>(emptyQuestion);
  const [choices, setChoices] = useState<SendingChoices>(firstChoices);
  const [narrowing, setNarrowing] = useState<Narrowing>({});
  const draft = useDraft();
  const { opening, trouble } = useOpenedDraft(
    draft,
    (found) => {
      setQuestion(found);
      setChoices(firstChoices);
    },
    onOpened,
  );
  const typed = question.text.trim() !== '';
  // Who empties the text begins another question: it does not go over the draft of the first.
  useEffect(() => {
    if (!typed && draft.kept) draft.forget();
  }, [typed, draft.kept]);
  const from = useFrom(question, setQuestion, () => setChoices((now) => ({ ...now, neighbourhood: undefined, group: '' })));
  const pool = from.several ? from.places.municipality : undefined;
  const input = useMemo(() => matchInputOf(question, narrowing, pool, choices.neighbourhood), [question, narrowing, pool, choices.neighbourhood]);
  const matching = useMatch(input, useSignal(language));
  const held = useMemo(() => new Set(question.chosen.map((each) => each.id)), [question.chosen]);
  const shown = usePeopleShown(matching.looked, held, JSON.stringify([narrowing, input.addedTopics, input.removedTopics, input.removedFacets, input.addedFacets, pool]));
  const names = matching.looked?.match.understood.neighbourhoods ?? [];
  const named = from.places.neighbourhoods.find((each) => names.includes(each.name))?.id ?? '';
  const found = useMemo(() => personalDataIn(matching.looked, question.text), [matching.looked, question.text]);
  const [tried, setTried] = useState(false);
  const residentMissing = residentOf(choices, found) === undefined;
  useEffect(() => {
    if (!residentMissing) setTried(false);
  }, [residentMissing]);
  const groups = useLoaded(() => every((offset, limit) => answer(api.GET('/groups', { params: { query: { offset, limit } } }))), []);
  const body = {
    ...contentOf(question),
    ...inputOf(choices, named, found),
    ...(from.team ? { team: from.team } : {}),
    ...(draft.kept ? { draft: draft.kept.id } : {}),
  };
  const { sending, send } = useSending([contentOf(question), choices, from.team], body);
  // Somebody chosen can no longer be asked: the list then shows who can.
  useEffect(() => {
    if (sending.fault?.status === statusConflict) matching.again();
  }, [sending.fault]);
  return {
    question,
    change: setQuestion,
    opening,
    trouble,
    startAnew: () => {
      setQuestion(emptyQuestion);
      setChoices(firstChoices);
      draft.forget();
    },
    draft,
    leaving: useLeaving(typed && (!draft.holds(question) || choices.ownReference.trim() !== '')),
    from,
    narrowing,
    setNarrowing,
    choices,
    setChoices,
    deadlines: useDeadlines(pool),
    groups: (groups.data ?? []).filter((group) => group.municipality === from.places.municipality),
    matching,
    shown,
    named,
    found,
    residentMissing: tried && residentMissing,
    sending,
    send: () => {
      if (!residentMissing) return send();
      setTried(true);
      return Promise.resolve();
    },
  };
}

// What was found in the text that was looked at and still stands in it.
function personalDataIn(looked: Looked | undefined, text: string): readonly string[] {
  if (!looked) return [];
  const { text: asked, findings } = foundByServer(looked);
  return [...new Set(standing(findings, asked, text).map((each) => each.text))];
}

function matchInputOf(question: Question, narrowing: Narrowing, municipality: string | undefined, neighbourhood: string | undefined): MatchInput {
  const { text, addedTopics, removedTopics, removedFacets, addedFacets, excludedSpecialists, excludedOrganisations } = contentOf(question);
  return {
    question: text,
    addedTopics,
    removedTopics,
    ...(removedFacets ? { removedFacets } : {}),
    ...(addedFacets ? { addedFacets } : {}),
    limit: candidates_at_most,
    filters: { ...filtersOf(narrowing), ...(municipality ? { municipality } : {}), excludedSpecialists, excludedOrganisations },
    ...(neighbourhood ? { neighbourhood } : {}),
  };
}

/** Opens the draft that the address names; an answer that comes too late is dropped. */
function useOpenedDraft(draft: DraftOf, onOpen: (question: Question) => void, onSettled: () => void): { opening: boolean; trouble: string } {
  const { query } = useLocation();
  const [trouble, setTrouble] = useState('');
  const [settled, setSettled] = useState<string>();
  const id = query['concept'];
  const opening = id !== undefined && id !== settled && id !== draft.kept?.id;
  useEffect(() => {
    if (!opening) return setSettled(id);
    let late = false;
    setTrouble('');
    draft
      .open(id)
      .then((opened) => {
        if (late) return;
        draft.take(opened);
        onOpen(opened.question);
      })
      .catch((error: unknown) => {
        if (late) return;
        setTrouble(error instanceof Refused && error.status !== statusNotFound ? sentenceOf(error) : sendingWords().draftGone);
        // The address no longer names it, so that it can be chosen again.
        draft.forget();
      })
      .finally(() => {
        if (late) return;
        setSettled(id);
        afterDrawing(onSettled);
      });
    return () => {
      late = true;
    };
  }, [id]);
  return { opening, trouble };
}

export interface From {
  teams: Schemas['Ref'][];
  several: boolean;
  team: string;
  setTeam: (team: string) => void;
  places: PlacesKnown;
  /** Who can no longer be asked since the team changed, by name. */
  left: string[];
}

/** From which team is asked; who was chosen in another municipality is let go. */
function useFrom(question: Question, change: (change: (now: Question) => Question) => void, onChange: () => void): From {
  const teams = useSignal(me)?.teams ?? [];
  const [team, setTeam] = useState(teams[0]?.id ?? '');
  const [left, setLeft] = useState<string[]>([]);
  const places = usePlacesKnown(team);
  const here = places.municipality;
  const isAway = (person: Specialist) => here !== undefined && person.municipality !== here;
  useEffect(() => {
    const away = question.chosen.filter(isAway);
    if (away.length === 0) return;
    setLeft(away.map((each) => each.name));
    change((now) => ({ ...now, chosen: now.chosen.filter((each) => !isAway(each)) }));
  }, [here, question.chosen]);
  return {
    teams,
    several: teams.length > 1,
    team,
    setTeam: (id) => {
      setTeam(id);
      setLeft([]);
      onChange();
    },
    places,
    left,
  };
}

/** `byHand`: what the asker wrote and chose, from which `body` came. */
function useSending(byHand: unknown, body: Schemas['QuestionInput']): { sending: Doing; send: () => Promise<void> } {
  const { route } = useLocation();
  const sending = useDoing();
  const once = useOnce();
  async function send() {
    let sent = '';
    const done = await sending.run(async () => {
      const made = await once(byHand, body, async (each, key) => {
        const { id } = await answer(api.POST('/consultations', { params: { header: { 'Idempotency-Key': key } }, body: each }));
        return { id, draft: each.draft };
      });
      // A draft that was kept after the first try is not in what was repeated; the question itself was sent.
      if (body.draft && body.draft !== made.draft) await throwAway(body.draft).catch(() => undefined);
      sent = made.id;
    });
    if (done) route(`/vragen/${sent}?verstuurd=1`);
  }
  return { sending, send };
}
