// Stel een vraag: the asker writes, sees how it is understood and who can think along, chooses, and sends. What is
// typed lives in this page only, unless the asker keeps it as a draft.
import { useEffect, useRef } from 'preact/hooks';
import { Alert } from '../../parts/alert';
import { ButtonLink } from '../../parts/button';
import { CaseText } from '../../parts/case-text';
import { Select } from '../../parts/field';
import './ask.css';
import { useAsking, type Asking } from './asking';
import { Danger, DidYouMean } from './beside-text';
import { deadlineOf } from './deadlines';
import { Drafts } from './drafts';
import { Eighteen } from './eighteen';
import { FilterBar } from './filters';
import { LeavingBar } from './leaving';
import { foundByServer } from './matching';
import { usePasting, withoutControls } from './pasting';
import { People } from './people';
import { addingFacet, askingAgain, askingAgainOf, excludingOrganisation, excludingPerson, notChoosing, toggling, withFacet, withoutFacet, withoutTopic, withText, withTopic } from './question';
import { SendingFields } from './sending';
import { sendingWords, type Ahead } from './sending-words';
import { Start } from './start';
import { Summary } from './summary';
import { Understood } from './understood';
import { askWords } from './words';

const longest = 8000;
const places_of_fields = ['/text', '/ownReference', '/neighbourhood', '/group', '/urgency', '/team'];

export default function Ask() {
  const w = askWords();
  const page = useRef<HTMLDivElement>(null);
  const focusText = () => page.current?.querySelector<HTMLElement>('textarea')?.focus();
  const asking = useAsking(focusText);
  const { question, change, choices, setChoices, draft, leaving, sending } = asking;
  const typed = question.text.trim() !== '';
  useEffect(() => {
    if (sending.fault?.at('/text')) focusText();
    else if (sending.fault?.problem?.errors?.length) page.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus();
  }, [sending.fault]);
  useEffect(() => {
    if (asking.residentMissing) page.current?.querySelector<HTMLElement>('.choice.field--faulty input')?.focus();
  }, [asking.residentMissing]);

  async function keepAndGo() {
    if (!(await draft.save(question))) return;
    setChoices({ ...choices, ownReference: '' });
    leaving.go();
  }
  function throwAwayAndGo() {
    asking.startAnew();
    leaving.go();
  }
  function take(text: string) {
    change((now) => ({ ...now, text }));
    focusText();
  }
  return (
    <div ref={page}>
      <div class="page-head">
        <h1 class="utrecht-heading-1">{w.title}</h1>
        <ButtonLink href="/gesprek" look="quiet">
          {w.phone}
        </ButtonLink>
      </div>
      <LeavingBar
        leaving={leaving}
        doing={draft.saving}
        busy={sending.busy}
        draftStays={draft.kept !== undefined}
        referenceIsLost={choices.ownReference.trim() !== ''}
        onKeep={() => void keepAndGo()}
        onThrowAway={throwAwayAndGo}
      />
      {asking.trouble && <Alert kind="warning">{asking.trouble}</Alert>}
      {asking.opening ? (
        <p class="quiet" role="status">
          {sendingWords().opening}
        </p>
      ) : (
        <div class="ask">
          <WrittenQuestion asking={asking} typed={typed} onTake={take} />
          <div class="ask__people">
            {typed ? (
              <WhoCanHelp asking={asking} />
            ) : (
              <>
                <Drafts />
                <Start onTake={take} />
              </>
            )}
          </div>
          {typed && <HowToSend asking={asking} />}
          {typed && <SendBar asking={asking} />}
        </div>
      )}
    </div>
  );
}

function WrittenQuestion({ asking, typed, onTake }: { asking: Asking; typed: boolean; onTake: (text: string) => void }) {
  const w = askWords();
  const s = sendingWords();
  const { question, change, from, matching, sending } = asking;
  const { looked } = matching;
  const pasting = usePasting(longest);
  function write(text: string) {
    pasting.onInput();
    change((now) => withText(now, withoutControls(text)));
  }
  const better = looked?.text === question.text ? looked.match.didYouMean : undefined;
  return (
    <div class="ask__question">
      {from.several && <Select label={s.team} help={s.teamHelp} value={from.team} options={from.teams.map((each) => ({ value: each.id, label: each.name }))} onChange={from.setTeam} fault={sending.fault?.at('/team')} />}
      <div onPaste={pasting.onPaste} onBeforeInput={pasting.onBeforeInput}>
        <CaseText
          label={w.question}
          help={w.textHelp}
          placeholder={w.placeholder}
          rows={6}
          maxLength={longest}
          value={question.text}
          onInput={write}
          fault={sending.fault?.at('/text')}
          byServer={looked && !matching.error ? foundByServer(looked) : undefined}
        />
      </div>
      <p class="ask__cut" role="status">
        {pasting.lost.characters > 0 && w.cutOff(longest, pasting.lost.characters, pasting.lost.opening)}
      </p>
      {looked?.match.understood.acuteDanger && <Danger />}
      {better && <DidYouMean text={question.text} better={better} onTake={() => onTake(better)} />}
      {typed && (
        <Understood
          match={looked?.match}
          question={question}
          onRemove={(topic) => change((now) => withoutTopic(now, topic))}
          onAdd={(topic) => change((now) => withTopic(now, topic))}
          facts={{
            removed: question.removedFacets,
            added: question.addedFacets,
            neighbourhoods: from.places.neighbourhoods.map((each) => each.name),
            onAdd: (facet) => change((now) => addingFacet(now, facet)),
            onRemove: (facet) => change((now) => withoutFacet(now, facet)),
            onRestore: (facet) => change((now) => withFacet(now, facet)),
          }}
        />
      )}
      {typed && looked && (
        <Eighteen
          match={looked.match}
          isChosen={(id) => question.chosen.some((each) => each.id === id)}
          onToggle={(person) => change((now) => toggling(now, [person]))}
        />
      )}
    </div>
  );
}

function WhoCanHelp({ asking }: { asking: Asking }) {
  const { question, change, from } = asking;
  return (
    <>
      <FilterBar
        narrowing={asking.narrowing}
        municipality={from.several ? from.places.municipality : undefined}
        excludedPeople={question.excludedPeople}
        excludedOrganisations={question.excludedOrganisations}
        onNarrow={asking.setNarrowing}
        onPersonBack={(person) => change((now) => askingAgain(now, person.id))}
        onOrganisationBack={(name) => change((now) => askingAgainOf(now, name))}
      />
      <People
        matching={asking.matching}
        shown={asking.shown}
        question={question}
        onToggle={(people) => change((now) => toggling(now, people))}
        onExcludePerson={(person) => change((now) => excludingPerson(now, person))}
        onExcludeOrganisation={(name) => change((now) => excludingOrganisation(now, name))}
        onPersonBack={(person) => change((now) => askingAgain(now, person.id))}
        onOrganisationBack={(name) => change((now) => askingAgainOf(now, name))}
      />
    </>
  );
}

function HowToSend({ asking }: { asking: Asking }) {
  const s = sendingWords();
  const { question, choices, from, sending } = asking;
  return (
    <section class="sending" aria-labelledby="sending">
      <h2 id="sending" class="utrecht-heading-2">
        {s.title}
      </h2>
      <SendingFields
        choices={choices}
        onChange={asking.setChoices}
        chosen={question.chosen}
        deadlines={asking.deadlines}
        places={from.places}
        groups={asking.groups}
        named={asking.named}
        found={asking.found}
        residentMissing={asking.residentMissing}
        fault={sending.fault}
      />
      {from.left.length > 0 && <Alert kind="info">{s.otherTeam(from.left)}</Alert>}
    </section>
  );
}

function SendBar({ asking }: { asking: Asking }) {
  const s = sendingWords();
  const { question, change, choices, setChoices, draft, sending } = asking;
  const group = asking.groups.find((each) => each.id === choices.group);
  const isNext = asking.matching.looked?.match.candidates.find(
    ({ specialist }) => !question.chosen.some((each) => each.id === specialist.id) && !specialist.presence.lackingAgreement,
  );
  const ahead: Ahead = {
    asked: [...question.chosen.map((each) => each.name), ...(group ? [s.group1(group.name)] : [])],
    next: isNext?.specialist.name,
    by: deadlineOf(asking.deadlines, choices.urgency),
    onlyByMe: choices.onlyByMe,
  };
  return (
    <Summary
      chosen={question.chosen}
      group={group}
      ahead={ahead}
      busy={sending.busy}
      fault={sending.fault}
      shown={places_of_fields}
      draft={draft}
      draftHoldsAll={draft.holds(question)}
      onRemove={(id) => change((now) => notChoosing(now, id))}
      onRemoveGroup={() => setChoices({ ...choices, group: '' })}
      onSend={() => void asking.send()}
      onKeep={() => void draft.save(question)}
    />
  );
}
