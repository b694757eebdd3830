// The facts that the log can show of a consultation: each as a cell to read and as plain text for a file. None of
// them holds text of a case.
import type { ComponentChildren } from 'preact';
import type { Schemas } from '../../api/client';
import { Moment } from '../../parts/moment';
import { StateBadge } from '../../parts/state';
import { sayDuration } from '../../words/duration';
import { terms } from '../../words/terms';
import { stampOf } from './period';
import { logWords } from './words';

export type Consultation = Schemas['Consultation'];

export const columnKeys = [
  'topics',
  'askedAt',
  'state',
  'neighbourhood',
  'team',
  'asker',
  'specialists',
  'result',
  'answerBy',
  'firstAnswer',
  'urgency',
  'way',
  'origin',
  'passedOn',
  'closedAt',
  'minutes',
  'specialistMinutes',
  'valueForResident',
  'valueForAsker',
  'referralAvoided',
  'followUp',
  'verdict',
  'lifeDomains',
  'laws',
] as const;
export type ColumnKey = (typeof columnKeys)[number];

export const usualColumns: ColumnKey[] = ['topics', 'askedAt', 'state', 'neighbourhood', 'team', 'specialists', 'result'];

export interface Fact {
  cell: (consultation: Consultation) => ComponentChildren;
  /** What stands in the file. */
  plain: (consultation: Consultation) => string;
  numeric?: boolean;
  wide?: boolean;
  order?: 'newest_first' | 'deadline_first';
}

const nothing = '–';

function text(say: (consultation: Consultation) => string | undefined): Fact {
  return { cell: (each) => say(each) || nothing, plain: (each) => say(each) ?? '' };
}

function number(say: (consultation: Consultation) => number | undefined): Fact {
  return { cell: (each) => say(each) ?? nothing, plain: (each) => String(say(each) ?? ''), numeric: true };
}

function moment(at: (consultation: Consultation) => string | undefined): Fact {
  return {
    cell: (each) => {
      const when = at(each);
      return when ? <Moment at={when} /> : nothing;
    },
    plain: (each) => {
      const when = at(each);
      return when ? stampOf(when) : '';
    },
  };
}

function yesNo(is: (consultation: Consultation) => boolean | undefined): Fact {
  return text((each) => {
    const answer = is(each);
    return answer === undefined ? undefined : answer ? logWords().yes : logWords().no;
  });
}

function topicsOf({ topics }: Consultation): string {
  return topics.map((topic) => topic.term).join(', ');
}

const topics_shown = 4;

function topicsShown({ topics }: Consultation): string {
  const w = logWords();
  if (topics.length === 0) return w.noTopics;
  const shown = topics.length > topics_shown + 1 ? topics.slice(0, topics_shown) : topics;
  const named = shown.map((topic) => topic.term).join(', ');
  return shown.length < topics.length ? w.andMore(named, topics.length - shown.length) : named;
}

// Those who took it on; when nobody did, those who were asked.
function specialistsOf({ invitations }: Consultation): string {
  const accepted = invitations.filter((each) => each.state === 'accepted' || each.state === 'released');
  const shown = accepted.length > 0 ? accepted : invitations.filter((each) => each.state === 'pending');
  return [...new Set(shown.map((each) => each.specialist.name))].join(', ');
}

// As those who advised said it.
function minutesOfSpecialists({ invitations }: Consultation): number | undefined {
  return invitations.reduce((sum, each) => sum + (each.minutes ?? 0), 0) || undefined;
}

function answeredIn(consultation: Consultation): string | undefined {
  if (!consultation.firstAnsweredAt || consultation.origin === 'phone') return undefined;
  return sayDuration(Date.parse(consultation.firstAnsweredAt) - Date.parse(consultation.askedAt));
}

function followUpOf({ followUp }: Consultation): string | undefined {
  if (!followUp) return undefined;
  const w = logWords().followUp;
  return [followUp.done ? w.done : w.notDone, followUp.helped ? w.helped : w.notHelped, followUp.arrived ? w.arrived : w.notArrived].join(', ');
}

export const facts: Record<ColumnKey, Fact> = {
  topics: { cell: topicsShown, plain: topicsOf, wide: true },
  askedAt: { ...moment((each) => each.askedAt), order: 'newest_first' },
  state: { cell: (each) => <StateBadge state={each.state} />, plain: (each) => terms().states[each.state] },
  neighbourhood: text((each) => each.neighbourhood?.name),
  team: text((each) => each.team?.name),
  asker: text((each) => each.asker.name),
  specialists: text(specialistsOf),
  result: text((each) => each.closure && terms().results[each.closure.result]),
  answerBy: { ...moment((each) => each.answerBy), order: 'deadline_first' },
  firstAnswer: { cell: (each) => answeredIn(each) ?? nothing, plain: (each) => answeredIn(each) ?? '' },
  urgency: text((each) => terms().urgencies[each.urgency]),
  way: text((each) => terms().ways[each.way]),
  origin: text((each) => terms().origins[each.origin]),
  passedOn: number((each) => each.timesPassedOn),
  closedAt: moment((each) => each.closedAt),
  minutes: number((each) => each.closure?.minutes),
  specialistMinutes: number(minutesOfSpecialists),
  valueForResident: number((each) => each.closure?.valueForResident),
  valueForAsker: number((each) => each.closure?.valueForAsker),
  referralAvoided: yesNo((each) => each.closure?.referralAvoided),
  followUp: text(followUpOf),
  verdict: text((each) => {
    const last = each.reviews.at(-1);
    return last && terms().verdicts[last.verdict];
  }),
  lifeDomains: text((each) => each.lifeDomains.join(', ')),
  laws: text((each) => each.laws.join(', ')),
};

/** The columns that an address names, in their own order; the usual ones when it names none. */
export function chosenColumns(named: string): ColumnKey[] {
  const wanted = named.split('.');
  const found = columnKeys.filter((key) => key === 'topics' || wanted.includes(key));
  return named && found.length > 0 ? found : usualColumns;
}
