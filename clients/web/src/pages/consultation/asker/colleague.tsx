// Colleagues of the asker: one who writes along, and one who takes the question over.
import { useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../../api/client';
import { Chip, Chips } from '../../../parts/chips';
import { Combobox } from '../../../parts/pick';
import { useCase, useInput, useStep, type Step } from '../case';
import { StepForm } from '../step-form';
import { consultationWords } from '../words';
import { askerWords } from './words';

type Colleague = Schemas['Colleague'];

interface Props {
  step: Step;
  title: string;
  intro: string;
  submit: string;
  told: (name: string) => string;
  call: (user: string) => Promise<unknown>;
}

function ColleagueForm({ step, title, intro, submit, told, call }: Props) {
  const w = askerWords();
  const { consultation } = useCase();
  const doing = useStep(step);
  const [chosen, setChosen] = useInput<Colleague | undefined>(`${step}.chosen`, undefined);
  const [nobody, setNobody] = useState(false);
  const onIt = [consultation.asker.id, ...(step === 'add_colleague' ? consultation.participants.map((each) => each.id) : [])];
  const fault = nobody && !chosen ? w.colleagueNobody : doing.fault?.at('/user');

  function send() {
    setNobody(!chosen);
    if (chosen) void doing.take(() => call(chosen.id), told(chosen.name));
  }

  return (
    <StepForm step={step} title={title} intro={intro} submit={submit} doing={doing} shown={['/user']} faults={[fault]} onSubmit={send}>
      {chosen ? (
        <Chips label={w.colleaguePick}>
          <Chip look="topic" removeLabel={consultationWords().takeOff(chosen.name)} onRemove={() => setChosen(undefined)}>
            {[chosen.name, ...chosen.teams.slice(0, 1).map((team) => team.name)].join(', ')}
          </Chip>
        </Chips>
      ) : (
        <Combobox<Colleague>
          label={w.colleaguePick}
          help={w.colleagueHelp}
          fault={fault}
          find={async (text) => {
            const found = await answer(api.POST('/colleagues/_search', { body: { text } }));
            return found.items.filter((each) => !onIt.includes(each.id)).slice(0, 8);
          }}
          say={(each) => each.name}
          detail={(each) => each.teams.map((team) => team.name).join(', ')}
          keyOf={(each) => each.id}
          onPick={setChosen}
        />
      )}
    </StepForm>
  );
}

export function AddColleague() {
  const w = askerWords();
  const { id } = useCase();
  const call = (user: string) => answer(api.POST('/consultations/{consultationId}/participants', { params: { path: { consultationId: id } }, body: { user } }));
  return <ColleagueForm step="add_colleague" title={w.colleague} intro={w.colleagueIntro} submit={w.colleagueGo} told={w.colleagueAdded} call={call} />;
}

export function Transfer() {
  const w = askerWords();
  const { id, etag } = useCase();
  const call = (user: string) =>
    answer(api.POST('/consultations/{consultationId}/transfer', { params: { path: { consultationId: id }, header: { 'If-Match': etag } }, body: { user } }));
  return <ColleagueForm step="transfer" title={w.transfer} intro={w.transferIntro} submit={w.transferGo} told={w.transferred} call={call} />;
}
