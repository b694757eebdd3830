// What the coordinator's lists are made of, fetched in one go and quietly fetched again while somebody is there.
import { useEffect, useRef, useState } from 'preact/hooks';
import { answer, api, type Schemas } from '../../api/client';
import { every } from '../../api/every';
import { me, signOnAgain } from '../../frame/session';
import { useLoaded, type Loaded } from '../../parts/loading';
import { now } from '../../words/clock';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';
import { attentionOf, type Attention } from './needs';

type Consultation = Schemas['Consultation'];

/** Looking back is asked for this long after closing, and over this long after that. */
export const follow_up_after_ms = 42 * 86_400_000;
export const follow_up_over_ms = 56 * 86_400_000;

export interface Work {
  waiting: Consultation[];
  overdue: Consultation[];
  mine: Consultation[];
  toReview: Consultation[];
  toLookBack: Consultation[];
  profiles: Attention[];
  /** The topics most often asked for that nobody knew of. */
  gaps: Schemas['GapList'];
  /** Why a consultation lies with the coordinator: a code by consultation. */
  reasons: Map<string, string>;
  /** Whether the reader stands in for the coordinators. */
  isDeputy: boolean;
  fetchedAt: Date;
}

interface Filters {
  state?: Schemas['ConsultationState'][];
  unreviewed?: boolean;
  overdue?: boolean;
  closedBefore?: string;
  withoutFollowUp?: boolean;
}

function consultations(filters: Filters): Promise<Consultation[]> {
  return every(
    (offset, limit) => answer(api.GET('/consultations', { params: { query: { ...filters, order: 'deadline_first', offset, limit } } })),
    600,
  );
}

async function latestEvents(kind: Schemas['EventKind']): Promise<Schemas['Event'][]> {
  return (await answer(api.GET('/events', { params: { query: { kind: [kind], limit: 200 } } }))).items;
}

// The events come newest first; the newest of a thing is the one that holds.
function newestBy(events: Schemas['Event'][], key: (event: Schemas['Event']) => string | undefined, value: (event: Schemas['Event']) => string | undefined) {
  const found = new Map<string, string>();
  for (const event of events) {
    const at = key(event);
    const what = value(event);
    if (at && what && !found.has(at)) found.set(at, what);
  }
  return found;
}

async function fetchProfiles(): Promise<Attention[]> {
  const specialists = await every((offset, limit) => answer(api.GET('/specialists', { params: { query: { offset, limit } } })));
  const isPaused = specialists.some((each) => each.presence.state === 'paused');
  const changes = isPaused ? await latestEvents('availability_changed') : [];
  const changedAt = newestBy(
    changes,
    (event) => event.specialist?.id,
    (event) => event.at,
  );
  return attentionOf(specialists, changedAt, now());
}

function byAge(at: (each: Consultation) => string | undefined) {
  return (a: Consultation, b: Consultation) => (at(a) ?? '').localeCompare(at(b) ?? '');
}

async function isDeputy(): Promise<boolean> {
  const all = await every((offset, limit) => answer(api.GET('/municipalities', { params: { query: { offset, limit } } })));
  return all.some((each) => each.deputy === me.value?.id);
}

const gaps_shown = 10;

function fetchGaps(): Promise<Schemas['GapList']> {
  return answer(api.GET('/gaps', { params: { query: { limit: gaps_shown } } }));
}

async function fetchWork(): Promise<Work> {
  const closedBefore = new Date(now().getTime() - follow_up_after_ms).toISOString();
  const [waiting, overdue, mine, toReview, toLookBack, profiles, gaps, deputy] = await Promise.all([
    consultations({ state: ['open'] }),
    consultations({ overdue: true }),
    consultations({ state: ['with_coordinator'] }),
    consultations({ unreviewed: true }),
    consultations({ closedBefore, withoutFollowUp: true }),
    fetchProfiles(),
    fetchGaps(),
    isDeputy(),
  ]);
  const sent = mine.length > 0 ? await latestEvents('sent_to_coordinator') : [];
  return {
    waiting,
    overdue,
    mine: mine.sort(byAge((each) => each.withCoordinatorSince)),
    toReview: toReview.sort(byAge((each) => each.closedAt)),
    toLookBack: toLookBack.sort(byAge((each) => each.closedAt)),
    profiles,
    gaps,
    reasons: newestBy(
      sent,
      (event) => event.consultation,
      (event) => event.details['reason'],
    ),
    isDeputy: deputy,
    fetchedAt: now(),
  };
}

const look_every_ms = 3 * 60_000;
const look_back_ms = 60_000;
// Who left the screen alone this long does not keep a session alive by it.
const present_ms = 5 * 60_000;

/** The lists, fetched anew every few minutes while the page is in view and somebody is at it, and on coming back. */
export function useWork(): Loaded<Work> & { busy: boolean; refresh: () => Promise<void> } {
  const code = useSignal(language);
  const loaded = useLoaded(fetchWork, [code]);
  const [busy, setBusy] = useState(false);
  const fetchedAt_ms = useRef(performance.now());
  const refresh = async () => {
    setBusy(true);
    fetchedAt_ms.current = performance.now();
    await loaded.again();
    setBusy(false);
  };
  useEffect(() => {
    let seen_ms = performance.now();
    const lookAfter = (least_ms: number) => {
      const now_ms = performance.now();
      const isAlone = now_ms - seen_ms > present_ms;
      if (document.visibilityState !== 'visible' || isAlone || signOnAgain.value !== 'no') return;
      if (now_ms - fetchedAt_ms.current >= least_ms) void refresh();
    };
    const here = () => {
      seen_ms = performance.now();
    };
    const back = () => {
      here();
      lookAfter(look_back_ms);
    };
    const timer = setInterval(() => lookAfter(look_every_ms), look_back_ms);
    addEventListener('pointerdown', here, { passive: true });
    addEventListener('keydown', here, { passive: true });
    document.addEventListener('visibilitychange', back);
    const stop = signOnAgain.listen(() => {
      if (signOnAgain.value === 'no') void refresh();
    });
    return () => {
      clearInterval(timer);
      removeEventListener('pointerdown', here);
      removeEventListener('keydown', here);
      document.removeEventListener('visibilitychange', back);
      stop();
    };
  }, []);
  return { ...loaded, busy, refresh };
}
