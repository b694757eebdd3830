// Stel een vraag: the asker writes, sees how it is understood and who can think along, chooses, and sends. What is
// typed lives in this page only, unless the asker keeps it as a draft.
import { useLocation } from 'preact-iso';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { me } from '../../frame/session';
import { Alert } from '../../parts/alert';
import { ButtonLink } from '../../parts/button';
import { CaseText } from '../../parts/case-text';
import { useDoing } from '../../parts/doing';
import { Select } from '../../parts/field';
import { sentenceOf, useLoaded } from '../../parts/loading';
import { Refused } from '../../api/client';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';
import './ask.css';
import { Danger, DidYouMean } from './beside-text';
import { deadlineOf } from './deadlines';
import { useDraft } from './draft';
import { Drafts } from './drafts';
import { filtersOf, FilterBar, type Narrowing } from './filters';
import { LeavingBar, useLeaving } from './leaving';
import { useMatch, type Match, type MatchInput } from './matching';
import { useKeyOf } from './once';
import { People } from './people';
import { usePeopleShown } from './people-shown';
import { usePlacesKnown } from './places-known';
import { contentOf, emptyQuestion, excludingOrganisation, excludingPerson, notChoosing, toggling, withoutTopic, withTopic, type Question } from './question';
import { firstChoices, inputOf, SendingFields, useDeadlines, type SendingChoices } from './sending';
import { sendingWords, type Ahead } from './sending-words';
import { Start } from './start';
import { Summary } from './summary';
import { Understood } from './understood';
import { askWords } from './words';

const longest = 8000;
const candidates_at_most = 12;
const statusNotFound = 404;
const placesOfFields = ['/text', '/ownReference', '/neighbourhood', '/group', '/urgency', '/team'];

export default function Ask() {
  const w = askWords();
  const s = sendingWords();
  const code = useSignal(language);
  const { route, query } = useLocation();
  const teams = useSignal(me)?.teams ?? [];

  const [question, setQuestion] = useState<Question>(emptyQuestion);
  const [choices, setChoices] = useState<SendingChoices>(firstChoices);
  const [narrowing, setNarrowing] = useState<Narrowing>({});
  const [team, setTeam] = useState(teams[0]?.id ?? '');
  const [left, setLeft] = useState<string[]>([]);
  const [opening, setOpening] = useState('');
  const draft = useDraft();
  const sending = useDoing();
  const keyOf = useKeyOf();
  const page = useRef<HTMLDivElement>(null);

  const several = teams.length > 1;
  const places = usePlacesKnown(team);
  const deadlines = useDeadlines(several ? places.municipality : undefined);
  const groups = useLoaded(() => answer(api.GET('/groups', { params: { query: { limit: 200 } } })), []);
  const groupsHere = (groups.data?.items ?? []).filter((group) => group.municipality === places.municipality);

  const input = useMemo<MatchInput>(() => {
    const { text, addedTopics, removedTopics, excludedSpecialists, excludedOrganisations } = contentOf(question);
    return {
      question: text,
      addedTopics,
      removedTopics,
      limit: candidates_at_most,
      filters: { ...filtersOf(narrowing), ...(several && places.municipality ? { municipality: places.municipality } : {}), excludedSpecialists, excludedOrganisations },
      ...(choices.neighbourhood ? { neighbourhood: choices.neighbourhood } : {}),
    };
  }, [question, narrowing, several, places.municipality, choices.neighbourhood]);
  const matching = useMatch(input, code);
  const match = matching.looked?.match;
  const held = useMemo(() => new Set(question.chosen.map((each) => each.id)), [question.chosen]);
  const shown = usePeopleShown(matching.looked, held, JSON.stringify([narrowing, input.addedTopics, input.removedTopics, team]));
  const named = namedNeighbourhood(match, places.neighbourhoods);

  const typed = question.text.trim() !== '';
  const leaving = useLeaving(typed && !draft.holds(question));
  const holdsAll = draft.holds(question);

  useEffect(() => {
    const id = query['concept'];
    if (!id || id === draft.kept?.id) return;
    draft
      .open(id)
      .then((found) => {
        setQuestion(found);
        setOpening('');
        focusText(page.current);
      })
      .catch((error: unknown) => setOpening(error instanceof Refused && error.status !== statusNotFound ? sentenceOf(error) : s.draftGone));
  }, [query['concept']]);

  useEffect(() => {
    if (sending.fault?.at('/text')) focusText(page.current);
    else if (sending.fault?.at('/ownReference')) page.current?.querySelector<HTMLElement>('.sending [aria-invalid]')?.focus();
  }, [sending.fault]);

  function changeTeam(id: string) {
    setTeam(id);
    setLeft([]);
    setChoices({ ...choices, neighbourhood: undefined, group: '' });
  }
  // Who was chosen belongs to the pool of a municipality; another team may be of another.
  useEffect(() => {
    const here = places.municipality;
    const away = question.chosen.filter((each) => here && each.municipality !== here);
    if (away.length === 0) return;
    setLeft(away.map((each) => each.name));
    setQuestion((now) => ({ ...now, chosen: now.chosen.filter((each) => each.municipality === here) }));
  }, [places.municipality, question.chosen]);

  async function send() {
    const body: Schemas['QuestionInput'] = {
      ...contentOf(question),
      ...inputOf(choices, named),
      ...(team ? { team } : {}),
      ...(draft.kept ? { draft: draft.kept.id } : {}),
    };
    let sent = '';
    const done = await sending.run(async () => {
      const made = await answer(api.POST('/consultations', { params: { header: { 'Idempotency-Key': keyOf(body) } }, body }));
      sent = made.id;
    });
    if (done) route(`/vragen/${sent}?verstuurd=1`);
  }
  async function keepAndGo() {
    if (await draft.save(question)) leaving.go();
  }
  function throwAwayAndGo() {
    setQuestion(emptyQuestion);
    draft.forget();
    leaving.go();
  }

  const group = groupsHere.find((each) => each.id === choices.group);
  const ahead: Ahead = {
    asked: [...question.chosen.map((each) => each.name), ...(group ? [s.group1(group.name)] : [])],
    next: match?.candidates.find((each) => !held.has(each.specialist.id) && !each.specialist.presence.lackingAgreement)?.specialist.name,
    by: deadlineOf(deadlines, choices.urgency),
    onlyByMe: choices.onlyByMe,
  };
  return (
    <div ref={page}>
      <div class="page-head">
        <h1 class="utrecht-heading-1">{w.title}</h1>
        <ButtonLink href="/gesprek" look="quiet">
          {w.phone}
        </ButtonLink>
      </div>
      <LeavingBar leaving={leaving} busy={draft.saving.busy} onKeep={() => void keepAndGo()} onThrowAway={throwAwayAndGo} />
      {opening && <Alert kind="warning">{opening}</Alert>}
      {!typed && <Drafts />}
      <div class={`ask${typed ? ' ask--typed' : ''}`}>
        <div class="ask__question">
          {several && <Select label={s.team} help={s.teamHelp} value={team} options={teams.map((each) => ({ value: each.id, label: each.name }))} onChange={changeTeam} fault={sending.fault?.at('/team')} />}
          <CaseText
            label={w.question}
            help={w.textHelp}
            placeholder={w.placeholder}
            rows={6}
            maxLength={longest}
            value={question.text}
            onInput={(text) => setQuestion((now) => ({ ...now, text }))}
            findings={match?.personalData ?? []}
            asked={matching.looked?.text ?? ''}
            fault={sending.fault?.at('/text')}
          />
          {match?.understood.acuteDanger && <Danger />}
          {match?.didYouMean && matching.looked?.text === question.text && (
            <DidYouMean
              text={question.text}
              better={match.didYouMean}
              onTake={() => {
                setQuestion((now) => ({ ...now, text: match.didYouMean ?? now.text }));
                focusText(page.current);
              }}
            />
          )}
          {typed && (
            <Understood
              match={match}
              question={question}
              onRemove={(topic) => setQuestion((now) => withoutTopic(now, topic))}
              onAdd={(topic) => setQuestion((now) => withTopic(now, topic))}
            />
          )}
        </div>
        <div class="ask__people">
          {typed ? (
            <>
              <FilterBar
                narrowing={narrowing}
                municipality={several ? places.municipality : undefined}
                excludedPeople={question.excludedPeople}
                excludedOrganisations={question.excludedOrganisations}
                onNarrow={setNarrowing}
                onPersonBack={(person) => setQuestion((now) => ({ ...now, excludedPeople: now.excludedPeople.filter((each) => each.id !== person.id) }))}
                onOrganisationBack={(name) => setQuestion((now) => ({ ...now, excludedOrganisations: now.excludedOrganisations.filter((each) => each !== name) }))}
              />
              <People
                matching={matching}
                shown={shown}
                question={question}
                onToggle={(person) => setQuestion((now) => toggling(now, [person]))}
                onChoose={(people) => setQuestion((now) => toggling(now, people.map((each) => each.specialist)))}
                onExcludePerson={(person) => setQuestion((now) => excludingPerson(now, person))}
                onExcludeOrganisation={(name) => setQuestion((now) => excludingOrganisation(now, name))}
                onPersonBack={(person) => setQuestion((now) => ({ ...now, excludedPeople: now.excludedPeople.filter((each) => each.id !== person.id) }))}
                onOrganisationBack={(name) => setQuestion((now) => ({ ...now, excludedOrganisations: now.excludedOrganisations.filter((each) => each !== name) }))}
              />
            </>
          ) : (
            <Start
              onTake={(text) => {
                setQuestion((now) => ({ ...now, text }));
                focusText(page.current);
              }}
            />
          )}
        </div>
        {typed && (
          <section class="sending" aria-labelledby="sending">
            <h2 id="sending" class="utrecht-heading-2">
              {s.title}
            </h2>
            <SendingFields choices={choices} onChange={setChoices} chosen={question.chosen} deadlines={deadlines} places={places} groups={groupsHere} named={named} fault={sending.fault} />
            {left.length > 0 && <Alert kind="info">{s.otherTeam(left)}</Alert>}
          </section>
        )}
        {typed && (
            <Summary
              chosen={question.chosen}
              group={group}
              ahead={ahead}
              busy={sending.busy}
              fault={sending.fault}
              shown={placesOfFields}
              draft={draft}
              draftHoldsAll={holdsAll}
              onRemove={(id) => setQuestion((now) => notChoosing(now, id))}
              onRemoveGroup={() => setChoices({ ...choices, group: '' })}
              onSend={() => void send()}
              onKeep={() => void draft.save(question)}
            />
        )}
      </div>
    </div>
  );
}

function focusText(page: HTMLElement | null): void {
  page?.querySelector<HTMLElement>('textarea')?.focus();
}

/** The neighbourhood that the text names, when it names one of the municipality. */
function namedNeighbourhood(match: Match | undefined, known: readonly Schemas['Neighbourhood'][]): string {
  const names = match?.understood.neighbourhoods ?? [];
  return known.find((each) => names.includes(each.name))?.id ?? '';
}
