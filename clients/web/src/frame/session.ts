// Who is signed on, for the whole page. Nothing of it is kept in the browser: after a reload the server is
// asked again.
import { answer, api, quietFor_ms, Refused, type Schemas } from '../api/client';
import { fetchProvider } from '../parts/provider';
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

/** Why it could not be found out who is signed on, other than that nobody is. */
export const arrivalFault = signal<Refused | undefined>(undefined);

export async function findOutWhoIsThere(): Promise<void> {
  arrivalFault.value = undefined;
  try {
    becomes(await answer(api.GET('/users/me')));
  } catch (error) {
    if (error instanceof Refused && error.status !== 401) arrivalFault.value = error;
    else me.value = null;
  }
}

export async function staySignedOn(): Promise<void> {
  await answer(api.GET('/users/me'));
  endsSoon.value = false;
}

export async function signOn(email: string, password: string): Promise<void> {
  await begin((await answer(api.POST('/sessions', { body: { email, password } }))).user);
}

/** Somebody signed on in this page just now. */
export async function begin(user: Me): Promise<void> {
  tellOtherWindows(user.id);
  if (me.value && me.value.id !== user.id) {
    // What the one before had typed is not theirs to see.
    await startAnew();
    return;
  }
  signedOnHere = true;
  becomes(user);
}

/** Signs off and on as somebody else, as the demo story does. */
export async function signOnAs(email: string, password: string): Promise<void> {
  if (me.value) await answer(api.DELETE('/sessions/current'));
  const signedOn = await answer(api.POST('/sessions', { body: { email, password } }));
  tellOtherWindows(signedOn.user.id);
  signedOnHere = true;
  becomes(signedOn.user);
}

/** Whether something was typed that leaving would lose: asks the guards that a closed window would ask. */
export function hasUnsent(): boolean {
  return !dispatchEvent(new Event('beforeunload', { cancelable: true }));
}

/** Whatever was typed or shown is gone from this computer afterwards. Throws Refused when the session did not end. */
export async function signOff(): Promise<void> {
  // Who signed on at their organisation is signed off there too.
  const provider = me.value?.byProvider ? await fetchProvider().catch(() => undefined) : undefined;
  await answer(api.DELETE('/sessions/current'));
  tellOtherWindows(undefined);
  await startAnew(provider?.signOffAddress);
}

const forgetters = new Set<() => void>();

/** Called when somebody else takes the place of whoever was there: what is kept in memory for them goes. */
export function whenSomebodyElse(forget: () => void): void {
  forgetters.add(forget);
}

/** From now on this is who is there. */
export function becomes(user: Me): void {
  if (me.value?.id !== user.id) {
    for (const forget of forgetters) forget();
    setLanguage(user.language);
  }
  me.value = user;
  signOnAgain.value = 'no';
  endsSoon.value = false;
}

// The pages go first, and with them what would ask whether to stay.
async function startAnew(next = '/'): Promise<void> {
  me.value = null;
  for (const forget of forgetters) forget();
  await new Promise((done) => setTimeout(done));
  location.replace(next);
}

// Windows of one browser share the session. A message stores nothing.
const windows = new BroadcastChannel('expertisepool');

function tellOtherWindows(user: string | undefined): void {
  windows.postMessage({ user });
}

windows.onmessage = (message: MessageEvent<{ user: string | undefined }>) => {
  const { user } = message.data;
  if (!me.value) {
    if (user) void findOutWhoIsThere();
  } else if (!user) {
    signOnAgain.value = 'quiet';
  } else if (user === me.value.id) {
    signOnAgain.value = 'no';
  } else {
    void startAnew();
  }
};

export function hasRole(role: Schemas['Role']): boolean {
  return me.value?.roles.includes(role) ?? false;
}
