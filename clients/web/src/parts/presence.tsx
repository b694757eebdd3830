// When somebody can be had, the number to call when that is now, and how much they have in hand.
import type { Schemas } from '../api/client';
import { partWords } from './words';

type Specialist = Schemas['Specialist'];

/** How somebody can be had, as a line that stands alone: "bereikbaar vanaf morgen 9.00". */
export function sayPresence(presence: Specialist['presence']): string {
  const bareMoment = presence.next !== undefined && ['today', 'this_week', 'later'].includes(presence.state);
  return bareMoment ? partWords().reachableFrom(presence.text) : presence.text;
}

export function PresenceLine({ specialist }: { specialist: Specialist }) {
  const w = partWords();
  const { presence } = specialist;
  if (presence.lackingAgreement) return <p class="presence presence--lacking">{w.lacking}</p>;
  return (
    <p class={`presence presence--${presence.state}`}>
      {sayPresence(presence)}
      {presence.substitute && <span class="quiet"> · {w.substitute(presence.substitute.name)}</span>}
    </p>
  );
}

/** A link that dials, for somebody reachable now who gave a number. */
export function CallNow({ specialist }: { specialist: Specialist }) {
  if (!specialist.phone || specialist.presence.state !== 'now' || specialist.presence.lackingAgreement) return null;
  return (
    <a class="utrecht-button utrecht-button--secondary-action button-link" href={`tel:${specialist.phone.replace(/[^+\d]/g, '')}`}>
      {partWords().callNow}: {specialist.phone}
    </a>
  );
}

/** What questions took somebody, as they said themselves; nothing for whom is not told. */
export function sayTimeSpent({ timeSpent }: Specialist['presence']): string {
  return timeSpent ? partWords().timeSpent(timeSpent.text) : '';
}

/** How much somebody has in hand and did of late. */
export function sayLoad(presence: Specialist['presence']): string {
  return [partWords().load(presence.open, presence.recent), sayTimeSpent(presence)].filter(Boolean).join(' ');
}
