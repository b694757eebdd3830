// The parts of a profile's form, each a fieldset of its own: used for one's own profile, by the coordinator, and while
// joining. They hold nothing; the draft comes in and goes out.
import type { Refused, Schemas } from '../../api/client';
import { Checkbox, Choice, TextArea, TextField } from '../../parts/field';
import { ageGroups, lawList, lifeDomains, type Listed } from '../../words/lists';
import { terms } from '../../words/terms';
import type { Draft } from './draft';
import { Chosen, LanguageTags, TargetGroupTags } from './tags';
import { profileWords } from './words';

export interface PartProps {
  draft: Draft;
  onChange: (part: Partial<Draft>) => void;
  fault?: Refused;
}

export const mostSummary = 4000;

export function AboutFields(parts: PartProps) {
  const w = profileWords();
  const { draft, onChange, fault } = parts;
  return (
    <>
      <TextField label={w.name} required maxLength={120} autocomplete="name" value={draft.name} onInput={(name) => onChange({ name })} fault={fault?.at('/name')} />
      <WorkFields {...parts} />
    </>
  );
}

/** Function, organisation and kind of knowledge. */
export function WorkFields({ draft, onChange, fault }: PartProps) {
  const w = profileWords();
  const kinds: Draft['knowledge'][] = ['professional', 'experience', 'volunteer'];
  return (
    <>
      <div class="side-by-side">
        <TextField label={w.function} maxLength={160} value={draft.title} onInput={(title) => onChange({ title })} fault={fault?.at('/title')} />
        <TextField label={w.organisation} maxLength={160} autocomplete="organization" value={draft.organisation} onInput={(organisation) => onChange({ organisation })} fault={fault?.at('/organisation')} />
      </div>
      <Choice
        legend={w.knowledge}
        value={draft.knowledge}
        options={kinds.map((kind) => ({ value: kind, label: terms().knowledge[kind], help: w.knowledgeHelp[kind] }))}
        onChange={(value) => onChange({ knowledge: value as Draft['knowledge'] })}
      />
    </>
  );
}

export function SummaryField({ draft, onChange, fault, rows = 8 }: PartProps & { rows?: number }) {
  const w = profileWords();
  const used = [...draft.summary].length;
  return (
    <>
      <TextArea label={w.summary} help={w.summaryHelp} rows={rows} maxLength={mostSummary} value={draft.summary} onInput={(summary) => onChange({ summary })} fault={fault?.at('/summary')} />
      {used > mostSummary * 0.8 && <p class="counter">{w.characters(used, mostSummary)}</p>}
    </>
  );
}

interface TicksProps {
  legend: string;
  choose: string;
  /** What it means when nothing is chosen. */
  none?: string;
  options: Listed[];
  values: string[];
  onChange: (values: string[]) => void;
}

/** Several of a closed list: what was chosen as chips, the whole list on demand. Other values of the data stay. */
function Ticks({ legend, choose, none, options, values, onChange }: TicksProps) {
  const say = (value: string) => options.find((option) => option.value === value)?.label ?? value;
  return (
    <fieldset class="ticks">
      <legend class="utrecht-form-label">{legend}</legend>
      {values.length === 0 && none && <p class="ticks__none">{none}</p>}
      <Chosen label={legend} values={values} onChange={onChange} say={say} />
      <details>
        <summary>{choose}</summary>
        <div class="ticks__list">
          {options.map((option) => (
            <Checkbox
              key={option.value}
              label={option.label}
              checked={values.includes(option.value)}
              onChange={(there) => onChange(there ? [...values, option.value] : values.filter((value) => value !== option.value))}
            />
          ))}
        </div>
      </details>
    </fieldset>
  );
}

export function DomainFields({ draft, onChange }: PartProps) {
  const w = profileWords();
  return (
    <>
      <Ticks legend={w.kinds.lifeDomains} choose={w.chooseDomains} options={lifeDomains()} values={draft.lifeDomains} onChange={(values) => onChange({ lifeDomains: values })} />
      <Ticks legend={w.kinds.laws} choose={w.chooseLaws} options={lawList()} values={draft.laws} onChange={(values) => onChange({ laws: values })} />
    </>
  );
}

export function ForWhomFields({ draft, onChange, neighbourhoods }: PartProps & { neighbourhoods: string[] }) {
  const w = profileWords();
  const places = neighbourhoods.map((name) => ({ value: name, label: name }));
  return (
    <>
      <Ticks legend={w.kinds.ageGroups} choose={w.chooseAges} none={w.allAges} options={ageGroups()} values={draft.ageGroups} onChange={(values) => onChange({ ageGroups: values })} />
      <Ticks legend={w.kinds.neighbourhoods} choose={w.chooseNeighbourhoods} none={w.everywhere} options={places} values={draft.neighbourhoods} onChange={(values) => onChange({ neighbourhoods: values })} />
      <LanguageTags values={draft.languages} onChange={(values) => onChange({ languages: values })} />
      <TargetGroupTags values={draft.targetGroups} onChange={(targetGroups) => onChange({ targetGroups })} />
    </>
  );
}

export function ReachFields({ draft, onChange, fault }: PartProps) {
  const w = profileWords();
  const ways: Schemas['Way'][] = ['written', 'phone', 'together'];
  return (
    <>
      <fieldset class="ticks">
        <legend class="utrecht-form-label">{w.ways}</legend>
        {ways.map((way) => (
          <Checkbox
            key={way}
            label={terms().ways[way]}
            help={w.waysHelp[way]}
            checked={draft.ways.includes(way)}
            onChange={(there) => onChange({ ways: ways.filter((each) => (each === way ? there : draft.ways.includes(each))) })}
          />
        ))}
      </fieldset>
      <div class="side-by-side">
        <TextField label={w.phone} help={w.phoneHelp} type="tel" maxLength={40} autocomplete="tel" value={draft.phone} onInput={(phone) => onChange({ phone })} fault={fault?.at('/phone')} />
        <TextField label={w.contactTimes} help={w.contactTimesHelp} maxLength={120} value={draft.contactTimes} onInput={(contactTimes) => onChange({ contactTimes })} fault={fault?.at('/contactTimes')} />
      </div>
      <TextField label={w.email} type="email" maxLength={254} autocomplete="email" value={draft.email} onInput={(email) => onChange({ email })} fault={fault?.at('/email')} />
    </>
  );
}
