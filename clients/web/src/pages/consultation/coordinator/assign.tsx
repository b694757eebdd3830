// A coordinator finds somebody for a question that nobody took: the people who fit it best, with why each can or cannot
// be asked now and how much each has done of late, or anybody of the pool.
import { useId, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../../api/client';
import { Button } from '../../../parts/button';
import { useLoaded } from '../../../parts/loading';
import { PresenceLine, sayLoad } from '../../../parts/presence';
import { language } from '../../../words/language';
import { useSignal } from '../../../words/signal';
import { useCase, useStep } from '../case';
import { ChosenSpecialist, useChosen } from '../choosing';
import { StepForm } from '../step-form';
import { coordinatorWords } from './words';

const shown_at_first = 5;

function Fitting({ onPick }: { onPick: (specialist: Schemas['Specialist']) => void }) {
  const w = coordinatorWords();
  const { id } = useCase();
  const heading = useId();
  const [all, setAll] = useState(false);
  const loaded = useLoaded(() => answer(api.GET('/consultations/{consultationId}/assignable', { params: { path: { consultationId: id } } })), [id, useSignal(language)]);
  // The picker below does without it.
  const people = loaded.data?.items ?? [];
  if (people.length === 0) return null;
  const shown = all ? people : people.slice(0, shown_at_first);
  return (
    <section class="fitting" aria-labelledby={heading}>
      <h3 id={heading} class="fitting__head">
        {w.fitting}
      </h3>
      <ul class="fitting__people">
        {shown.map(({ specialist, obstacle }) => (
          <li key={specialist.id} class="fitting__person">
            <div>
              <strong>{specialist.name}</strong>
              <p class="quiet">{[specialist.title, specialist.organisation].filter(Boolean).join(' · ')}</p>
              {obstacle ? <p>{obstacle.text}</p> : <PresenceLine specialist={specialist} />}
              <p class="quiet">{sayLoad(specialist.presence)}</p>
            </div>
            {!obstacle && (
              <Button look="quiet" onClick={() => onPick(specialist)}>
                {w.pick}
                <span class="visually-hidden"> {specialist.name}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {people.length > shown_at_first && (
        <Button look="quiet" expanded={all} onClick={() => setAll(!all)}>
          {all ? w.fewer : w.allFitting(people.length)}
        </Button>
      )}
    </section>
  );
}

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
      {!chosen && <Fitting onPick={setChosen} />}
      <ChosenSpecialist label={w.person} help={w.personHelp} fault={fault} chosen={chosen} onChange={setChosen} />
    </StepForm>
  );
}
