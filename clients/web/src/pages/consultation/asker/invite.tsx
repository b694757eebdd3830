// Asking more people, or a group of whom the first to accept has it.
import { useMemo, useState } from 'preact/hooks';
import { answer, api, newKey, type Schemas } from '../../../api/client';
import { every } from '../../../api/every';
import { Alert } from '../../../parts/alert';
import { Chip, Chips } from '../../../parts/chips';
import { Select } from '../../../parts/field';
import { useLoaded } from '../../../parts/loading';
import { SpecialistPicker } from '../../../parts/pick';
import { PresenceLine } from '../../../parts/presence';
import { useCase, useInput, useStep } from '../case';
import { listed } from '../next';
import { StepForm } from '../step-form';
import { consultationWords } from '../words';
import { askerWords } from './words';

type Specialist = Schemas['Specialist'];

const most_at_once = 10;

export function Invite() {
  const w = askerWords();
  const { id, consultation } = useCase();
  const doing = useStep('invite');
  const [people, setPeople] = useInput<Specialist[]>('invite.people', []);
  const [group, setGroup] = useInput('invite.group', '');
  const [nobody, setNobody] = useState(false);
  const key = useMemo(newKey, [people, group]);
  const groups = useLoaded(() => every((offset, limit) => answer(api.GET('/groups', { params: { query: { offset, limit } } }))), []);
  const ofHere = (groups.data ?? []).filter((each) => each.municipality === consultation.municipality.id);
  const onIt = consultation.invitations.filter((each) => each.state === 'pending' || each.state === 'accepted').map((each) => each.specialist.id);
  const excluded = (consultation.excludedSpecialists ?? []).map((each) => each.id);

  function submit() {
    setNobody(people.length === 0 && !group);
    if (people.length === 0 && !group) return;
    const names = [...people.map((each) => each.name), ...ofHere.filter((each) => each.id === group).map((each) => each.name)];
    const call = () =>
      answer(
        api.POST('/consultations/{consultationId}/invitations', {
          params: { path: { consultationId: id }, header: { 'Idempotency-Key': key } },
          body: { specialists: people.map((each) => each.id), ...(group ? { group } : {}) },
        }),
      );
    void doing.take(call, w.invited(listed(names)));
  }

  return (
    <StepForm step="invite" title={w.invite} intro={w.inviteIntro} submit={w.inviteGo} doing={doing} onSubmit={submit}>
      {nobody && people.length === 0 && !group && <Alert kind="error">{w.inviteNobody}</Alert>}
      <SpecialistPicker
        label={w.person}
        help={w.personHelp}
        municipality={consultation.municipality.id}
        exclude={[...onIt, ...excluded, ...people.map((each) => each.id)]}
        onPick={(specialist) => setPeople([...people, specialist].slice(0, most_at_once))}
      />
      {people.length > 0 && (
        <Chips label={w.chosen}>
          {people.map((each) => (
            <Chip key={each.id} look="topic" removeLabel={consultationWords().takeOff(each.name)} onRemove={() => setPeople(people.filter((other) => other.id !== each.id))}>
              {each.name}
            </Chip>
          ))}
        </Chips>
      )}
      {people.map((each) => (
        <div key={each.id} class="case-step__person">
          <strong>{each.name}</strong> <PresenceLine specialist={each} />
        </div>
      ))}
      {ofHere.length > 0 && <Select label={w.group} value={group} options={[{ value: '', label: w.noGroup }, ...ofHere.map((each) => ({ value: each.id, label: each.name }))]} onChange={setGroup} />}
    </StepForm>
  );
}
