// Leg een gesprek achteraf vast: with whom, what was asked, what was advised; topics are proposed from the text. What
// is typed lives in this page only until it is sent.
import { useLocation } from 'preact-iso';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { me } from '../../frame/session';
import { Button } from '../../parts/button';
import { CaseText } from '../../parts/case-text';
import { useNameLetters } from '../../parts/personal-data';
import { Faults, useDoing } from '../../parts/doing';
import { Checkbox, Choice, Select, TextField } from '../../parts/field';
import { SpecialistPicker } from '../../parts/pick';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';
import { afterDrawing } from '../ask/focus';
import { LeavingBar, useLeaving } from '../ask/leaving';
import { useMatch, type Match } from '../ask/matching';
import { useOnce } from '../ask/once';
import { neighbourhoodOptions, usePlacesKnown } from '../ask/places-known';
import { isAnotherText } from '../ask/another-text';
import { withoutTopic, withTopic, type ChangedTopics } from '../ask/question';
import { sendingWords } from '../ask/sending-words';
import { Understood } from '../ask/understood';
import { ClosingFields, closureOf, emptyClosing, type Closing } from './closing';
import { firstDay, heldAtOf, justNow, today, type Held, type HeldWhen } from './held';
import './phone.css';
import { phoneWords } from './words';

type Specialist = Schemas['Specialist'];

interface Talk {
  specialist?: Specialist;
  question: string;
  advice: string;
  topics: ChangedTopics;
  /** Undefined as long as it is left to what the text names. */
  neighbourhood?: string;
  resident: Schemas['ResidentKnowledge'];
  held: Held;
  closeNow: boolean;
  closing: Closing;
}

const empty: Talk = { question: '', advice: '', topics: { added: [], removed: [] }, resident: 'no_identifying_data', held: justNow, closeNow: false, closing: emptyClosing };

const longest_question = 8000;
const longest_advice = 4000;
const topics_at_most = 20;
const residents = ['no_identifying_data', 'discussed', 'consent'] as const;
const whens: HeldWhen[] = ['now', 'today', 'earlier'];
const places_of_fields = ['/specialist', '/question', '/advice', '/team', '/neighbourhood', '/heldAt'];

/** What the server reads in a text; only a few people are looked for, for none are shown. */
function useReading(question: string) {
  const input = useMemo(() => ({ question, limit: 1 }), [question]);
  return useMatch(input, useSignal(language)).looked;
}

/** The topics that the talk is logged under: those recognised with some weight, as the asker changed them. */
function topicsOf(match: Match | undefined, { added, removed }: ChangedTopics): string[] {
  const read = (match?.understood.aspects ?? []).filter((aspect) => !aspect.negated).map((aspect) => aspect.topic);
  const gone = new Set(removed.map((topic) => topic.code));
  return [...new Set([...added.map((topic) => topic.code), ...read])].filter((code) => !gone.has(code)).slice(0, topics_at_most);
}

export default function Phone() {
  const w = phoneWords();
  const [talk, setTalk] = useState<Talk>(empty);
  const [team, setTeam] = useState(me.value?.teams[0]?.id ?? '');
  const form = useRef<HTMLFormElement>(null);
  const read = useReading(talk.question);
  const places = usePlacesKnown(team);
  const names = read?.match.understood.neighbourhoods ?? [];
  const named = places.neighbourhoods.find((each) => names.includes(each.name))?.id ?? '';
  const leaving = useLeaving((talk.question + talk.advice).trim() !== '');
  const change = (part: Partial<Talk>) => setTalk((now) => ({ ...now, ...part }));
  const { doing, tried, submit } = useLogging([talk, team], () => bodyOf(talk, { team, neighbourhood: talk.neighbourhood ?? named, topics: topicsOf(read?.match, talk.topics) }));
  useEffect(() => {
    if (tried > 0 || doing.fault) afterDrawing(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"], .field--faulty input')?.focus());
  }, [tried, doing.fault]);

  function throwAwayAndGo() {
    setTalk(empty);
    leaving.go();
  }
  return (
    <>
      <h1 class="utrecht-heading-1">{w.title}</h1>
      <p class="lead">{w.intro}</p>
      <LeavingBar leaving={leaving} onThrowAway={throwAwayAndGo} />
      <form ref={form} class="phone" noValidate onSubmit={(event) => void submit(event)}>
        <div class="card phone__talk">
          <Who specialist={talk.specialist} municipality={places.municipality} fault={tried > 0 && !talk.specialist ? w.whoMissing : doing.fault?.at('/specialist')} onChange={(specialist) => change({ specialist })} />
          <Texts
            talk={talk}
            tried={tried > 0}
            fault={(place) => doing.fault?.at(place)}
            onChange={(part) => change(part.question !== undefined && isAnotherText(talk.question, part.question) ? { ...part, topics: empty.topics } : part)}
          />
          <Understood
            title={w.topics}
            match={read?.match}
            question={talk.topics}
            onRemove={(topic) => change({ topics: withoutTopic(talk.topics, topic) })}
            onAdd={(topic) => change({ topics: withTopic(talk.topics, topic) })}
          />
        </div>
        <div class="card phone__around">
          <When held={talk.held} tried={tried > 0} fault={doing.fault?.at('/heldAt')} onChange={(held) => change({ held })} />
          <Around talk={talk} team={team} onTeam={setTeam} options={neighbourhoodOptions(places, sendingWords().noNeighbourhood)} named={named} onChange={change} />
        </div>
        <div class="card phone__end">
          <Checkbox label={w.close} help={w.closeHelp} checked={talk.closeNow} onChange={(closeNow) => change({ closeNow })} />
          {talk.closeNow && <ClosingFields closing={talk.closing} tried={tried > 0} onChange={(closing) => change({ closing })} />}
        </div>
        <div class="phone__send">
          <Faults fault={doing.fault} shown={places_of_fields} />
          <Button look="primary" type="submit" busy={doing.busy}>
            {talk.closeNow ? w.goClose : w.go}
          </Button>
          <p class="phone__faulty" role="status">
            {tried > 0 && !bodyOf(talk, { team, neighbourhood: '', topics: [] }) ? w.faulty : ''}
          </p>
        </div>
      </form>
    </>
  );
}

/**
 * Sends what `body` gives, made from what was filled in `byHand`; without one it only counts the tries, for the fields to
 * say what is missing.
 */
function useLogging(byHand: unknown, body: () => Schemas['PhoneConsultInput'] | undefined) {
  const { route } = useLocation();
  const [tried, setTried] = useState(0);
  const doing = useDoing();
  const once = useOnce();
  async function submit(event: Event) {
    event.preventDefault();
    const input = body();
    if (!input) return setTried((count) => count + 1);
    let made = '';
    const done = await doing.run(async () => {
      made = (await once(byHand, input, (each, key) => answer(api.POST('/phone-consultations', { params: { header: { 'Idempotency-Key': key } }, body: each })))).id;
    });
    if (done) route(`/vragen/${made}`);
  }
  return { doing, tried, submit };
}

interface Found {
  team: string;
  neighbourhood: string;
  topics: string[];
}

/** What is sent; nothing when something is missing. */
function bodyOf(talk: Talk, { team, neighbourhood, topics }: Found): Schemas['PhoneConsultInput'] | undefined {
  const { heldAt, wrong } = heldAtOf(talk.held);
  const closure = talk.closeNow ? closureOf(talk.closing) : undefined;
  if (!talk.specialist || !talk.question.trim() || !talk.advice.trim() || wrong || (talk.closeNow && !closure)) return undefined;
  return {
    specialist: talk.specialist.id,
    question: talk.question,
    advice: talk.advice,
    topics,
    resident: talk.resident,
    ...(team ? { team } : {}),
    ...(neighbourhood ? { neighbourhood } : {}),
    ...(heldAt ? { heldAt } : {}),
    ...(closure ? { closure } : {}),
  };
}

function Who({ specialist, municipality, fault, onChange }: { specialist: Specialist | undefined; municipality: string | undefined; fault: string | undefined; onChange: (specialist: Specialist | undefined) => void }) {
  const w = phoneWords();
  const place = useRef<HTMLDivElement>(null);
  // Somebody of another municipality's pool cannot have been asked from this team.
  const known = specialist && (!municipality || specialist.municipality === municipality) ? specialist : undefined;
  useEffect(() => {
    if (specialist && !known) onChange(undefined);
  }, [specialist, known]);
  function change(next: Specialist | undefined) {
    onChange(next);
    afterDrawing(() => place.current?.querySelector<HTMLElement>('input, button')?.focus());
  }
  return (
    <div ref={place}>
      {known ? (
        <div class="field phone__who">
          <p>
            <span class="phone__label">{w.spokeWith}</span>
            <strong>{known.name}</strong>
            <span class="quiet">{[known.title, known.organisation].filter(Boolean).join(' · ')}</span>
          </p>
          <Button look="quiet" onClick={() => change(undefined)}>
            {w.otherPerson}
          </Button>
        </div>
      ) : (
        <SpecialistPicker label={w.who} help={w.whoHelp} municipality={municipality} fault={fault} onPick={change} />
      )}
    </div>
  );
}

interface TextsProps {
  talk: Talk;
  tried: boolean;
  fault: (place: string) => string | undefined;
  onChange: (part: Partial<Talk>) => void;
}

function Texts({ talk, tried, fault, onChange }: TextsProps) {
  const w = phoneWords();
  const letters = useNameLetters();
  const missing = (text: string, sentence: string) => (tried && !text.trim() ? sentence : undefined);
  return (
    <>
      <CaseText
        label={w.question}
        help={w.questionHelp}
        rows={3}
        maxLength={longest_question}
        value={talk.question}
        onInput={(question) => onChange({ question })}
        letters={letters}
        fault={missing(talk.question, w.questionMissing) ?? fault('/question')}
      />
      <CaseText
        label={w.advice}
        rows={3}
        maxLength={longest_advice}
        value={talk.advice}
        onInput={(advice) => onChange({ advice })}
        letters={letters}
        fault={missing(talk.advice, w.adviceMissing) ?? fault('/advice')}
      />
    </>
  );
}

function When({ held, tried, fault, onChange }: { held: Held; tried: boolean; fault: string | undefined; onChange: (held: Held) => void }) {
  const w = phoneWords();
  const { wrong } = heldAtOf(held);
  const said = tried && wrong ? w.heldWrong[wrong] : fault;
  const atDay = held.when === 'earlier' && wrong === 'day';
  return (
    <>
      <Choice legend={w.when} value={held.when} options={whens.map((value) => ({ value, label: w.whens[value] }))} onChange={(when) => onChange({ ...held, when: when as HeldWhen })} />
      {held.when !== 'now' && (
        <div class="phone__moment">
          {held.when === 'earlier' && (
            <TextField label={w.day} help={w.dayHelp} type="date" min={firstDay()} max={today()} value={held.day} onInput={(day) => onChange({ ...held, day })} fault={atDay ? said : undefined} />
          )}
          <TextField label={w.time} type="time" value={held.time} onInput={(time) => onChange({ ...held, time })} fault={atDay ? undefined : said} />
        </div>
      )}
    </>
  );
}

interface AroundProps {
  talk: Talk;
  team: string;
  onTeam: (team: string) => void;
  options: { value: string; label: string }[];
  named: string;
  onChange: (part: Partial<Talk>) => void;
}

function Around({ talk, team, onTeam, options, named, onChange }: AroundProps) {
  const s = sendingWords();
  const teams = me.value?.teams ?? [];
  return (
    <>
      {teams.length > 1 && (
        <Select
          label={s.team}
          value={team}
          options={teams.map((each) => ({ value: each.id, label: each.name }))}
          onChange={(value) => {
            onTeam(value);
            onChange({ neighbourhood: undefined });
          }}
        />
      )}
      <Select
        label={s.neighbourhood}
        help={talk.neighbourhood === undefined && named ? s.fromText : undefined}
        value={talk.neighbourhood ?? named}
        options={options}
        onChange={(neighbourhood) => onChange({ neighbourhood })}
      />
      <Choice legend={s.resident} value={talk.resident} options={residents.map((value) => ({ value, label: phoneWords().residents[value] }))} onChange={(value) => onChange({ resident: value as Schemas['ResidentKnowledge'] })} />
    </>
  );
}
