// The last step of asking: by when, how, what the resident knows, where it is about. What is chosen stands with the
// page, so that nothing is lost when this is drawn anew.
import type { Refused, Schemas } from '../../api/client';
import { Checkbox, Choice, Select, TextField } from '../../parts/field';
import { deadlineOf } from './deadlines';
import type { Specialist } from './matching';
import { neighbourhoodOptions, type PlacesKnown } from './places-known';
import { residentOf, type Resident } from './resident';
import { sendingWords } from './sending-words';

type Input = Schemas['QuestionInput'];

export interface SendingChoices extends Resident {
  urgency: Schemas['Urgency'];
  way: Schemas['Way'];
  /** Undefined as long as the asker left it to what the text names. */
  neighbourhood: string | undefined;
  group: string;
  ownReference: string;
  onlyByMe: boolean;
}

export const firstChoices: SendingChoices = {
  urgency: 'within_2_working_days',
  way: 'written',
  resident: undefined,
  residentDespite: [],
  neighbourhood: undefined,
  group: '',
  ownReference: '',
  onlyByMe: false,
};

const urgencies = ['today', 'within_2_working_days', 'within_5_working_days'] as const;
const ways = ['written', 'phone', 'together'] as const;
const residents = ['no_identifying_data', 'discussed', 'consent'] as const;

/** The choices as the server takes them; `named`: the neighbourhood that the text names, `found`: its personal data. */
export function inputOf(choices: SendingChoices, named: string, found: readonly string[]): Partial<Input> {
  const resident = residentOf(choices, found);
  const neighbourhood = choices.neighbourhood ?? named;
  const ownReference = choices.ownReference.trim();
  return {
    urgency: choices.urgency,
    way: choices.way,
    ...(resident ? { resident } : {}),
    passOnAutomatically: !choices.onlyByMe,
    ...(neighbourhood ? { neighbourhood } : {}),
    ...(choices.group ? { group: choices.group } : {}),
    ...(ownReference ? { ownReference } : {}),
  };
}

interface Props {
  choices: SendingChoices;
  onChange: (choices: SendingChoices) => void;
  chosen: Specialist[];
  deadlines: Schemas['Deadline'][];
  places: PlacesKnown;
  groups: Schemas['Group'][];
  /** The neighbourhood that the text names, if it does. */
  named: string;
  /** Personal data in the text. */
  found: readonly string[];
  /** Sending was tried, and what the resident knows is still to be said. */
  residentMissing: boolean;
  fault: Refused | undefined;
}

export function SendingFields({ choices, onChange, chosen, deadlines, places, groups, named, found, residentMissing, fault }: Props) {
  const w = sendingWords();
  const set = (change: Partial<SendingChoices>) => onChange({ ...choices, ...change });
  const resident = residentOf(choices, found);
  const late = choices.urgency === 'today' && deadlineOf(deadlines, 'today')?.today === false;
  const byWhen = urgencies.map((value) => {
    const deadline = deadlineOf(deadlines, value);
    return { value, label: deadline ? w.urgency(value, deadline) : w.urgencies[value], help: value === 'today' && deadline && !deadline.today ? w.notToday : undefined };
  });
  return (
    <div class="sending__fields">
      <div>
        <Choice legend={w.byWhen} value={choices.urgency} options={byWhen} onChange={(value) => set({ urgency: value as Schemas['Urgency'] })} fault={fault?.at('/urgency')} />
        <div role="status">{late && <CallRather people={chosen} />}</div>
      </div>
      <Choice legend={w.how} value={choices.way} options={ways.map((value) => ({ value, label: w.ways[value] }))} onChange={(value) => set({ way: value as Schemas['Way'] })} />
      <div>
        <Choice
          legend={w.resident}
          value={resident ?? ''}
          options={residents.map((value) => ({ value, label: w.residents[value] }))}
          onChange={(value) => set({ resident: value as Schemas['ResidentKnowledge'], residentDespite: found })}
          fault={residentMissing ? w.residentMissing : undefined}
        />
        <div role="status">{!resident && <p class="field__help">{w.residentAnew(found)}</p>}</div>
      </div>
      <div>
        <Select
          label={w.neighbourhood}
          help={choices.neighbourhood === undefined && named ? w.fromText : undefined}
          value={choices.neighbourhood ?? named}
          options={neighbourhoodOptions(places, w.noNeighbourhood)}
          onChange={(neighbourhood) => set({ neighbourhood })}
          fault={fault?.at('/neighbourhood')}
        />
        {groups.length > 0 && (
          <Select
            label={w.group}
            help={w.groupHelp}
            value={choices.group}
            options={[{ value: '', label: w.noGroup }, ...groups.map((each) => ({ value: each.id, label: w.groupOf(each.name, each.members.length) }))]}
            onChange={(group) => set({ group })}
            fault={fault?.at('/group')}
          />
        )}
      </div>
      <div>
        <TextField label={w.ownReference} help={w.ownReferenceHelp} maxLength={60} value={choices.ownReference} onInput={(ownReference) => set({ ownReference })} fault={fault?.at('/ownReference')} />
        <Checkbox label={w.onlyByMe} help={w.onlyByMeHelp} checked={choices.onlyByMe} onChange={(onlyByMe) => set({ onlyByMe })} />
      </div>
    </div>
  );
}

/** For who cannot wait until then: the numbers of who was chosen. */
function CallRather({ people }: { people: Specialist[] }) {
  const w = sendingWords();
  const callable = people.filter((person) => person.phone);
  return (
    <div class="call-rather">
      <p>{callable.length > 0 ? w.callRather : w.chooseAndCall}</p>
      <ul class="plain">
        {callable.map((person) => (
          <li key={person.id}>
            <a href={`tel:${(person.phone ?? '').replace(/[^+\d]/g, '')}`}>{person.phone}</a> {person.name}
            <span class="quiet"> · {person.presence.text}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

