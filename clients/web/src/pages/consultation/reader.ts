// What the reader is to a consultation, and which step is the one to take now. What the server does not allow is
// never among them.
import { hasRole, me } from '../../frame/session';
import { now } from '../../words/clock';
import type { Schemas } from '../../api/client';
import type { Form, Step } from './case';
import type { Consultation, Message } from './fetching';

type Invitation = Schemas['Invitation'];

/** Six weeks lie between closing and looking back. */
export const follow_up_after_ms = 42 * 24 * 60 * 60 * 1000;

export interface Reader {
  isAsker: boolean;
  /** The asker, a colleague who writes along, or the partner who asked. */
  takesPart: boolean;
  isPartner: boolean;
  isCoordinator: boolean;
  /** The own invitation: the accepted one, else the one waiting, else the last. */
  invitation: Invitation | undefined;
}

const weights: Partial<Record<Invitation['state'], number>> = { accepted: 2, pending: 1 };

export function ownInvitation(consultation: Consultation): Invitation | undefined {
  const own = me.value?.specialist?.id;
  let found: Invitation | undefined;
  for (const each of consultation.invitations) {
    if (each.specialist.id !== own) continue;
    if (!found || (weights[each.state] ?? 0) >= (weights[found.state] ?? 0)) found = each;
  }
  return found;
}

const account: Message['kind'][] = ['access_reason', 'review_note'];

/** Who may take a text away: who wrote it, the asker, and a coordinator what is not their own account. */
export function mayRedact(consultation: Consultation, message: Message): boolean {
  if (!message.versions.some((version) => version.parts)) return false;
  const reader = readerOf(consultation);
  if (reader.isAsker) return true;
  if (account.includes(message.kind)) return false;
  return reader.isCoordinator || message.author?.id === me.value?.id;
}

export function readerOf(consultation: Consultation): Reader {
  const id = me.value?.id;
  const isAsker = consultation.asker.id === id;
  return {
    isAsker,
    takesPart: isAsker || consultation.participants.some((each) => each.id === id),
    isPartner: hasRole('partner') && !hasRole('team_member'),
    isCoordinator: hasRole('coordinator') && consultation.municipality.id === me.value?.municipality.id,
    invitation: ownInvitation(consultation),
  };
}

/** Who put the question: the asker, or the partner for whom the asker is the contact of the team. */
export function askedBy(consultation: Consultation): Schemas['Ref'] {
  const partner = consultation.origin === 'partner' ? consultation.participants[0] : undefined;
  return partner ?? consultation.asker;
}

export function withState(consultation: Consultation, state: Invitation['state']): Invitation[] {
  return consultation.invitations.filter((each) => each.state === state);
}

/** When the asker is asked how it went; nothing before closing. */
export function followUpFrom(consultation: Consultation): Date | undefined {
  return consultation.closedAt ? new Date(Date.parse(consultation.closedAt) + follow_up_after_ms) : undefined;
}

export function isFollowUpDue(consultation: Consultation): boolean {
  const from = followUpFrom(consultation);
  return consultation.state === 'closed' && from !== undefined && from <= now();
}

export interface Actions {
  primary: Step | undefined;
  /** Shown beside it, few. */
  beside: Form[];
  /** Under "Meer". */
  more: Form[];
}

const beside: Step[] = ['decline', 'ask_clarification', 'advise', 'ask_on', 'answer_by_phone', 'extend_question', 'invite', 'copy_for_file'];
const more: Step[] = ['add_colleague', 'set_own_reference', 'review', 'follow_up', 'reopen', 'send_to_coordinator', 'hand_over', 'release', 'transfer', 'withdraw'];
const most_beside = 2;

// Of a text that was erased there is nothing to copy.
function isWithoutText(consultation: Consultation, step: Step): boolean {
  return consultation.erased && step === 'copy_for_file';
}

function primaryOf(consultation: Consultation, messages: Message[] | undefined): Step | undefined {
  const { steps, state } = consultation;
  const first = (step: Step, fits = true) => (fits && steps.includes(step) && !isWithoutText(consultation, step) ? step : undefined);
  const advised = messages?.some((message) => message.kind === 'advice' && message.author?.id === me.value?.id) ?? false;
  const nobodyAsked = state === 'open' && withState(consultation, 'pending').length === 0;
  const reviewed = consultation.reviews.length > 0;
  return (
    first('accept') ??
    first('reply') ??
    first('follow_up', isFollowUpDue(consultation)) ??
    first('close') ??
    first('assign') ??
    first('advise', !advised) ??
    first('invite', nobodyAsked) ??
    first('review', !reviewed && !readerOf(consultation).takesPart) ??
    first('copy_for_file', state === 'closed' || state === 'followed_up')
  );
}

export function actionsOf(consultation: Consultation, messages: Message[] | undefined): Actions {
  const primary = primaryOf(consultation, messages);
  const offered = (step: Step) => step !== primary && consultation.steps.includes(step) && !isWithoutText(consultation, step);
  const besides = beside.filter(offered);
  const redacts = messages?.some((message) => message.kind !== 'own_reference' && mayRedact(consultation, message));
  const rest: Form[] = [...besides.slice(most_beside), ...more.filter(offered), ...(redacts ? (['redact'] as const) : [])];
  // "Meer" beside nothing would say nothing.
  if (!primary && besides.length === 0) return { primary, beside: rest.slice(0, most_beside), more: rest.slice(most_beside) };
  return { primary, beside: besides.slice(0, most_beside), more: rest };
}
