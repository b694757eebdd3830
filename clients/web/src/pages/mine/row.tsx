// One question in a list: its line, where it stands in words and colour, who, what comes next and by when, and
// whether there is something new. The whole row leads to it.
import { StateBadge } from '../../parts/state';
import { sayExactly, sayMoment } from '../../words/language';
import { now } from '../../words/clock';
import { lineOf } from '../consultation/line';
import { sayDate } from '../consultation/next';
import { askedBy, followUpFrom, isFollowUpDue, withState } from '../consultation/reader';
import { me } from '../../frame/session';
import type { Consultation } from './paged';
import { mineWords } from './words';

const most_names = 2;
// What comes after the end, such as a review, asks for nobody's eyes.
const over: Consultation['state'][] = ['closed', 'withdrawn', 'followed_up'];

export interface Due {
  text: string;
  /** The moment that the text is about, for who wants it exactly. */
  at?: string;
  isLate?: boolean;
}

/** What comes next for the asker's side, and by when. */
export function dueForAsker(consultation: Consultation): Due {
  const w = mineWords();
  const { state, steps } = consultation;
  if (state === 'awaiting_asker' && steps.includes('reply')) return { text: w.reply };
  if (state === 'advised' && steps.includes('close')) return { text: w.close };
  if (state === 'open' || state === 'in_consultation') {
    const at = consultation.answerBy;
    if (consultation.firstAnsweredAt) return { text: w.thinking(sayMoment(consultation.askedAt)), at: consultation.askedAt };
    if (Date.parse(at) < now().getTime()) return { text: w.late(sayMoment(at)), at, isLate: true };
    return { text: w.answerBy(sayMoment(at)), at };
  }
  if (state === 'with_coordinator' && consultation.withCoordinatorSince) {
    return { text: w.withCoordinator(sayMoment(consultation.withCoordinatorSince)), at: consultation.withCoordinatorSince };
  }
  const from = followUpFrom(consultation);
  if (state === 'closed' && from && steps.includes('follow_up')) {
    return isFollowUpDue(consultation) ? { text: w.lookBackNow } : { text: w.lookBackOn(sayDate(from)) };
  }
  const at = consultation.endedAt ?? consultation.closedAt ?? consultation.askedAt;
  const isDone = consultation.endedAt ?? consultation.closedAt;
  return { text: isDone ? w.ended(sayMoment(at)) : w.asked(sayMoment(at)), at };
}

/** To whom it was put; for who did not ask it, also whose it is. */
function whoOf(consultation: Consultation): string {
  const w = mineWords();
  const on = [...withState(consultation, 'accepted'), ...withState(consultation, 'pending')];
  const people = on.length > 0 ? on : consultation.invitations.slice(-1);
  const names = people.slice(0, most_names).map((each) => each.specialist.name);
  const rest = people.length - names.length;
  const to = names.length === 0 ? w.toNobody : w.to(names.join(', ')) + (rest > 0 ? ` ${w.and(rest)}` : '');
  const asker = askedBy(consultation);
  return asker.id === me.value?.id ? to : `${w.by(asker.name)} · ${to}`;
}

export function Row({ consultation, dueOf = dueForAsker }: { consultation: Consultation; dueOf?: (consultation: Consultation) => Due }) {
  const w = mineWords();
  const due = dueOf(consultation);
  const isNew = consultation.unread && !over.includes(consultation.state);
  return (
    <li class={`question-row${isNew ? ' question-row--unread' : ''}`}>
      <p class="question-row__top">
        <StateBadge state={consultation.state} mine={consultation.steps.includes('reply')} />
        {isNew && <span class="question-row__new">{w.unread}</span>}
        <span class={due.isLate ? 'question-row__due question-row__due--late' : 'question-row__due'}>
          {due.at ? (
            <time dateTime={due.at} title={sayExactly(due.at)}>
              {due.text}
            </time>
          ) : (
            due.text
          )}
        </span>
      </p>
      <a class="question-row__line" id={`vraag-${consultation.id}`} href={`/vragen/${consultation.id}`}>
        {lineOf(consultation)}
      </a>
      <p class="question-row__who">{whoOf(consultation)}</p>
    </li>
  );
}
