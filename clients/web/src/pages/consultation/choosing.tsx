// Choosing one specialist for a step: found in the pool, shown with when they can be had, and taken off again.
import type { Schemas } from '../../api/client';
import { Chip, Chips } from '../../parts/chips';
import { SpecialistPicker } from '../../parts/pick';
import { CallNow, PresenceLine } from '../../parts/presence';
import { useCase, useInput, type Step } from './case';
import { consultationWords } from './words';

type Specialist = Schemas['Specialist'];

export function useChosen(step: Step): [Specialist | undefined, (specialist: Specialist | undefined) => void] {
  return useInput<Specialist | undefined>(`${step}.chosen`, undefined);
}

interface Props {
  label: string;
  help: string;
  fault: string | undefined;
  chosen: Specialist | undefined;
  onChange: (specialist: Specialist | undefined) => void;
}

export function ChosenSpecialist({ label, help, fault, chosen, onChange }: Props) {
  const { consultation } = useCase();
  if (!chosen) {
    const onIt = consultation.invitations.filter((each) => each.state === 'pending' || each.state === 'accepted').map((each) => each.specialist.id);
    const excluded = (consultation.excludedSpecialists ?? []).map((each) => each.id);
    return <SpecialistPicker label={label} help={help} fault={fault} municipality={consultation.municipality.id} exclude={[...onIt, ...excluded]} onPick={onChange} />;
  }
  return (
    <div class="case-step__person">
      <Chips label={label}>
        <Chip look="topic" removeLabel={consultationWords().takeOff(chosen.name)} onRemove={() => onChange(undefined)}>
          {[chosen.name, chosen.title].filter(Boolean).join(', ')}
        </Chip>
      </Chips>
      <PresenceLine specialist={chosen} />
      <CallNow specialist={chosen} />
    </div>
  );
}
