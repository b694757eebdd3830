// Where the text would be for a coordinator: facts come first, and the text after a reason that the asker sees.
import { useState } from 'preact/hooks';
import { answer, api } from '../../../api/client';
import { Button } from '../../../parts/button';
import { CaseText } from '../../../parts/case-text';
import { Faults } from '../../../parts/doing';
import { useCase, useInput, useStep } from '../case';
import { coordinatorWords } from './words';

const longest_reason = 500;

export function Reason() {
  const w = coordinatorWords();
  const { id, consultation } = useCase();
  const doing = useStep('give_reason');
  const [reason, setReason] = useInput('give_reason', '');
  const [tried, setTried] = useState(false);

  function submit(event: Event) {
    event.preventDefault();
    setTried(true);
    if (!reason.trim()) {
      (event.currentTarget as HTMLFormElement).querySelector('textarea')?.focus();
      return;
    }
    void doing.take(() => answer(api.POST('/consultations/{consultationId}/access', { params: { path: { consultationId: id } }, body: { reason } })), w.reasonGiven);
  }

  return (
    <section class="case-step case-step--reason" aria-labelledby="reason-title">
      <h2 id="reason-title" class="utrecht-heading-2">
        {w.reason}
      </h2>
      <p class="case-step__intro">{w.reasonIntro(consultation.asker.name)}</p>
      <Faults fault={doing.fault} shown={['/reason']} />
      <form noValidate onSubmit={submit}>
        <p class="case-usual__label" id="usual-reasons">
          {w.usual}
        </p>
        <div class="case-usual" role="group" aria-labelledby="usual-reasons">
          {w.reasons.map((each) => (
            <button key={each} type="button" class="case-usual__one" onClick={() => setReason(each)}>
              {each}
            </button>
          ))}
        </div>
        <CaseText label={w.reasonField} rows={2} maxLength={longest_reason} value={reason} onInput={setReason} fault={(tried && !reason.trim() ? w.reasonMissing : undefined) ?? doing.fault?.at('/reason')} />
        <Button look="primary" type="submit" busy={doing.busy}>
          {w.reasonGo}
        </Button>
      </form>
    </section>
  );
}
