// Who is signed on, for the whole page. Nothing of it is kept in the browser: after a reload the server is
// asked again.
import { answer, api, quietFor_ms, type Schemas } from '../api/client';
import { setLanguage } from '../words/language';
import { signal } from '../words/signal';

export type Me = Schemas['OwnUser'];

/** `undefined`: not asked yet; `null`: nobody. */
export const me = signal<Me | null | undefined>(undefined);

/**
 * Why somebody who was signed on must sign on again before going on: the server refused a request, or nothing was
 * done for so long that the page may be unattended.
 */
export const signOnAgain = signal<'no' | 'refused' | 'quiet'>('no');

/** True in the last minutes before a quiet session ends. */
export const endsSoon = signal(false);

// The server ends a session that was not used for thirty minutes.
const quietMost_ms = 30 * 60_000;
const warned_ms = 5 * 60_000;
const look_ms = 5_000;

/** Watches how long the session has been quiet; gives the way to stop. */
export function watchQuiet(): () => void {
  const timer = setInterval(() => {
    if (!me.value || signOnAgain.value !== 'no') return;
    const quiet = quietFor_ms();
    if (quiet >= quietMost_ms) signOnAgain.value = 'quiet';
    endsSoon.value = quiet >= quietMost_ms - warned_ms && quiet < quietMost_ms;
  }, look_ms);
  return () => clearInterval(timer);
}

/** True when somebody signed on in this page, rather than arriving with a session. */
export let signedOnHere = false;

export async function findOutWhoIsThere(): Promise<void> {
  try {
    welcome(await answer(api.GET('/users/me')));
  } catch {
    me.value = null;
  }
}

export async function staySignedOn(): Promise<void> {
  await answer(api.GET('/users/me'));
  endsSoon.value = false;
}

export async function signOn(email: string, password: string): Promise<void> {
  const signedOn = await answer(api.POST('/sessions', { body: { email, password } }));
  if (me.value && me.value.id !== signedOn.user.id) {
    // Somebody else: what the one before had typed is not theirs to see.
    location.assign('/');
    return;
  }
  signOnAgain.value = 'no';
  endsSoon.value = false;
  signedOnHere = true;
  welcome(signedOn.user);
}

/** Signs off and on as somebody else, as the demo story does. */
export async function signOnAs(email: string, password: string): Promise<void> {
  if (me.value) await answer(api.DELETE('/sessions/current'));
  const signedOn = await answer(api.POST('/sessions', { body: { email, password } }));
  signedOnHere = true;
  welcome(signedOn.user);
}

export async function signOff(): Promise<void> {
  try {
    await answer(api.DELETE('/sessions/current'));
  } finally {
    // Whatever was typed or shown is gone from this computer.
    location.replace('/');
  }
}

function welcome(user: Me): void {
  if (me.value?.id !== user.id) setLanguage(user.language);
  me.value = user;
}

export function hasRole(role: Schemas['Role']): boolean {
  return me.value?.roles.includes(role) ?? false;
}
