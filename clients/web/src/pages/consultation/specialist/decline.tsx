// Saying no to a question, with a reason that helps to find the next one.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../../api/client';
import { CaseText } from '../../../parts/case-text';
import { terms } from '../../../words/terms';
import { useCase, useInput, useStep } from '../case';
import { readerOf } from '../reader';
import { StepForm } from '../step-form';
import { Tiles } from '../../../parts/tiles';
import { specialistWords } from './words';

type DeclineReason = Schemas['DeclineReason'];

export const declineReasons: DeclineReason[] = ['no_time', 'not_my_field', 'conflict_of_interest', 'on_leave', 'other'];
const longest_note = 500;

export function Decline() {
  const w = specialistWords();
  const { consultation } = useCase();
  const doing = useStep('decline');
  const [input, setInput] = useInput<{ reason?: DeclineReason; note: string }>('decline', { note: '' });
  const [tried, setTried] = useState(false);
  const own = readerOf(consultation).invitation;
  const missing = tried && !input.reason ? w.reasonMissing : undefined;

  function submit() {
    setTried(true);
    const { reason, note } = input;
    if (!reason || !own) return;
    const body = { decision: 'decline' as const, reason, ...(note.trim() ? { note } : {}) };
    void doing.take(() => answer(api.POST('/invitations/{invitationId}/decision', { params: { path: { invitationId: own.id } }, body })), w.declined);
  }

  return (
    <StepForm step="decline" title={w.decline} intro={w.declineIntro} submit={w.declineGo} doing={doing} shown={['/note']} faults={[missing]} onSubmit={submit}>
      <Tiles legend={w.reason} fault={missing} tiles={declineReasons.map((value) => ({ value, label: terms().declineReasons[value] }))} value={input.reason} onChange={(reason) => setInput({ ...input, reason })} />
      <CaseText label={w.note} help={w.noteHelp} rows={2} maxLength={longest_note} value={input.note} onInput={(note) => setInput({ ...input, note })} fault={doing.fault?.at('/note')} />
    </StepForm>
  );
}
