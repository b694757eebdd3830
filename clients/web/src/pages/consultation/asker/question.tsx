// What the asker's side does with the question itself beside adding to it: its own reference, handing it to the
// coordinator, withdrawing it, and opening it again.
import { useState } from 'preact/hooks';
import { answer, api } from '../../../api/client';
import { CaseText } from '../../../parts/case-text';
import { TextField } from '../../../parts/field';
import { useCase, useInput, useStep } from '../case';
import type { Message } from '../fetching';
import { readerOf } from '../reader';
import { StepForm } from '../step-form';
import { askerWords } from './words';

const longest_text = 8000;
const longest_reference = 60;

export function ownReferenceOf(messages: Message[] | undefined): string {
  const message = messages?.find((each) => each.kind === 'own_reference');
  return message?.versions.at(-1)?.parts?.text ?? '';
}

export function OwnReference() {
  const w = askerWords();
  const { id, messages } = useCase();
  const doing = useStep('set_own_reference');
  const [typed, setText] = useInput<string | undefined>('set_own_reference.text', undefined);
  const text = typed ?? ownReferenceOf(messages);
  const call = () => answer(api.PUT('/consultations/{consultationId}/own-reference', { params: { path: { consultationId: id } }, body: { ownReference: text.trim() } }));
  const fault = doing.fault?.at('/ownReference');
  return (
    <StepForm
      step="set_own_reference"
      title={w.reference}
      intro={w.referenceIntro}
      submit={w.referenceGo}
      doing={doing}
      shown={['/ownReference']}
      faults={[fault]}
      onSubmit={() => void doing.take(call, w.referenceSet)}
    >
      <TextField label={w.referenceField} help={w.referenceHelp} maxLength={longest_reference} value={text} onInput={setText} fault={fault} />
    </StepForm>
  );
}

export function SendToCoordinator() {
  const w = askerWords();
  const { id, etag, consultation } = useCase();
  const doing = useStep('send_to_coordinator');
  const mine = readerOf(consultation).takesPart;
  const call = () => answer(api.POST('/consultations/{consultationId}/coordinator-request', { params: { path: { consultationId: id }, header: { 'If-Match': etag } } }));
  return (
    <StepForm
      step="send_to_coordinator"
      title={mine ? w.coordinator : w.coordinatorTake}
      intro={mine ? w.coordinatorIntro : w.coordinatorTakeIntro}
      submit={mine ? w.coordinatorGo : w.coordinatorTakeGo}
      doing={doing}
      onSubmit={() => void doing.take(call, w.coordinatorDone)}
    />
  );
}

export function Withdraw() {
  const w = askerWords();
  const { id, etag } = useCase();
  const doing = useStep('withdraw');
  const call = () => answer(api.POST('/consultations/{consultationId}/withdrawal', { params: { path: { consultationId: id }, header: { 'If-Match': etag } } }));
  return <StepForm step="withdraw" title={w.withdraw} intro={w.withdrawIntro} submit={w.withdrawGo} doing={doing} onSubmit={() => void doing.take(call, w.withdrawn)} />;
}

export function Reopen() {
  const w = askerWords();
  const { id, etag } = useCase();
  const doing = useStep('reopen');
  const [text, setText] = useInput('reopen.text', '');
  const [tried, setTried] = useState(false);
  const fault = (tried && !text.trim() ? w.reopenEmpty : undefined) ?? doing.fault?.at('/text');

  function submit() {
    setTried(true);
    if (!text.trim()) return;
    const call = () => answer(api.POST('/consultations/{consultationId}/reopening', { params: { path: { consultationId: id }, header: { 'If-Match': etag } }, body: { text } }));
    void doing.take(call, w.reopened);
  }

  return (
    <StepForm step="reopen" title={w.reopen} intro={w.reopenIntro} submit={w.reopenGo} doing={doing} shown={['/text']} faults={[fault]} onSubmit={submit}>
      <CaseText label={w.reopenField} rows={4} maxLength={longest_text} value={text} onInput={setText} fault={fault} />
    </StepForm>
  );
}
