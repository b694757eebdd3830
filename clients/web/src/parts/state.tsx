// Where a consultation stands, in words and colour.
import type { Schemas } from '../api/client';
import { terms } from '../words/terms';

type State = Schemas['ConsultationState'];

const tones: Record<State, 'waiting' | 'alarm' | 'busy' | 'good' | 'done'> = {
  open: 'waiting',
  with_coordinator: 'alarm',
  in_consultation: 'busy',
  awaiting_asker: 'waiting',
  advised: 'good',
  closed: 'done',
  withdrawn: 'done',
  followed_up: 'done',
};

/** `mine`: whether it is the reader's answer that is waited for. */
export function StateBadge({ state, mine }: { state: State; mine?: boolean }) {
  const said = mine && state === 'awaiting_asker' ? terms().awaitingYou : terms().states[state];
  return <span class={`badge badge--${tones[state]}`}>{said}</span>;
}
