// Why the profile of a specialist wants attention, worked out from what the API tells of it. It knows no words.
import type { Schemas } from '../../api/client';

type Specialist = Schemas['Specialist'];
type Agreement = NonNullable<Schemas['Presence']['lackingAgreement']>;

export type Need =
  | { kind: 'lacking'; agreement: Agreement; until?: string }
  | { kind: 'ending'; agreement: Agreement; until: string }
  | { kind: 'hours_unknown' }
  | { kind: 'paused'; since?: string }
  | { kind: 'away'; next?: string };

export interface Attention {
  specialist: Specialist;
  /** Never empty; what weighs most comes first. */
  needs: Need[];
}

const day_ms = 86_400_000;
/** Agreements that end sooner than this are renewed now. */
export const ends_soon_ms = 60 * day_ms;
/** Longer than this without new questions is long. */
export const long_ms = 28 * day_ms;

const agreements: [Agreement, keyof Schemas['Agreements']][] = [
  ['confidentiality', 'confidentialityUntil'],
  ['conduct', 'conductUntil'],
  ['covenant', 'covenantUntil'],
];

// An agreement holds up to and including its day.
function endOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) + day_ms;
}

function agreementNeeds(specialist: Specialist, now_ms: number): Need[] {
  const found: Need[] = [];
  for (const [agreement, field] of agreements) {
    const until = specialist.agreements[field];
    if (!until) found.push({ kind: 'lacking', agreement });
    else if (endOf(until) <= now_ms) found.push({ kind: 'lacking', agreement, until });
    else if (endOf(until) - now_ms < ends_soon_ms) found.push({ kind: 'ending', agreement, until });
  }
  return found;
}

function presenceNeeds(specialist: Specialist, pausedSince: string | undefined, now_ms: number): Need[] {
  const { presence } = specialist;
  if (presence.state === 'unknown') return [{ kind: 'hours_unknown' }];
  if (presence.state === 'paused') {
    const isLong = !pausedSince || now_ms - Date.parse(pausedSince) > long_ms;
    return isLong ? [{ kind: 'paused', since: pausedSince }] : [];
  }
  // Somebody away with a substitute is looked after.
  if (presence.state !== 'away' || presence.substitute) return [];
  const isLong = !presence.next || Date.parse(presence.next) - now_ms > long_ms;
  return isLong ? [{ kind: 'away', next: presence.next }] : [];
}

const weights: Record<Need['kind'], number> = { lacking: 0, ending: 1, hours_unknown: 2, paused: 3, away: 4 };

function ends(need: Need): number {
  return need.kind === 'ending' ? endOf(need.until) : 0;
}

/** Those who want attention, the most pressing first. `changedAt` tells when the availability last changed, by id. */
export function attentionOf(specialists: Specialist[], changedAt: Map<string, string>, now: Date): Attention[] {
  const found: Attention[] = [];
  for (const specialist of specialists) {
    if (!specialist.active) continue;
    const needs = [...agreementNeeds(specialist, now.getTime()), ...presenceNeeds(specialist, changedAt.get(specialist.id), now.getTime())];
    needs.sort((a, b) => weights[a.kind] - weights[b.kind] || ends(a) - ends(b));
    if (needs.length > 0) found.push({ specialist, needs });
  }
  const first = (each: Attention) => each.needs[0] as Need;
  return found.sort((a, b) => weights[first(a).kind] - weights[first(b).kind] || ends(first(a)) - ends(first(b)));
}
