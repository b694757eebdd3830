// Which consultations an address asks for, as the API asks it.
import { answer, api, type Schemas } from '../../api/client';
import { now } from '../../words/clock';
import type { LogAddress } from './address';
import { spanOf } from './period';

export const states = [
  'open',
  'with_coordinator',
  'in_consultation',
  'awaiting_asker',
  'advised',
  'closed',
  'withdrawn',
  'followed_up',
] as const satisfies Schemas['ConsultationState'][];
export const results = ['solved_in_team', 'referred', 'taken_over', 'heavier_help', 'not_solved'] as const satisfies Schemas['Result'][];
export const orders = ['newest_first', 'deadline_first'] as const;

/** Two states of the sentence that the API has as filters of their own. */
export const special = { unreviewed: 'te-toetsen', withoutFollowUp: 'zonder-terugblik' } as const;


function oneOf<T extends string>(all: readonly T[], text: string): T | undefined {
  return all.find((each) => each === text);
}

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function idOf(text: string): string | undefined {
  return id.test(text) ? text : undefined;
}

export interface Query {
  state?: Schemas['ConsultationState'][];
  neighbourhood?: string;
  team?: string;
  topic?: string;
  result?: Schemas['Result'];
  askedFrom?: string;
  askedBefore?: string;
  unreviewed?: boolean;
  withoutFollowUp?: boolean;
  order?: (typeof orders)[number];
}

export function filtersOf(address: LogAddress): Query {
  const span = spanOf(address.period, now(), address.from, address.until);
  const wanted = address.get('stand');
  const state = oneOf(states, wanted);
  return {
    askedFrom: span.from,
    askedBefore: span.before,
    neighbourhood: idOf(address.get('wijk')),
    team: idOf(address.get('team')),
    topic: address.get('onderwerp') || undefined,
    result: oneOf(results, address.get('uitkomst')),
    ...(state ? { state: [state] } : {}),
    ...(wanted === special.unreviewed ? { unreviewed: true } : {}),
    ...(wanted === special.withoutFollowUp ? { withoutFollowUp: true } : {}),
    order: oneOf(orders, address.get('volgorde')) ?? 'newest_first',
  };
}

/** With `isExport` the server puts on record that it is for a file. */
export function fetchPart(filters: Query, offset: number, limit: number, isExport = false): Promise<Schemas['ConsultationList']> {
  return answer(api.GET('/consultations', { params: { query: { ...filters, offset, limit, ...(isExport ? { export: true } : {}) } } }));
}
