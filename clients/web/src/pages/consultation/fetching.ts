// Fetches a consultation with its thread, and looks now and then, while somebody is there, whether others did
// something. It knows the way of the server and nothing of the screen.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { answer, answered, api, Refused, type Schemas } from '../../api/client';
import { every } from '../../api/every';
import { me, signOnAgain } from '../../frame/session';
import { language } from '../../words/language';
import { useSignal } from '../../words/signal';

export type Consultation = Schemas['Consultation'];
export type Message = Schemas['Message'];

export interface Fetched {
  consultation: Consultation;
  etag: string;
  /** Nothing for who may not read the text now. */
  messages: Message[] | undefined;
}

/** What others did since the reader last saw the page. */
export interface News {
  messages: Message[];
}

const look_ms = 30_000;
// Who left the screen alone this long does not keep a session alive by it.
const present_ms = 5 * 60_000;

export function fetchMessages(id: string): Promise<Message[]> {
  const path = { consultationId: id };
  return every((offset, limit) => answer(api.GET('/consultations/{consultationId}/messages', { params: { path, query: { offset, limit } } })), Infinity);
}

async function fetchFacts(id: string): Promise<{ data: Consultation; etag: string }> {
  return answered(api.GET('/consultations/{consultationId}', { params: { path: { consultationId: id } } }));
}

async function fetchAll(id: string): Promise<Fetched> {
  const { data, etag } = await fetchFacts(id);
  return { consultation: data, etag, messages: data.sight === 'full' ? await fetchMessages(id) : undefined };
}

function writtenByOthers(before: Fetched, after: Fetched): Message[] {
  const seen = new Map(before.messages?.map((message) => [message.id, message.versions.length]));
  return (after.messages ?? []).filter((message) => message.author?.id !== me.value?.id && seen.get(message.id) !== message.versions.length);
}

export interface Fetching {
  fetched: Fetched | undefined;
  error: Refused | undefined;
  /** Fetches everything anew; throws what the server refuses. */
  refresh: () => Promise<void>;
  news: News | undefined;
  clearNews: () => void;
}

export function useFetching(id: string): Fetching {
  const [fetched, setFetched] = useState<Fetched>();
  const [error, setError] = useState<Refused>();
  const [news, setNews] = useState<News>();
  const current = useRef<Fetched>();
  const turn = useRef(0);
  const code = useSignal(language);

  const put = useCallback((next: Fetched) => {
    current.current = next;
    setFetched(next);
    setError(undefined);
  }, []);

  const refresh = useCallback(async () => {
    const mine = ++turn.current;
    try {
      const next = await fetchAll(id);
      if (mine === turn.current) put(next);
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault;
      if (mine === turn.current) setError(fault);
      throw fault;
    }
  }, [id]);

  const look = useCallback(async () => {
    const before = current.current;
    if (!before) return;
    const mine = turn.current;
    const facts = await fetchFacts(id);
    if (mine !== turn.current) return;
    if (facts.etag === before.etag && !facts.data.unread) return;
    const next = await fetchAll(id);
    if (mine !== turn.current) return;
    put(next);
    setNews({ messages: writtenByOthers(before, next) });
  }, [id]);

  useEffect(() => {
    current.current = undefined;
    setFetched(undefined);
    setError(undefined);
    setNews(undefined);
  }, [refresh]);
  // The server's sentences come in another language too; meanwhile those that are shown stay.
  useEffect(() => {
    refresh().catch(() => undefined);
    return () => {
      turn.current++;
    };
  }, [refresh, code]);

  useLooking(look);
  useEffect(
    () =>
      signOnAgain.listen(() => {
        if (signOnAgain.value === 'no') refresh().catch(() => undefined);
      }),
    [refresh],
  );
  return { fetched, error, refresh, news, clearNews: () => setNews(undefined) };
}

// Calls `look` every half minute while the page is in view and somebody is at it, and on coming back to it. What
// is refused meanwhile is left for the next time.
function useLooking(look: () => Promise<void>): void {
  useEffect(() => {
    let seen_ms = performance.now();
    let looked_ms = performance.now();
    const here = () => {
      seen_ms = performance.now();
    };
    const lookNow = () => {
      const now_ms = performance.now();
      const alone = now_ms - seen_ms > present_ms;
      if (document.visibilityState !== 'visible' || alone || signOnAgain.value !== 'no') return;
      if (now_ms - looked_ms < look_ms - 1000) return;
      looked_ms = now_ms;
      look().catch(() => undefined);
    };
    const back = () => {
      here();
      lookNow();
    };
    const timer = setInterval(lookNow, look_ms);
    addEventListener('pointerdown', here, { passive: true });
    addEventListener('keydown', here, { passive: true });
    addEventListener('scroll', here, { passive: true });
    document.addEventListener('visibilitychange', back);
    addEventListener('focus', back);
    return () => {
      clearInterval(timer);
      removeEventListener('pointerdown', here);
      removeEventListener('keydown', here);
      removeEventListener('scroll', here);
      document.removeEventListener('visibilitychange', back);
      removeEventListener('focus', back);
    };
  }, [look]);
}
