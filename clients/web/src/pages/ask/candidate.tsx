// One person who may think along: who they are, why they fit in words, when and how they can be had. Never a mark.
// Every card keeps room for its reasons and passage, so that a new answer moves nothing.
import { Button } from '../../parts/button';
import { PresenceLine } from '../../parts/presence';
import { terms } from '../../words/terms';
import type { Candidate, Specialist } from './matching';
import { allReasons, sentenceOfReasons } from './reasons';
import { askWords } from './words';

interface Props {
  candidate: Candidate;
  chosen: boolean;
  fresh: boolean;
  onToggle: () => void;
  onExcludePerson: () => void;
  onExcludeOrganisation: () => void;
}

export function CandidateCard({ candidate, chosen, fresh, onToggle, onExcludePerson, onExcludeOrganisation }: Props) {
  const w = askWords();
  const { specialist } = candidate;
  const heading = `person-${specialist.id}`;
  const what = [specialist.title, specialist.organisation].filter(Boolean).join(' · ');
  const kind = specialist.knowledge === 'professional' ? undefined : terms().knowledge[specialist.knowledge];
  return (
    <article class={`card candidate${chosen ? ' card--chosen' : ''}${fresh ? ' candidate--fresh' : ''}`} aria-labelledby={heading}>
      <div class="candidate__head">
        <h3 id={heading} class="card__name" tabIndex={-1}>
          <a href={`/pool/${specialist.id}`}>{specialist.name}</a>
        </h3>
        <PresenceLine specialist={specialist} />
      </div>
      <p class="candidate__what" title={what}>
        {what}
      </p>
      <p class="candidate__ways">
        {kind && <span class="candidate__kind">{kind}</span>}
        {waysOf(specialist)}
      </p>
      <p class="candidate__why">
        <strong class="candidate__knows">{sentenceOfReasons(candidate)}</strong>
        <span class="candidate__passage">{passageOf(candidate).map((segment, at) => (segment.marked ? <mark key={at}>{segment.text}</mark> : segment.text))}</span>
      </p>
      <div class="card__actions">
        {!specialist.presence.lackingAgreement && (
          <Button look={chosen ? 'primary' : 'secondary'} label={chosen ? w.chosenLabel(specialist.name) : w.chooseLabel(specialist.name)} onClick={onToggle}>
            {chosen ? w.chosen : w.choose}
          </Button>
        )}
        <Call specialist={specialist} />
      </div>
      <div class="card__small candidate__small">
        <Why candidate={candidate} />
        <button type="button" onClick={onExcludePerson} aria-label={w.notPersonLabel(specialist.name)}>
          {w.notPerson}
        </button>
        {specialist.organisation && (
          <button type="button" onClick={onExcludeOrganisation} aria-label={w.notOrganisationLabel(specialist.organisation)}>
            {w.notOrganisation}
          </button>
        )}
      </div>
    </article>
  );
}

const lead_most = 48;

/** The passage from shortly before its first mark: only its beginning is in view. */
function passageOf({ passage }: Candidate): Candidate['passage'] {
  const [first, ...rest] = passage;
  if (!first || first.marked || rest.length === 0 || first.text.length <= lead_most) return passage;
  const words = first.text.slice(-lead_most).replace(/^\S*\s/, '');
  return [{ text: `… ${words}`, marked: false }, ...rest];
}

function waysOf(specialist: Specialist): string {
  const ways = specialist.ways.map((way) => terms().ways[way]).join(', ');
  return [ways, specialist.presence.usualAnswer?.text].filter(Boolean).join(' · ');
}

/** The direct number: a button when somebody is reachable now, else the number with the times that suit. */
export function Call({ specialist }: { specialist: Specialist }) {
  const w = askWords();
  if (!specialist.phone) return null;
  const dial = `tel:${specialist.phone.replace(/[^+\d]/g, '')}`;
  if (specialist.presence.state === 'now' && !specialist.presence.lackingAgreement) {
    return (
      <a class="utrecht-button utrecht-button--secondary-action button-link candidate__call" href={dial}>
        {w.callNow}: {specialist.phone}
      </a>
    );
  }
  return (
    <span class="candidate__phone" title={specialist.contactTimes}>
      <a href={dial}>{specialist.phone}</a>
      {specialist.contactTimes && <span class="quiet"> · {specialist.contactTimes}</span>}
    </span>
  );
}

function Why({ candidate }: { candidate: Candidate }) {
  const w = askWords();
  const reasons = allReasons(candidate);
  if (reasons.length === 0) return null;
  return (
    <details class="candidate__reasons">
      <summary>{w.why}</summary>
      <ul>
        {reasons.map(({ text, share }) => (
          <li key={text}>
            {text} <span class="candidate__share">{w.share(share)}</span>
          </li>
        ))}
      </ul>
      {candidate.score > 0 && <p class="quiet candidate__shares">{w.shares}</p>}
    </details>
  );
}
