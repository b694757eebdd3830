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

export function StateBadge({ state }: { state: State }) {
  return <span class={`badge badge--${tones[state]}`}>{terms().states[state]}</span>;
}
