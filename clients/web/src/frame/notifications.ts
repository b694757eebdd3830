// What the one who is signed on was told, kept fresh while somebody can see it: asked with the entity tag of the last
// answer, so that an unchanged list costs next to nothing. Nothing is asked while the window is hidden, and less often
// while the server does not answer.
import { answered, api, Refused, type Schemas } from '../api/client';
import { signal } from '../words/signal';
import { me, signOnAgain, whenSomebodyElse } from './session';

export type Told = Schemas['NotificationList'];

export const told = signal<Told | undefined>(undefined);

const every_ms = 30_000;
const longest_ms = 10 * 60_000;

let tag = '';
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function takes(list: { data: Told; etag: string }): void {
  tag = list.etag;
  told.value = list.data;
}

async function look(): Promise<void> {
  const user = me.value?.id;
  try {
    const list = await answered(api.GET('/notifications', { headers: tag ? { 'If-None-Match': tag } : {} }));
    if (user === me.value?.id) takes(list);
    failures = 0;
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    failures = fault.status === 304 ? 0 : failures + 1;
  }
}

async function lookAndWait(): Promise<void> {
  clearTimeout(timer);
  timer = undefined;
  if (!me.value || signOnAgain.value !== 'no' || document.hidden) return;
  await look();
  clearTimeout(timer);
  timer = setTimeout(() => void lookAndWait(), Math.min(longest_ms, every_ms * 2 ** failures));
}

/** Keeps the list fresh; gives the way to stop. */
export function watchNotifications(): () => void {
  const again = () => void lookAndWait();
  document.addEventListener('visibilitychange', again);
  const stops = [me.listen(again), signOnAgain.listen(again)];
  again();
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', again);
    for (const stop of stops) stop();
  };
}

/** Throws Refused. */
export async function markRead(first: number, last: number): Promise<void> {
  takes(await answered(api.POST('/notifications/_read', { body: { first, last } })));
}

/** Asks at once, and again as usual. */
export function lookNow(): Promise<void> {
  return lookAndWait();
}

whenSomebodyElse(() => {
  tag = '';
  failures = 0;
  told.value = undefined;
});
