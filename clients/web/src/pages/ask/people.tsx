// The people who may think along, in places that stay: who together cover the question, then each with why and when.
// Whom the asker does not want leaves a line with the way back.
import { useRef } from 'preact/hooks';
import { Alert } from '../../parts/alert';
import { Button } from '../../parts/button';
import { sentenceOf } from '../../parts/loading';
import { CandidateCard } from './candidate';
import { afterDrawing } from './focus';
import { tooShort, type Candidate, type Matching, type Specialist } from './matching';
import type { PeopleShown } from './people-shown';
import type { Question } from './question';
import { TeamProposal } from './team';
import { askWords } from './words';

interface Props {
  matching: Matching;
  shown: PeopleShown;
  question: Question;
  /** Asks these people; or, when all of them were being asked, none. */
  onToggle: (people: Specialist[]) => void;
  onExcludePerson: (specialist: Specialist) => void;
  onExcludeOrganisation: (name: string) => void;
  onPersonBack: (specialist: Specialist) => void;
  onOrganisationBack: (name: string) => void;
}

export function People(props: Props) {
  const w = askWords();
  const { matching, shown, question } = props;
  const list = useRef<HTMLDivElement>(null);
  const match = matching.looked?.match;
  const isChosen = (id: string) => question.chosen.some((each) => each.id === id);
  function showMore() {
    const before = new Set(shown.people.map((each) => each.specialist.id));
    shown.showMore();
    // On with the first of the new ones.
    afterDrawing(() => {
      const cards = [...(list.current?.querySelectorAll<HTMLElement>('[data-person]') ?? [])];
      cards.find((card) => !before.has(card.dataset['person'] ?? ''))?.querySelector<HTMLElement>('h3')?.focus();
    });
  }
  return (
    <>
      {match && <TeamProposal match={match} chosen={match.team.members.every((member) => isChosen(member.specialist))} onChoose={(people) => props.onToggle(people.map((each) => each.specialist))} />}
      <section class="people" aria-labelledby="candidates">
        <div class="people__head">
          <h2 id="candidates" class="utrecht-heading-2" tabIndex={-1}>
            {w.candidates}
          </h2>
          <p class="people__status quiet" role="status">
            {matching.busy && !match ? w.busy : match ? w.found(match.candidates.length) : ''}
          </p>
          <div class={`people__sort${shown.outOfOrder ? '' : ' people__sort--idle'}`}>
            <button type="button" class="link-button" onClick={shown.bestFirst} disabled={!shown.outOfOrder}>
              {w.bestFirst}
            </button>
          </div>
        </div>
        {matching.error && (
          <Alert kind="error" title={sentenceOf(matching.error)}>
            <Button onClick={matching.again}>{w.again}</Button>
          </Alert>
        )}
        {!match && !matching.busy && !matching.error && <p class="quiet">{tooShort(question.text) ? w.tooShort : ''}</p>}
        {match && match.candidates.length === 0 && <p>{match.unreadable?.text ?? w.noCandidates}</p>}
        <div
          ref={list}
          onPointerEnter={() => shown.setStill(true)}
          onPointerLeave={() => shown.setStill(Boolean(list.current?.contains(document.activeElement)))}
          onFocusIn={() => shown.setStill(true)}
          onFocusOut={() => shown.setStill(Boolean(list.current?.matches(':hover')))}
        >
          {shown.people.map((candidate) => (
            <Place key={candidate.specialist.id} {...props} candidate={candidate} chosen={isChosen(candidate.specialist.id)} />
          ))}
        </div>
        {shown.more > 0 && (
          <Button onClick={showMore}>{w.showMore(shown.more)}</Button>
        )}
      </section>
    </>
  );
}

/** Why somebody is not wanted: by name, with the organisation, or not at all. */
function notWanted(question: Question, specialist: Specialist): 'person' | 'organisation' | undefined {
  if (question.excludedPeople.some((each) => each.id === specialist.id)) return 'person';
  if (specialist.organisation && question.excludedOrganisations.includes(specialist.organisation)) return 'organisation';
  return undefined;
}

interface PlaceProps extends Props {
  candidate: Candidate;
  chosen: boolean;
}

function Place({ candidate, chosen, shown, question, ...on }: PlaceProps) {
  const w = askWords();
  const { specialist } = candidate;
  const place = useRef<HTMLDivElement>(null);
  const organisation = specialist.organisation ?? '';
  const why = notWanted(question, specialist);
  const focus = (selector: string) => afterDrawing(() => place.current?.querySelector<HTMLElement>(selector)?.focus());
  function exclude(then: () => void) {
    then();
    focus('.unwanted button');
  }
  function back(then: () => void) {
    then();
    focus('h3');
  }
  return (
    <div ref={place} data-person={specialist.id}>
      {why ? (
        <p class="unwanted">
          <span>{why === 'person' ? w.personOut(specialist.name) : w.organisationOut(specialist.name, organisation)}</span>{' '}
          <button type="button" class="link-button" aria-label={`${w.undo}: ${specialist.name}`} onClick={() => back(() => (why === 'person' ? on.onPersonBack(specialist) : on.onOrganisationBack(organisation)))}>
            {w.undo}
          </button>
        </p>
      ) : (
        <CandidateCard
          candidate={candidate}
          chosen={chosen}
          fresh={shown.fresh.has(specialist.id)}
          onToggle={() => on.onToggle([specialist])}
          onExcludePerson={() => exclude(() => on.onExcludePerson(specialist))}
          onExcludeOrganisation={() => exclude(() => on.onExcludeOrganisation(organisation))}
        />
      )}
    </div>
  );
}
