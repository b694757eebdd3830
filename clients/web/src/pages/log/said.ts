// What an entry of the access log says, in words: what somebody did, why they could, and as what.
import type { Schemas } from '../../api/client';
import { terms } from '../../words/terms';
import { stepWords } from './step-words';

type Entry = Schemas['AuditEntry'];

export function whatOf(entry: Entry): string {
  const w = stepWords().readings;
  if (entry.action === 'refused') return w.refused[entry.result] ?? w.otherRefused;
  if (entry.action === 'sign_on' && entry.result !== 'done') {
    const failed = w.failed[entry.result] ?? w.otherFailed;
    return entry.purpose === 'counted' ? w.timesMore(failed, entry.count) : failed;
  }
  const say = w.objects[`${entry.action} ${entry.object}`];
  return say ? say(entry.count) : w.otherObject(entry.action, entry.object);
}

/** A reason is kept with the message that holds it: what was written is for those who may read the case. */
export function whyOf(entry: Entry): string {
  const w = stepWords().readings;
  const codes = entry.purpose.split(',').map((each) => each.split(':')[0] ?? '');
  return codes.map((code) => w.purposes[code] ?? code).join(', ');
}

export function rolesOf(entry: Entry): string {
  const names: Record<string, string> = terms().roles;
  return entry.role
    .split(',')
    .map((code) => names[code] ?? code)
    .join(', ');
}
