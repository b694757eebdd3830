// The head of a consultation: the question in a line, where it stands, who asks, what happens next, and the one
// thing to do now with what may be done beside it.
import { useState } from 'preact/hooks';
import { api, answer } from '../../api/client';
import { hasRole } from '../../frame/session';
import { Button } from '../../parts/button';
import { Faults } from '../../parts/doing';
import { Moment } from '../../parts/moment';
import { StateBadge } from '../../parts/state';
import { useCase, useStep, type ComposerWay, type Form } from './case';
import { lineOf } from './line';
import { sayNext } from './next';
import { actionsOf, askedBy, readerOf } from './reader';
import { specialistWords } from './specialist/words';
import { consultationWords } from './words';

function Back() {
  const w = consultationWords();
  const reader = readerOf(useCase().consultation);
  const [href, label] = reader.takesPart || !(reader.invitation || reader.isCoordinator)
    ? ['/vragen', w.toMine]
    : reader.invitation
      ? ['/aan-mij', w.toForMe]
      : ['/werkvoorraad', w.toWork];
  if (href === '/vragen' && !hasRole('team_member') && !hasRole('partner')) return null;
  return (
    <a class="case-head__back" href={href}>
      {label}
    </a>
  );
}

export function Head() {
  const w = consultationWords();
  const { consultation, messages } = useCase();
  const reader = readerOf(consultation);
  const asker = askedBy(consultation);
  const via = asker.id === consultation.asker.id ? undefined : w.via(consultation.asker.name);
  const next = sayNext(consultation, messages, reader);
  return (
    <header class="case-head">
      <Back />
      <h1 id="vraag" class="utrecht-heading-1 case-head__line" tabIndex={-1} data-title={w.windowTitle}>
        {lineOf(consultation)}
      </h1>
      <p class="case-head__facts">
        <StateBadge state={consultation.state} mine={consultation.steps.includes('reply')} />
        <span>
          {w.asker} {[asker.name, via, consultation.team?.name].filter(Boolean).join(', ')}
        </span>
        <span class="quiet">
          <Moment at={consultation.askedAt} />
        </span>
      </p>
      <p class="case-head__next">{next.join(' ')}</p>
      <Actions />
    </header>
  );
}

const composed: Partial<Record<Form, ComposerWay>> = { reply: 'reply', ask_on: 'ask_on', ask_clarification: 'ask_clarification', write: 'write' };

/** What a step is begun with: a form, the composer, or, for accepting, the server at once. */
function useBegin(accept: () => void): (form: Form) => void {
  const found = useCase();
  return (step) => {
    const way = composed[step];
    if (way) found.composeAs(way);
    else if (step === 'accept') accept();
    else found.show(found.open === step ? undefined : step);
  };
}

function Actions() {
  const w = consultationWords();
  const found = useCase();
  const { consultation, messages } = found;
  const accepting = useStep('accept');
  const own = readerOf(consultation).invitation;
  const begin = useBegin(() => {
    if (!own) return;
    const call = () => answer(api.POST('/invitations/{invitationId}/decision', { params: { path: { invitationId: own.id } }, body: { decision: 'accept' } }));
    void accepting.take(call, specialistWords().accepted(consultation.asker.name));
  });
  const [isOpen, setOpen] = useState(false);
  const { primary, beside, more } = actionsOf(consultation, messages);
  const action = (step: Form, look: 'primary' | 'secondary' | 'quiet') => (
    <ActionButton key={step} step={step} look={look} busy={step === 'accept' && accepting.busy} onClick={() => begin(step)} />
  );
  if (!primary && beside.length + more.length === 0) return null;
  return (
    <div class="case-actions" role="group" aria-label={w.actions}>
      <Faults fault={accepting.fault} />
      <div class="case-actions__row">
        {primary && action(primary, 'primary')}
        {beside.map((step) => action(step, 'secondary'))}
        {more.length > 0 && (
          <Button look="quiet" expanded={isOpen} controls="more-actions" onClick={() => setOpen(!isOpen)}>
            {isOpen ? w.less : w.more}
          </Button>
        )}
      </div>
      {more.length > 0 && (
        <div class="case-actions__row case-actions__row--more" id="more-actions" hidden={!isOpen}>
          {more.map((step) => action(step, 'quiet'))}
        </div>
      )}
    </div>
  );
}

function ActionButton({ step, look, busy, onClick }: { step: Form; look: 'primary' | 'secondary' | 'quiet'; busy: boolean; onClick: () => void }) {
  const w = consultationWords();
  const { open, consultation } = useCase();
  const label = step === 'send_to_coordinator' && !readerOf(consultation).takesPart ? w.takeIt : w.steps[step];
  return (
    <span class="case-actions__one" id={`step-${step}`}>
      <Button look={look} busy={busy} expanded={composed[step] || step === 'accept' ? undefined : open === step} onClick={onClick}>
        {label}
      </Button>
    </span>
  );
}
