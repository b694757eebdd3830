// What the codes of a step say beside its sentence, as a few words: whom it was about, from whom to whom, why.
import type { Schemas } from '../../api/client';
import { sayMoment } from '../../words/language';
import { terms } from '../../words/terms';
import type { Names } from './names';
import { stepWords } from './step-words';

type Event = Schemas['Event'];

function termOf(table: Record<string, string>, code: string): string | undefined {
  return table[code];
}

function listOfTerms(table: Record<string, string>, codes: string): string | undefined {
  const found = codes.split(',').flatMap((code) => table[code.trim()] ?? []);
  return found.length > 0 ? found.join(', ') : undefined;
}

// In the order in which they are said. A detail without words here is not said.
const sayings: [string, (value: string, names: Names, event: Event) => string | undefined][] = [
  ['specialist', (id, names) => names.nameOf(id)],
  ['name', (term, _names, event) => (event.kind.startsWith('topic_') ? `“${term}”` : undefined)],
  // Signing on and off is about who did it.
  ['user', (id, names, event) => (id === event.actor?.id ? undefined : names.nameOf(id))],
  ['deputy', (id, names) => names.nameOf(id)],
  ['municipality', (id, names) => names.nameOf(id)],
  ['neighbourhood', (id, names) => names.nameOf(id)],
  ['team', (id, names, event) => (event.kind === 'team_put' ? names.nameOf(id) : undefined)],
  ['group', (id, names, event) => named(id, names, (name) => (event.kind === 'group_put' ? name : stepWords().details.group(name)))],
  ['from', (id, names) => named(id, names, stepWords().details.from)],
  ['to', (id, names) => named(id, names, stepWords().details.to)],
  ['urgency', (code) => termOf(terms().urgencies, code)],
  ['way', (code) => termOf(terms().ways, code)],
  ['result', (code) => termOf(terms().results, code)],
  ['minutes', (count) => stepWords().details.minutes(count)],
  ['verdict', (code) => termOf(terms().verdicts, code)],
  ['version', (count) => stepWords().details.version(count)],
  ['reason', (code) => stepWords().codes.reason?.[code] ?? termOf(terms().declineReasons, code)],
  ['roles', (codes) => listOfTerms(terms().roles, codes)],
  ['changed', (fields) => namedFields(fields)],
  ['segment', (month) => stepWords().details.month(month)],
  ['days', (days) => stepWords().details.term(days)],
  ['until', (moment) => stepWords().details.until(sayMoment(moment))],
];

const said = new Set(sayings.map(([name]) => name));

function named(id: string, names: Names, say: (name: string) => string): string | undefined {
  const name = names.nameOf(id);
  return name === undefined ? undefined : say(name);
}

function namedFields(fields: string): string | undefined {
  const found = listOfTerms(stepWords().fields, fields);
  return found && stepWords().details.changed(found);
}

export function detailsOf(event: Event, names: Names): string {
  const parts: (string | undefined)[] = event.specialist ? [event.specialist.name] : [];
  for (const [name, say] of sayings) {
    const value = event.details[name];
    if (value !== undefined && !(name === 'specialist' && event.specialist)) parts.push(say(value, names, event));
  }
  for (const [name, value] of Object.entries(event.details)) {
    if (!said.has(name)) parts.push(stepWords().codes[name]?.[value]);
  }
  if (event.decidedBy && event.decidedBy.id !== event.actor?.id) parts.push(stepWords().details.decidedBy(event.decidedBy.name));
  return parts.filter(Boolean).join(' · ');
}
