// Why somebody cannot be asked at this moment, in words. Pure.
import type { Schemas } from '../../api/client';
import { personWords } from './words';

/** Nothing when they can be asked. */
export function whyNot(specialist: Schemas['Specialist']): string | undefined {
  const { cannotAsk } = personWords();
  const { presence } = specialist;
  if (!specialist.active) return cannotAsk.left;
  if (presence.lackingAgreement) return cannotAsk.lacking;
  if (presence.state === 'away' || presence.state === 'full' || presence.state === 'paused') return cannotAsk[presence.state];
  return undefined;
}
