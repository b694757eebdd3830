// A coordinator judges a question that is done.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../../api/client';
import { CaseText } from '../../../parts/case-text';
import { terms } from '../../../words/terms';
import { useCase, useInput, useStep } from '../case';
import { StepForm } from '../step-form';
import { Tiles } from '../../../parts/tiles';
import { coordinatorWords } from './words';

type Verdict = Schemas['ReviewInput']['verdict'];

const verdicts: Verdict[] = ['in_order', 'learning_point', 'action_needed'];
const longest_note = 500;

export function Review() {
  const w = coordinatorWords();
  const { id, consultation } = useCase();
  const doing = useStep('review');
  const [input, setInput] = useInput<{ verdict?: Verdict; note: string }>('review', { note: '' });
  const [tried, setTried] = useState(false);
  const missing = tried && !input.verdict ? w.verdictMissing : undefined;

  function submit() {
    setTried(true);
    const { verdict, note } = input;
    if (!verdict) return;
    const body = { verdict, ...(note.trim() ? { note } : {}) };
    void doing.take(() => answer(api.POST('/consultations/{consultationId}/review', { params: { path: { consultationId: id } }, body })), w.reviewed);
  }

  return (
    <StepForm step="review" title={w.review} intro={w.reviewIntro(consultation.asker.name)} submit={w.reviewGo} doing={doing} shown={['/note']} faults={[missing]} onSubmit={submit}>
      <Tiles legend={w.verdict} fault={missing} tiles={verdicts.map((value) => ({ value, label: terms().verdicts[value] }))} value={input.verdict} onChange={(verdict) => setInput({ ...input, verdict })} />
      <CaseText label={w.note} rows={3} maxLength={longest_note} value={input.note} onInput={(note) => setInput({ ...input, note })} fault={doing.fault?.at('/note')} />
    </StepForm>
  );
}
