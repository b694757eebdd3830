// Leaving a question that one thinks along with: to a colleague, or letting it go.
import { useState } from 'preact/hooks';
import { answer, api } from '../../../api/client';
import { useCase, useStep } from '../case';
import { ChosenSpecialist, useChosen } from '../choosing';
import { readerOf } from '../reader';
import { StepForm } from '../step-form';
import { specialistWords } from './words';

export function HandOver() {
  const w = specialistWords();
  const { consultation } = useCase();
  const doing = useStep('hand_over');
  const [chosen, setChosen] = useChosen('hand_over');
  const [tried, setTried] = useState(false);
  const own = readerOf(consultation).invitation;
  const fault = (tried && !chosen ? w.colleagueMissing : undefined) ?? doing.fault?.at('/specialist');

  function submit() {
    setTried(true);
    if (!chosen || !own) return;
    const call = () => answer(api.POST('/invitations/{invitationId}/hand-over', { params: { path: { invitationId: own.id } }, body: { specialist: chosen.id } }));
    void doing.take(call, w.handedOver(chosen.name));
  }

  return (
    <StepForm step="hand_over" title={w.handOver} intro={w.handOverIntro} submit={w.handOverGo} doing={doing} shown={['/specialist']} faults={[fault]} onSubmit={submit}>
      <ChosenSpecialist label={w.colleague} help={w.colleagueHelp} fault={fault} chosen={chosen} onChange={setChosen} />
    </StepForm>
  );
}

export function Release() {
  const w = specialistWords();
  const { consultation } = useCase();
  const doing = useStep('release');
  const own = readerOf(consultation).invitation;

  function submit() {
    if (!own) return;
    void doing.take(() => answer(api.POST('/invitations/{invitationId}/release', { params: { path: { invitationId: own.id } } })), w.released);
  }

  return <StepForm step="release" title={w.release} intro={w.releaseIntro} submit={w.releaseGo} doing={doing} onSubmit={submit} />;
}
