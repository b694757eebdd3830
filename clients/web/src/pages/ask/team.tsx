// Who together can take on the whole question: who covers what, what nobody covers, and asking them at once. It
// always takes the same room, so that what stands below stays where it is, and who stays in the team keeps the place.
import { useRef } from 'preact/hooks';
import { Button } from '../../parts/button';
import type { Candidate, Match } from './matching';
import { placesAfter } from './places';
import './team.css';
import { askWords } from './words';

interface Props {
  match: Match;
  /** All of them are among those asked. */
  chosen: boolean;
  /** Asks all of them; or, when they were, none. */
  onChoose: (candidates: Candidate[]) => void;
}

const nobodyHeld: ReadonlySet<string> = new Set();

export function TeamProposal({ match, chosen, onChoose }: Props) {
  const w = askWords();
  const places = useRef<string[]>([]);
  const aspect = (topic: string) => match.understood.aspects.find((each) => each.topic === topic);
  const label = (topic: string) => aspect(topic)?.label ?? topic.replaceAll('-', ' ');
  const ranked = match.team.members.map((member) => member.specialist);
  places.current = placesAfter({ shown: places.current, ranked, size: ranked.length, held: nobodyHeld, still: false });
  const members = places.current.flatMap((specialist) => {
    const member = match.team.members.find((each) => each.specialist === specialist);
    const candidate = match.candidates.find((each) => each.specialist.id === specialist);
    return member && candidate ? [{ candidate, covers: member.covers.map(label) }] : [];
  });
  const atStake = match.understood.aspects.filter((each) => !each.negated && !each.mentioned && !each.suspected);
  const inTeam = (topic: string) => match.team.members.some((member) => member.covers.includes(topic));
  // Of what is only guessed to be at stake it is said that it is a guess.
  const said = (these: typeof atStake) => these.map((each) => (each.certain ? each.label : w.possibly(each.label)));
  const uncovered = atStake.filter(({ topic }) => match.team.uncovered.includes(topic));
  const excluded = said(uncovered.filter(({ topic }) => match.team.knownToExcluded.includes(topic)));
  const nobody = said(uncovered.filter(({ topic }) => !match.team.knownToExcluded.includes(topic)));
  const outside = said(atStake.filter((each) => !uncovered.includes(each) && !inTeam(each.topic)));
  const gaps = [outside.length > 0 && w.notInTeam(outside), excluded.length > 0 && w.onlyExcluded(excluded), nobody.length > 0 && w.nobody(nobody)].flatMap((each) => each || []);
  const whole = atStake.every(({ topic }) => inTeam(topic));
  const together = members.length > 1;
  return (
    <section class={`card team${together ? ' team--together' : ''}`} aria-labelledby="team">
      <div class="team__head">
        <h2 id="team" class="utrecht-heading-3">
          {together ? (whole ? w.team : w.teamPartly) : members.length === 1 ? w.oneEnough : w.teamLater}
        </h2>
        {together && (
          <Button look={chosen ? 'primary' : 'secondary'} onClick={() => onChoose(members.map((member) => member.candidate))}>
            {chosen ? w.allChosen(members.length) : w.inviteAll(members.length)}
          </Button>
        )}
      </div>
      {members.length > 0 ? (
        <ul class="team__members">
          {members.map(({ candidate, covers }) => (
            <li key={candidate.specialist.id} class="team__member">
              <a class="team__name" href={`/pool/${candidate.specialist.id}`}>
                {candidate.specialist.name}
              </a>
              <span class="team__covers" title={covers.join(', ')}>
                {covers.join(', ')}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p class="quiet">{w.teamLaterWhat}</p>
      )}
      {gaps.length > 0 && (
        <div class="team__uncovered">
          {gaps.map((gap) => (
            <p key={gap}>{gap}</p>
          ))}
        </div>
      )}
    </section>
  );
}
