// Looking back after six weeks: three questions, one click each.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../../api/client';
import { useCase, useInput, useStep } from '../case';
import { StepForm } from '../step-form';
import { Tiles } from '../../../parts/tiles';
import { askerWords } from './words';

type Answers = Partial<Schemas['FollowUpInput']>;

const questions = ['done', 'helped', 'arrived'] as const;

export function FollowUp() {
  const w = askerWords();
  const { id, etag } = useCase();
  const doing = useStep('follow_up');
  const [answers, setAnswers] = useInput<Answers>('follow_up', {});
  const [tried, setTried] = useState(false);
  const { done, helped, arrived } = answers;

  function submit() {
    setTried(true);
    if (done === undefined || helped === undefined || arrived === undefined) return;
    const call = () =>
      answer(api.POST('/consultations/{consultationId}/follow-up', { params: { path: { consultationId: id }, header: { 'If-Match': etag } }, body: { done, helped, arrived } }));
    void doing.take(call, w.followedUp);
  }

  const yesOrNo = [
    { value: true, label: w.yes },
    { value: false, label: w.no },
  ];
  const faults = questions.map((each) => (tried && answers[each] === undefined ? w.answerMissing : undefined));
  return (
    <StepForm step="follow_up" title={w.followUp} intro={w.followUpIntro} submit={w.followUpGo} doing={doing} faults={faults} onSubmit={submit}>
      {questions.map((each, at) => (
        <Tiles key={each} legend={w[each]} fault={faults[at]} tiles={yesOrNo} value={answers[each]} onChange={(chosen) => setAnswers({ ...answers, [each]: chosen })} />
      ))}
    </StepForm>
  );
}
