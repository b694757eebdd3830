// A coordinator finds somebody for a question that nobody took.
import { useState } from 'preact/hooks';
import { answer, api } from '../../../api/client';
import { useCase, useStep } from '../case';
import { ChosenSpecialist, useChosen } from '../choosing';
import { StepForm } from '../step-form';
import { coordinatorWords } from './words';

export function Assign() {
  const w = coordinatorWords();
  const { id, etag } = useCase();
  const doing = useStep('assign');
  const [chosen, setChosen] = useChosen('assign');
  const [tried, setTried] = useState(false);
  const fault = (tried && !chosen ? w.personMissing : undefined) ?? doing.fault?.at('/specialist');

  function submit() {
    setTried(true);
    if (!chosen) return;
    const call = () => answer(api.POST('/consultations/{consultationId}/assignment', { params: { path: { consultationId: id }, header: { 'If-Match': etag } }, body: { specialist: chosen.id } }));
    void doing.take(call, w.assigned(chosen.name));
  }

  return (
    <StepForm step="assign" title={w.assign} intro={w.assignIntro} submit={w.assignGo} doing={doing} shown={['/specialist']} faults={[fault]} onSubmit={submit}>
      <ChosenSpecialist label={w.person} help={w.personHelp} fault={fault} chosen={chosen} onChange={setChosen} />
    </StepForm>
  );
}
