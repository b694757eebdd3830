// What happens next with a consultation, said in a sentence or two to the person who reads it: who does what, and
// by when.
import type { Schemas } from '../../api/client';
import { language, sayMoment } from '../../words/language';
import { now } from '../../words/clock';
import { terms } from '../../words/terms';
import type { Consultation, Message } from './fetching';
import { followUpFrom, isFollowUpDue, withState, type Reader } from './reader';
import { consultationWords } from './words';

/** Names as people say them together: "Fenna, Bram en Roos". */
export function listed(names: string[]): string {
  return new Intl.ListFormat(language.value, { type: 'conjunction' }).format([...new Set(names)]);
}

/** A day as people say it: "25 december", with the year when that is another one. */
export function sayDate(moment: Date): string {
  const zone = 'Europe/Amsterdam';
  const locale = language.value === 'nl' ? 'nl-NL' : 'en-GB';
  const yearOf = (each: Date) => new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric' }).format(each);
  const isOther = yearOf(moment) !== yearOf(now());
  return new Intl.DateTimeFormat(locale, { timeZone: zone, day: 'numeric', month: 'long', ...(isOther ? { year: 'numeric' as const } : {}) }).format(moment);
}

function namesOf(invitations: Schemas['Invitation'][]): string[] {
  return invitations.map((each) => each.specialist.name);
}

function latest(moments: string[]): string | undefined {
  return [...moments].sort().at(-1);
}

/** What happens when those asked do not react: "Reageert Fenna niet, dan vragen we …". */
export function sayWhenSilent(consultation: Consultation): string {
  const w = consultationWords();
  const asked = namesOf(withState(consultation, 'pending'));
  if (asked.length === 0) return '';
  const then = !consultation.passOnAutomatically ? w.thenCoordinatorChosen : consultation.timesPassedOn >= 2 ? w.thenCoordinator : w.thenNext;
  return w.noReaction(asked[0] ?? '', asked.length > 1) + then;
}

/** By when somebody asked reacts, at the latest. */
export function reactionBy(consultation: Consultation): string | undefined {
  return latest(withState(consultation, 'pending').map((each) => each.answerBy));
}

function sayOpen(consultation: Consultation, reader: Reader): string[] {
  const w = consultationWords();
  if (reader.invitation?.state === 'pending') {
    return [w.forYou(sayMoment(reader.invitation.answerBy)), consultation.sight === 'full' ? '' : w.forYouSummary];
  }
  const asked = namesOf(withState(consultation, 'pending'));
  const by = reactionBy(consultation);
  if (!by) return [reader.takesPart && !reader.isPartner ? w.openNobody : w.openNobodyOther];
  const sentence = w.openAsked(listed(asked), asked.length > 1, sayMoment(by));
  return reader.takesPart ? [sentence, sayWhenSilent(consultation), w.nothingToDo] : [sentence];
}

function sayRunning(consultation: Consultation, reader: Reader): string[] {
  const w = consultationWords();
  const isLate = !consultation.firstAnsweredAt && Date.parse(consultation.answerBy) < now().getTime();
  const by = sayMoment(consultation.answerBy);
  if (reader.invitation?.state === 'accepted') {
    return [consultation.firstAnsweredAt ? w.adviseOn : isLate ? w.lateForYou(by) : w.adviseBy(by)];
  }
  if (reader.invitation?.state === 'pending') return [w.forYou(sayMoment(reader.invitation.answerBy))];
  const thinking = namesOf(withState(consultation, 'accepted'));
  const who = w.thinking(listed(thinking), thinking.length > 1);
  if (consultation.firstAnsweredAt) return [who, w.answered];
  return [who, isLate ? w.late(by) : w.answerBy(by)];
}

function lastAuthor(messages: Message[] | undefined, kind: Message['kind']): string | undefined {
  return messages?.filter((message) => message.kind === kind).at(-1)?.author?.name;
}

function advisers(consultation: Consultation, messages: Message[] | undefined): string {
  const authors = messages?.filter((message) => message.kind === 'advice').map((message) => message.author?.name ?? '') ?? [];
  return listed(authors.filter(Boolean).length > 0 ? authors.filter(Boolean) : namesOf(withState(consultation, 'accepted')));
}

function sayAdvised(consultation: Consultation, messages: Message[] | undefined, reader: Reader): string[] {
  const w = consultationWords();
  if (!reader.takesPart) return [w.advised(consultation.asker.name)];
  if (consultation.origin === 'phone' && reader.isAsker) return [w.advisedByPhone];
  const who = advisers(consultation, messages);
  return [reader.isPartner ? w.advisedForPartner(who) : w.advisedForAsker(who)];
}

function sayClosed(consultation: Consultation, reader: Reader): string[] {
  const w = consultationWords();
  const result = consultation.closure ? w.closed(terms().results[consultation.closure.result]) : '';
  const from = followUpFrom(consultation);
  if (!from || (!reader.takesPart && !reader.isCoordinator)) return [result];
  if (isFollowUpDue(consultation)) return [result, reader.takesPart ? w.lookBackNow : ''];
  return [result, w.lookBackLater(sayDate(from))];
}

/** The sentences, those that say nothing left out. */
export function sayNext(consultation: Consultation, messages: Message[] | undefined, reader: Reader): string[] {
  const w = consultationWords();
  const said = (() => {
    switch (consultation.state) {
      case 'open':
        return sayOpen(consultation, reader);
      case 'with_coordinator': {
        const since = sayMoment(consultation.withCoordinatorSince ?? consultation.askedAt);
        return [reader.isCoordinator ? w.withYouAsCoordinator(since) : w.withCoordinator(since)];
      }
      case 'in_consultation':
        return sayRunning(consultation, reader);
      case 'awaiting_asker': {
        const who = lastAuthor(messages, 'clarification') ?? listed(namesOf(withState(consultation, 'accepted')));
        return [reader.takesPart ? w.replyNow(who) : w.awaiting(consultation.asker.name)];
      }
      case 'advised':
        return sayAdvised(consultation, messages, reader);
      case 'closed':
        return sayClosed(consultation, reader);
      case 'withdrawn':
        return [w.withdrawn(sayMoment(consultation.endedAt ?? consultation.askedAt))];
      case 'followed_up':
        return [consultation.closure ? w.closed(terms().results[consultation.closure.result]) : '', w.followedUp(sayMoment(consultation.endedAt ?? consultation.askedAt))];
    }
  })();
  const over = !reader.takesPart && !reader.isCoordinator && consultation.sight === 'facts' ? w.noLonger : '';
  return [...said, over].filter(Boolean);
}
