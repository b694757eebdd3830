// Everybody on a consultation: the asker's side, who was asked and how that went, how it was passed on, who was not
// wanted, and what a review found.
import type { Schemas } from '../../../api/client';
import { answer, api } from '../../../api/client';
import { Faults } from '../../../parts/doing';
import { Moment } from '../../../parts/moment';
import { sayMoment } from '../../../words/language';
import { terms } from '../../../words/terms';
import { may, useCase, useStep } from '../case';
import type { Consultation } from '../fetching';
import { askedBy } from '../reader';
import { sideWords } from './words';

type Invitation = Schemas['Invitation'];

const dots: Record<Invitation['state'], string> = {
  pending: 'case-person case-person--waiting',
  accepted: 'case-person case-person--on',
  declined: 'case-person case-person--off',
  expired: 'case-person case-person--off',
  withdrawn: 'case-person case-person--off',
  handed_over: 'case-person case-person--off',
  released: 'case-person case-person--off',
};

function sayState(invitation: Invitation): string {
  const w = sideWords();
  const decided = sayMoment(invitation.decidedAt ?? invitation.invitedAt);
  switch (invitation.state) {
    case 'pending':
      return w.pending(sayMoment(invitation.invitedAt), sayMoment(invitation.answerBy));
    case 'accepted':
      return w.accepted(decided);
    case 'declined':
      return invitation.declineReason ? w.declined(terms().declineReasons[invitation.declineReason], decided) : w.declinedWithout(decided);
    case 'expired':
      return w.expired(decided);
    case 'withdrawn':
      return w.invitationWithdrawn(decided);
    case 'handed_over':
      return w.handedOver(decided);
    case 'released':
      return w.released(decided);
  }
}

export function People() {
  const w = sideWords();
  const { consultation } = useCase();
  return (
    <section class="case-side__part" aria-labelledby="people-title">
      <h2 id="people-title" class="utrecht-heading-3">
        {w.people}
      </h2>
      <ul class="plain case-people">
        <li class="case-person case-person--on">
          <span class="case-person__name">{consultation.asker.name}</span>
          <span class="case-person__what">{[askedBy(consultation).id === consultation.asker.id ? w.asker : w.contact, consultation.team?.name].filter(Boolean).join(', ')}</span>
        </li>
        {consultation.participants.map((each) => (
          <Participant key={each.id} person={each} />
        ))}
        {consultation.invitations.map((each) => (
          <Invited key={each.id} invitation={each} />
        ))}
      </ul>
      {consultation.invitations.length === 0 && <p class="quiet">{w.nobody}</p>}
      <PassedOn consultation={consultation} />
      <Excluded consultation={consultation} />
      <Reviews consultation={consultation} />
    </section>
  );
}

function Participant({ person }: { person: Schemas['Ref'] }) {
  const w = sideWords();
  const found = useCase();
  const doing = useStep('remove_colleague');
  const call = () => answer(api.DELETE('/consultations/{consultationId}/participants/{userId}', { params: { path: { consultationId: found.id, userId: person.id } } }));
  return (
    <li class="case-person case-person--on">
      <span class="case-person__name">{person.name}</span>
      <span class="case-person__what">{askedBy(found.consultation).id === person.id ? w.partner : w.alongWith}</span>
      {may(found, 'remove_colleague') && (
        <button type="button" class="case-link" aria-disabled={doing.busy} onClick={() => void doing.take(call, w.takenOff(person.name))}>
          {w.takeOff}
          <span class="visually-hidden">: {person.name}</span>
        </button>
      )}
      <Faults fault={doing.fault} />
    </li>
  );
}

function Invited({ invitation }: { invitation: Invitation }) {
  const w = sideWords();
  const found = useCase();
  const doing = useStep('withdraw_invitation');
  const { specialist } = invitation;
  const call = () => answer(api.POST('/invitations/{invitationId}/withdrawal', { params: { path: { invitationId: invitation.id } } }));
  const how = [w.by[invitation.invitedBy], invitation.group && w.group(invitation.group.name)].filter(Boolean).join(', ');
  return (
    <li class={dots[invitation.state]}>
      <a class="case-person__name" href={`/pool/${specialist.id}`}>
        {specialist.name}
      </a>
      {specialist.title && <span class="case-person__what">{[specialist.title, specialist.organisation].filter(Boolean).join(', ')}</span>}
      <span class="case-person__state">{sayState(invitation)}</span>
      {how && <span class="case-person__what">{how}</span>}
      {invitation.state === 'pending' && may(found, 'withdraw_invitation') && (
        <button type="button" class="case-link" aria-disabled={doing.busy} onClick={() => void doing.take(call, w.withdrawn(specialist.name))}>
          {w.withdraw}
          <span class="visually-hidden">: {specialist.name}</span>
        </button>
      )}
      <Faults fault={doing.fault} />
    </li>
  );
}

function PassedOn({ consultation }: { consultation: Consultation }) {
  const w = sideWords();
  if (consultation.timesPassedOn === 0) return null;
  const passes = consultation.invitations
    .filter((each) => each.invitedBy === 'automatic' && each.follows)
    .map((each) => ({ to: each, from: consultation.invitations.find((other) => other.id === each.follows) }))
    .filter((each) => each.from !== undefined);
  return (
    <p class="case-passed-on">
      <strong>
        {w.passedOn(consultation.timesPassedOn)}
        {passes.length > 0 && ': '}
      </strong>
      {passes.map(({ from, to }) => (from ? w.passedFrom(from.specialist.name, w.why[from.state], to.specialist.name) : '')).join(' ')}
    </p>
  );
}

function Excluded({ consultation }: { consultation: Consultation }) {
  const w = sideWords();
  const names = [...(consultation.excludedSpecialists ?? []).map((each) => each.name), ...(consultation.excludedOrganisations ?? [])];
  if (names.length === 0) return null;
  return (
    <p class="quiet">
      {w.excluded}: {names.join(', ')}
    </p>
  );
}

function Reviews({ consultation }: { consultation: Consultation }) {
  const w = sideWords();
  return (
    <>
      {consultation.reviews.map((review) => (
        <p key={review.id}>
          <strong>
            {w.reviews}: {terms().verdicts[review.verdict]}
          </strong>
          <span class="quiet">
            {' · '}
            {review.reviewer.name} · <Moment at={review.reviewedAt} />
          </span>
        </p>
      ))}
    </>
  );
}
